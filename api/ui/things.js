// Names of things, as they are typed: the fields that ask for one propose what the graph has.
import { el } from "./dom.js";
import { ask } from "./service.js";

const KINDS = ["Person", "Agency", "Organization", "Group", "Place", "Office", "Order", "Policy"];
let number = 0;

/** Let a field propose names. */
export function propose(field) {
  const list = el("datalist", { id: `names-${++number}` });
  field.setAttribute("list", list.id);
  field.after(list);
  let waiting, asking;
  const look = () => {
    clearTimeout(waiting);
    asking?.abort();
    if (field.value.trim().length < 2) return;
    waiting = setTimeout(async () => {
      asking = new AbortController();
      try {
        const found = await ask("/search", { q: field.value, type: KINDS, limit: 12 }, asking.signal);
        const names = new Map(found.items.map((hit) => [hit.label, hit.type]));
        list.replaceChildren(...[...names].map(([name, type]) => el("option", { value: name }, type)));
      } catch {
        list.replaceChildren(); // who types goes on without
      }
    }, 150);
  };
  field.addEventListener("input", look);
  if (document.activeElement === field) look(); // what was typed before the script was there
}
