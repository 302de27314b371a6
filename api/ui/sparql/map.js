// A result that has points, on a map.
import { mapOf } from "../map.js";
import { points } from "./fit.js";
import { labels, page, prefixed } from "./names.js";

export async function draw(result, place, base) {
  const found = points(result).map(({ row, at }) => ({ row, at, term: Object.values(row).find((term) => term?.type === "iri") }));
  const known = await labels(found.map(({ term }) => term?.value).filter(Boolean), base);
  const named = ({ term, row }) => (term ? (known.get(term.value) ?? prefixed(term.value, base)) : Object.values(row).map((one) => one?.value).join(", "));
  const spots = found.map((one) => ({ at: one.at, name: named(one), href: one.term && page(one.term.value, base) }));
  place.append(await mapOf(spots, `Map with ${spots.length} points; the table says the same`));
}
