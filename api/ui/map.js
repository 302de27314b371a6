// Points on a map of the United States where all lie there, else of the world. The maps are files of this service.
import { geoAlbersUsa, geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import states from "us-atlas/states-albers-10m.json";
import countries from "world-atlas/countries-110m.json";
import { el, svg } from "./dom.js";

const ROOM = 10; // degrees
const [WIDTH, HEIGHT] = [975, 610]; // for which states-albers is drawn

/** A drawing of spots: where each is (longitude and latitude), its name, the page it leads to if any, and its class. */
export async function mapOf(spots, told) {
  const usa = geoAlbersUsa().scale(1300).translate([487.5, 305]); // as states-albers was projected
  const inside = spots.every(({ at }) => usa(at));
  const project = inside ? usa : around(spots.map(({ at }) => at));
  const land = svg("path", { d: await outlines(inside, project) });
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "land", role: "group", "aria-label": told }, land);
  drawing.append(...spots.map((spot) => dot(spot, project(spot.at))));
  return el("figure", { class: "table" }, drawing);
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

function dot({ name, href, looks = "" }, [x, y]) {
  const made = svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 6, class: looks }, svg("title", {}, name));
  return href ? svg("a", { href, "aria-label": name }, made) : made;
}
