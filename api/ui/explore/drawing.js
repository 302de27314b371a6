// The map as a drawing of its own (SVG): the shapes, lines and words that the screen shows, in its colours.
import { styled, svg } from "../dom.js";
import { colour, familyOf, lineOf, lines, shapes } from "./looks.js";

const CORNERS = { pentagon: 5, hexagon: 6, octagon: 8, diamond: 4, star: 5 };

/** The text of an SVG file. */
export function graphSvg({ chart: { cy } }) {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  const box = [x1 - 20, y1 - 20, w + 40, h + 40].map(Math.round);
  const drawing = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: box.join(" "), width: box[2], height: box[3], "font-family": "sans-serif" });
  drawing.append(svg("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: styled("--raised") }));
  cy.edges().forEach((edge) => drawing.append(line(edge)));
  cy.nodes().forEach((node) => drawing.append(thing(node)));
  return new XMLSerializer().serializeToString(drawing);
}

function line(edge) {
  const [from, to, middle] = [edge.sourceEndpoint(), edge.targetEndpoint(), edge.midpoint()];
  const at = ({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const bend = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 }; // the curve runs through the middle
  const path = svg("path", { d: `M${at(from)} Q${at(bend)} ${at(to)}`, fill: "none", stroke: styled("--quiet"), "stroke-width": edge.width(), ...dashed(lineOf(edge)) });
  const words = svg("text", { x: middle.x, y: middle.y, "font-size": 9, "text-anchor": "middle", fill: styled("--quiet") }, edge.data("says") + edge.data("aside"));
  return svg("g", {}, path, words);
}

const dashed = ({ dashes }) => (dashes ? { "stroke-dasharray": dashes.join(" ") } : {});

/** The line of links that are told in a way, for a legend. */
export function stroke(standing) {
  const looks = { fill: "none", stroke: "currentColor", "stroke-width": 2 };
  const end = { triangle: "M38,2 l8,4 -8,4 z", vee: "M38,2 l8,4 -8,4", chevron: "M40,2 l6,4 -6,4", tee: "M45,1 v10" }[lines.get(standing).end];
  const path = svg("path", { d: "M0,6 H44", ...looks, ...dashed(lines.get(standing)) });
  return svg("svg", { viewBox: "0 0 48 12", width: 48, height: 12, "aria-hidden": "true" }, path, svg("path", { d: end, ...looks, fill: lines.get(standing).end === "triangle" ? "currentColor" : "none" }));
}

function thing(node) {
  const { x, y } = node.position();
  const looks = { fill: styled(node.hasClass("chosen") ? "--lit" : "--raised"), stroke: colour(node.data("type")), "stroke-width": 4 };
  const words = svg("text", { x, y: y + 32, "font-size": 12, "text-anchor": "middle", fill: styled("--ink") }, node.data("name"));
  return svg("g", {}, outline(shapes.get(node.data("type")) ?? "star", x, y, looks), words);
}

/** The shape of a type, for a legend. */
export function swatch(type) {
  const shape = outline(shapes.get(type), 0, 0, { fill: "none", stroke: "currentColor", "stroke-width": 5 });
  return svg("svg", { viewBox: "-20 -20 40 40", width: 18, height: 18, "aria-hidden": "true", class: familyOf(type) }, shape);
}

function outline(shape, x, y, looks) {
  if (shape === "ellipse") return svg("circle", { cx: x, cy: y, r: 15, ...looks });
  const corners = CORNERS[shape];
  if (!corners) return svg("rect", { x: x - 15, y: y - 15, width: 30, height: 30, rx: shape.startsWith("round") ? 6 : 0, ...looks });
  const points = Array.from({ length: corners }, (_, n) => {
    const turn = (2 * Math.PI * n) / corners - Math.PI / 2;
    return `${(x + 15 * Math.cos(turn)).toFixed(1)},${(y + 15 * Math.sin(turn)).toFixed(1)}`;
  });
  return svg("polygon", { points: points.join(" "), ...looks });
}
