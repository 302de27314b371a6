// The states of the USA as they are drawn on the start page: outlines to the pixel, small enough to stand in a page.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";

const ATLAS = fileURLToPath(import.meta.resolve("us-atlas/states-albers-10m.json")); // projected, Alaska and Hawaii moved near

/** A box that they fit in, and the path of each by its name. */
export function states() {
  const atlas = JSON.parse(readFileSync(ATLAS));
  const drawn = feature(atlas, atlas.objects.states).features.map(({ properties, geometry }) => [properties.name, path(geometry)]);
  const [left, top, right, bottom] = atlas.bbox.map(Math.round);
  return { box: [left - 1, top - 1, right - left + 2, bottom - top + 2].join(" "), paths: Object.fromEntries(drawn.sort()) };
}

function path({ type, coordinates }) {
  return (type === "Polygon" ? [coordinates] : coordinates).flat().map(ring).join("");
}

/** A ring, rounded alike on both sides of a border; nothing where an island is too small to be seen. */
function ring(points) {
  const rounded = points.map((point) => point.map(Math.round));
  const seen = rounded.filter(([x, y], n) => !n || x !== rounded[n - 1][0] || y !== rounded[n - 1][1]);
  if (seen.length < 4) return "";
  const steps = seen.slice(1, -1).map(([x, y], n) => step(x - seen[n][0], y - seen[n][1]));
  return `M${seen[0]}${steps.join("")}z`;
}

function step(x, y) {
  if (!x) return `v${y}`;
  return y ? `l${x},${y}` : `h${x}`;
}
