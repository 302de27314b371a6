// What IRIs are called: those of this graph's things by their labels, all others by their prefixed names.
import { el, short } from "../dom.js";
import { ask, root } from "../service.js";
import { run } from "./results.js";

const LABELS = "http://www.w3.org/2000/01/rdf-schema#label";
const LONGEST = 1000; // characters of a text in a cell; files have all
const known = new Map();
let prefixes = [];
ask("/sparql/terms").then((terms) => (prefixes = Object.entries(terms.prefixes)), () => {});

/** An IRI with its prefix, or below the base, or as it is. */
export function prefixed(iri, base) {
  if (iri.startsWith(`${base}id/`)) return iri.slice(base.length + 3);
  const fits = prefixes.filter(([, space]) => iri.startsWith(space)).sort(([, one], [, other]) => other.length - one.length);
  return fits.length ? `${fits[0][0]}:${iri.slice(fits[0][1].length)}` : iri;
}

/** Where an IRI is shown; nothing where that is no web address. */
export function page(iri, base) {
  if (iri.startsWith(`${base}id/`)) return `${root}/id/${iri.slice(base.length + 3)}`;
  return /^https?:/.test(iri) ? iri : null;
}

/** The labels of things of this graph, as far as they have any. */
export async function labels(iris, base) {
  const asked = [...new Set(iris)].filter((iri) => iri.startsWith(`${base}id/`) && !iri.includes("#") && !known.has(iri) && !/[<>"\s{}|^`\\]/.test(iri));
  for (const iri of asked) known.set(iri, null);
  for (let at = 0; at < asked.length; at += 200) {
    const some = asked.slice(at, at + 200).map((iri) => `<${iri}>`).join(" ");
    const query = `SELECT ?iri (MAX(?name) AS ?label) { VALUES ?iri { ${some} } ?iri <${LABELS}> ?name } GROUP BY ?iri`;
    const found = await run(new URLSearchParams({ query }), new AbortController().signal).catch(() => ({ rows: [] }));
    for (const { iri, label } of found.rows) known.set(iri.value, label ? short(label.value) : null);
  }
  return known;
}

/** A term as it stands in a table. */
export function shown(term, base) {
  if (!term) return "";
  if (term.type === "literal") return [short(term.value, LONGEST), term.language && el("sup", { class: "quiet" }, ` ${term.language}`)];
  if (term.type === "blank") return term.value;
  const href = page(term.value, base);
  const name = known.get(term.value) ?? short(prefixed(term.value, base));
  return href ? el("a", { href, title: term.value }, name) : name;
}
