// A result as a graph: triples as they are; of other rows, what stands in the first two columns of things.
import { cytoscape } from "../cytoscape.js";
import { el, onScheme, plural, short } from "../dom.js";
import { styles } from "../explore/looks.js";
import { things } from "./fit.js";
import { labels, page, prefixed } from "./names.js";

const MOST = 120; // things

export async function draw(result, place, { base }) {
  const all = edges(result);
  const { shown, hidden } = first(all);
  const iris = [...new Set(shown.flatMap(({ source, target }) => [source, target]))];
  const known = await labels(iris, base);
  const named = (iri) => short(known.get(iri) ?? prefixed(iri, base), 60);
  const told = `Graph of ${plural(iris.length, "thing")} and ${plural(shown.length, "tie")}; the table says the same`;
  const home = el("div", { class: "chart", role: "img", "aria-label": told });
  const rest = `${plural(hidden, "further tie")} not drawn: narrow the query, or look at the table.`;
  place.append(home, ...(hidden > 0 ? [el("p", { class: "quiet" }, rest)] : []));
  const nodes = iris.map((iri) => ({ data: { id: iri, name: named(iri), type: typeOf(iri, base) } }));
  const ties = shown.map(({ source, target, says }, n) => ({ data: { id: `tie ${n}`, source, target, says: prefixed(says, base), count: 1 }, classes: shown.length > 40 ? "" : "said" }));
  const layout = { name: "cose", animate: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 60, componentSpacing: 30, padding: 20 };
  const cy = cytoscape({ container: home, elements: [...nodes, ...ties], style: styles(), layout, maxZoom: 2 });
  onScheme(() => cy.style(styles()));
  cy.on("dbltap", "node", ({ target }) => page(target.id(), base) && location.assign(page(target.id(), base)));
}

/** What ties what. */
function edges(result) {
  const [source, target] = result.triples ? ["subject", "object"] : things(result);
  const says = (row) => (result.triples ? row.predicate.value : target);
  const pairs = result.rows.filter((row) => row[source]?.type !== "literal" && row[target]?.type !== "literal" && row[source] && row[target]);
  const made = pairs.map((row) => ({ source: row[source].value, target: row[target].value, says: says(row) }));
  return [...new Map(made.map((edge) => [JSON.stringify(edge), edge])).values()];
}

/** As many as speak of no more things than can be told apart. */
function first(all) {
  const seen = new Set();
  const shown = all.filter(({ source, target }) => {
    const fresh = [source, target].filter((iri) => !seen.has(iri));
    if (seen.size + fresh.length > MOST) return false;
    fresh.forEach((iri) => seen.add(iri));
    return true;
  });
  return { shown, hidden: all.length - shown.length };
}

/** The type that an IRI of this graph tells: `…/id/person/…` is a Person. */
function typeOf(iri, base) {
  const kind = iri.startsWith(`${base}id/`) ? iri.slice(base.length + 3).split("/")[0] : "";
  return kind && kind[0].toUpperCase() + kind.slice(1);
}
