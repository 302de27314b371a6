// The ways to show a result: each has a name, says what it can show, and draws it. What is large comes when it is wanted.
import { el, plural } from "../dom.js";
import { numbers, points, things } from "./fit.js";
import { labels, shown } from "./names.js";
import { number } from "./results.js";

const PART = 100; // rows at a time

const table = { name: "Table", fits: (result) => result.boolean === undefined, draw: drawTable };
const yesNo = {
  name: "Answer",
  fits: (result) => result.boolean !== undefined,
  draw: (result, place) => place.append(el("p", {}, el("strong", {}, result.boolean ? "Yes" : "No"))),
};
const graph = {
  name: "Graph",
  fits: (result) => things(result).length > 1,
  draw: async (result, place, desk) => (await import("./graph.js")).draw(result, place, desk),
};
const chart = {
  name: "Chart",
  fits: (result) => numbers(result) !== null,
  draw: async (result, place, desk) => (await import("./chart.js")).draw(result, place, desk.base),
};
const map = {
  name: "Map",
  fits: (result) => points(result).length > 0,
  draw: async (result, place, desk) => (await import("./map.js")).draw(result, place, desk.base),
};
export const views = [yesNo, table, graph, chart, map];

async function drawTable(result, place, { base }) {
  if (!result.rows.length) return place.append(el("p", {}, "No rows."));
  const rows = [...result.rows];
  const body = el("tbody");
  const more = el("button", { type: "button", class: "plain", onclick: () => go() });
  const heads = result.columns.map((name) => head(name, rows, body, () => go(0)));
  const content = el("table", {}, el("thead", {}, el("tr", {}, heads)), body);
  place.append(el("div", { class: "table", role: "region", "aria-label": "Rows", tabindex: 0 }, content), more);
  async function go(from = body.rows.length) {
    const some = rows.slice(from, from + PART);
    await labels(some.flatMap((row) => Object.values(row)).filter((term) => term?.type === "iri").map((term) => term.value), base);
    if (from === 0) body.replaceChildren();
    body.append(...some.map((row) => el("tr", {}, result.columns.map((name) => el("td", {}, shown(row[name], base))))));
    more.hidden = body.rows.length >= rows.length;
    more.textContent = `Show ${PART} of ${plural(rows.length - body.rows.length, "further row")}`;
  }
  await go();
}

/** A head that sorts by its column: first upwards, then downwards. */
function head(name, rows, body, drawn) {
  const sort = () => {
    const down = cell.getAttribute("aria-sort") === "ascending";
    for (const other of cell.parentElement.cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort((one, other) => (down ? -1 : 1) * compare(one[name], other[name]));
    drawn();
  };
  const cell = el("th", { scope: "col" }, el("button", { type: "button", class: "sorter", onclick: sort }, name));
  return cell;
}

function compare(one, other) {
  const [a, b] = [number(one), number(other)];
  return a !== undefined && b !== undefined ? a - b : (one?.value ?? "").localeCompare(other?.value ?? "", "en", { numeric: true });
}
