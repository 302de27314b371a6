// The form of a question (templates/answer.html): names are proposed, and the answer follows what is filled in.
import { follow } from "../answer/follow.js";
import { propose } from "../things.js";

const form = document.getElementById("question");
if (form) {
  form.querySelectorAll("[data-proposes]").forEach(propose);
  follow(form, document.getElementById("answer"));
}
