// Where an explorer is: what it shows stands in the address of the page, so that it can be sent on, kept, and gone back to.

const FILTERS = ["type", "predicate", "status", "since", "until", "confidence"];
export const FIRST = 25; // things to begin with, as api/routes/explore.py has it
export const STEP = 20; // how many come at a time
export const MOST = 150; // things on the map: of more nobody can tell what ties which

/** How a thing is called in addresses. */
export const idOf = (node) => node.id ?? node.iri;

/** The filters of a query or a form: pairs of names and values. */
export const filtersOf = (given) => [...given].filter(([name, value]) => FILTERS.includes(name) && value !== "");

/** Pairs as parameters: a list of values for each name. */
export const listed = (pairs) => Object.fromEntries(Object.entries(Object.groupBy(pairs, ([name]) => name)).map(
  ([name, some]) => [name, some.map(([, value]) => value)],
));

/** What the address asks the service for. */
export function asked() {
  const query = new URLSearchParams(location.search);
  if (!query.has("limit")) query.set("limit", FIRST);
  return query;
}

/** The address of just these things, pinned where they are, under some filters. */
export function placeOf(ids, pins, filters) {
  const query = new URLSearchParams(ids.map((id) => ["of", id]));
  query.set("hops", 0);
  for (const [name, value] of filters) query.append(name, value);
  return `${location.pathname}?${query}${hashOf(pins)}`;
}

/** Pins as they stand behind the `#`: `#pins=id~x~y;id~x~y`. */
export function hashOf(pins) {
  const told = [...pins].map(([id, { x, y }]) => [encodeURIComponent(id), Math.round(x), Math.round(y)].join("~"));
  return told.length ? `#pins=${told.join(";")}` : "";
}

/** Where things are pinned, by their ids; what is none is passed over. */
export function pins() {
  const told = location.hash.startsWith("#pins=") ? location.hash.slice(6).split(";") : [];
  const read = told.map((one) => one.split("~")).filter((parts) => parts.length === 3);
  return new Map(read.map(([id, x, y]) => [decodeURIComponent(id), { x: Number(x) || 0, y: Number(y) || 0 }]));
}
