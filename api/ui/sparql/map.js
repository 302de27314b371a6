// Points on a map of the United States where all lie there, else of the world. The maps are files of this service.
import { geoAlbersUsa, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import states from "us-atlas/states-albers-10m.json";
import countries from "world-atlas/countries-110m.json";
import { el, svg } from "../dom.js";
import { points } from "./fit.js";
import { labels, page, prefixed } from "./names.js";

const ROOM = 10; // degrees
const [WIDTH, HEIGHT] = [975, 610]; // for which states-albers is drawn

export async function draw(result, place, base) {
  const found = points(result);
  const usa = geoAlbersUsa().scale(1300).translate([487.5, 305]); // as states-albers was projected
  const inside = found.every(({ at }) => usa(at));
  const project = inside ? usa : around(found.map(({ at }) => at));
  const land = await outlines(inside, project);
  const spots = found.map(({ row, at }) => ({ at: project(at), term: Object.values(row).find((term) => term?.type === "iri"), row }));
  const known = await labels(spots.map(({ term }) => term?.value).filter(Boolean), base);
  const named = ({ term, row }) => (term ? (known.get(term.value) ?? prefixed(term.value, base)) : Object.values(row).map((one) => one?.value).join(", "));
  const told = `Map with ${found.length} points; the table says the same`;
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "land", role: "group", "aria-label": told }, svg("path", { d: land }));
  drawing.append(...spots.map((spot) => dot(spot, named(spot), base)));
  place.append(el("figure", { class: "table" }, drawing));
}

/** The world as far as points lie, and some land around them to know it by. */
function around(places) {
  const corners = places.flatMap(([x, y]) => [-1, 1].flatMap((side) => [[x + side * ROOM, y], [x, Math.max(-89, Math.min(89, y + side * ROOM))]]));
  return geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: "MultiPoint", coordinates: corners });
}

async function outlines(inside, project) {
  const file = new URL(inside ? states : countries, import.meta.url);
  const topology = await (await fetch(file)).json();
  const shapes = feature(topology, inside ? topology.objects.states : topology.objects.countries);
  return geoPath(inside ? null : project)(shapes);
}

function dot({ at: [x, y], term }, name, base) {
  const made = svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 6 }, svg("title", {}, name));
  const href = term && page(term.value, base);
  return href ? svg("a", { href, "aria-label": name }, made) : made;
}
