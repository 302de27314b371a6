// The pages of jobs (templates/jobs.html, job.html): files are dropped and sent, jobs are seen to go on.
import "../corpus/corpus.css";
import { follow } from "../corpus/jobs.js";
import { Sender } from "../corpus/sender.js";

const told = document.getElementById("told");
const form = document.getElementById("upload");
if (form) new Sender(form, document.getElementById("chosen"));
for (const region of document.querySelectorAll("#job, #jobs")) follow(region, (text) => (told.textContent = text));
