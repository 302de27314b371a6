// The form of a question (templates/answer.html): names are proposed, the answer follows what is filled in.
import { follow } from "../answer/follow.js";
import { propose } from "../things.js";

const form = document.getElementById("question");
form?.querySelectorAll("[data-proposes]").forEach(propose);
if (form) follow(form, document.getElementById("answer"));
