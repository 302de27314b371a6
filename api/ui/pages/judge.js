// Forms that judge (templates/_judge.html) know the name of who judged last in this browser.
import { reviewer } from "../reviewer.js";

for (const field of document.querySelectorAll("input[name=who]")) {
  field.value ||= reviewer.name;
  field.form.addEventListener("submit", () => (reviewer.name = field.value));
}
