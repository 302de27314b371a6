// The queue of what is to be reviewed (templates/review.html): the same by keys, without a new page for each judgement.
import "../review/review.css";
import { Queue } from "../review/queue.js";
import { reviewer } from "../reviewer.js";
import { propose } from "../things.js";

for (const field of document.querySelectorAll("input[name=who]")) {
  if (field.closest("form").method === "post") field.value ||= reviewer.name;
}
document.querySelectorAll("input[name=entity]").forEach(propose);
const form = document.getElementById("queue");
if (form) new Queue(form);
