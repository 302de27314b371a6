// Where it is: the places of an answer on a map, hollow where nothing of what is told has happened.
import { el } from "../dom.js";
import { mapOf } from "../map.js";

export async function show(spots, place) {
  const some = spots.map((one) => ({ ...one, name: [one.name, one.told].filter(Boolean).join(": "), looks: one.real ? "" : "unreal" }));
  const drawing = await mapOf(some, `Map of ${some.length} places; the table says the same`);
  const unreal = some.some((one) => one.looks) && el("figcaption", { class: "quiet" }, "Hollow and dashed: planned, threatened, possible or denied, not done.");
  if (unreal) drawing.append(unreal);
  place.replaceChildren(drawing);
}
