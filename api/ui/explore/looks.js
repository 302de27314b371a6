// How the map looks: a shape for each type of thing and a colour for each family of types, in the colours of the page.
import { styled } from "../dom.js";

/** By type of thing. No two types of one colour have one shape. */
export const shapes = new Map([
  ["Person", "ellipse"],
  ["Group", "octagon"],
  ["Office", "pentagon"],
  ["Agency", "round-rectangle"],
  ["Organization", "rectangle"],
  ["Place", "diamond"],
  ["Order", "tag"],
  ["Policy", "hexagon"],
]);
const FAMILIES = { Person: "people", Group: "people", Office: "people", Agency: "bodies", Organization: "bodies", Place: "places", Order: "norms", Policy: "norms" };

/** By how the facts of a link are told, the surest of them: the dashes of its line, and what is at its end. No two are alike. */
export const lines = new Map([
  ["asserted", { dashes: null, end: "triangle" }],
  ["claimed", { dashes: [1, 5], end: "triangle" }],
  ["planned", { dashes: [14, 4], end: "triangle" }],
  ["threatened", { dashes: [6, 4], end: "vee" }],
  ["hypothetical", { dashes: [2, 4, 8, 4], end: "chevron" }],
  ["negated", { dashes: [6, 4], end: "tee" }],
]);

/** The looks of an edge. */
export const lineOf = (edge) => lines.get(edge.data("standing") ?? "asserted");

/** The family of a type. */
export const familyOf = (type) => FAMILIES[type] ?? "things";

/** The colour of a type's lines. */
export const colour = (type) => styled(`--${familyOf(type)}`);

/** What cytoscape is to make of it. */
export function styles() {
  const [ink, paper, quiet, lit, link] = ["--ink", "--raised", "--quiet", "--lit", "--link"].map(styled);
  const node = {
    width: 30,
    height: 30,
    shape: (one) => shapes.get(one.data("type")) ?? "star",
    label: (one) => one.data("name") + (one.data("further") ? `\n+${one.data("further")}` : ""),
    color: ink,
    "background-color": paper,
    "border-color": (one) => colour(one.data("type")),
    "border-width": 4,
    "font-size": 12,
    "text-valign": "bottom",
    "text-margin-y": 4,
    "text-wrap": "wrap",
    "text-max-width": 130,
    "text-background-color": paper,
    "text-background-opacity": 0.85,
    "text-background-padding": 2,
    "min-zoomed-font-size": 6,
  };
  const edge = {
    width: (one) => 1 + Math.log2(one.data("count") || 1),
    "line-color": quiet,
    "target-arrow-color": quiet,
    "target-arrow-shape": (one) => lineOf(one).end,
    "line-style": (one) => (lineOf(one).dashes ? "dashed" : "solid"),
    "line-dash-pattern": (one) => lineOf(one).dashes ?? [1, 0],
    "line-cap": "butt",
    "curve-style": "bezier",
    "control-point-step-size": 50,
    opacity: 0.65,
    color: ink,
    "font-size": 10,
    "text-rotation": "autorotate",
    "text-background-color": paper,
    "text-background-opacity": 0.85,
    "min-zoomed-font-size": 8,
  };
  const says = (one) => one.data("says") + (one.data("count") > 1 ? ` ×${one.data("count")}` : "") + (one.data("aside") ?? "");
  return [
    { selector: "node", style: node },
    { selector: "edge", style: edge },
    { selector: "node.pinned", style: { "border-style": "double", "border-width": 7 } },
    { selector: "node.chosen", style: { "background-color": lit, "border-width": 6, "font-weight": "bold" } },
    { selector: "edge.said", style: { label: says } },
    { selector: "edge.near", style: { opacity: 1, "line-color": link, "target-arrow-color": link } },
    { selector: "node.marked", style: { "background-color": lit } },
    { selector: "edge.marked", style: { label: says, opacity: 1, width: 5, "line-color": link, "target-arrow-color": link } },
    { selector: ":active", style: { "overlay-opacity": 0.1 } },
  ];
}
