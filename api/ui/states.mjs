// The states of the USA, and the countries of the world, as pages draw them: outlines small enough to stand in a page.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const ATLAS = fileURLToPath(import.meta.resolve("us-atlas/states-albers-10m.json")); // projected, Alaska and Hawaii moved near
const WORLD = fileURLToPath(import.meta.resolve("world-atlas/countries-110m.json"));
const SCALE = 500; // as api/pages/natural_earth.py has it

/** A box that they fit in, and the path of each by its name. */
export function states() {
  const atlas = JSON.parse(readFileSync(ATLAS));
  const drawn = feature(atlas, atlas.objects.states).features.map(({ properties, geometry }) => [properties.name, path(geometry)]);
  const [left, top, right, bottom] = atlas.bbox.map(Math.round);
  return { box: [left - 1, top - 1, right - left + 2, bottom - top + 2].join(" "), paths: Object.fromEntries(drawn.sort()) };
}

/** The path of all land, with the borders in it; 0° on the equator is its origin. */
export function world() {
  const atlas = JSON.parse(readFileSync(WORLD));
  const drawn = geoPath(geoNaturalEarth1().scale(SCALE).translate([0, 0]))(feature(atlas, atlas.objects.countries));
  const rings = drawn.split("M").slice(1).map((one) => one.replace("Z", "").split("L").map((point) => point.split(",").map(Number)));
  return rings.map(ring).join("");
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
