// The form of a question (templates/answer.html): names are proposed, the answer follows what is filled in, and places
// of an answer are on a map, if the page has not drawn it.
import { follow } from "../answer/follow.js";
import { given } from "../dom.js";
import { propose } from "../things.js";

const form = document.getElementById("question");
const place = document.getElementById("answer");
form?.querySelectorAll("[data-proposes]").forEach(propose);
if (form) follow(form, place, locate);
locate();

async function locate() {
  const spots = given("spots");
  if (spots) (await import("../answer/places.js")).show(spots, document.getElementById("map"));
}
