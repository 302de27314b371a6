// The tables below the map: the same things and links, for whoever reads rather than looks, and the files of them.
import { el, focused, refocus } from "../dom.js";
import { address, root } from "../service.js";
import { asked, filtersOf, idOf, listed } from "./place.js";

const at = (href) => (href.startsWith("/") ? root + href : href);

export function showThings(explorer) {
  const rank = (node) => (node.iri === explorer.focus ? Infinity : node.facts);
  const ranked = [...explorer.nodes.values()].sort((one, other) => rank(other) - rank(one));
  const rows = ranked.map((node) => {
    const more = explorer.further.get(node.iri);
    const expand = () => explorer.attempt(() => explorer.expand(node.iri));
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, el("a", { class: "who", href: at(node.href) }, node.label)),
      el("td", {}, node.type ?? ""),
      el("td", {}, node.facts.toLocaleString("en")),
      el("td", {}, more > 0 && el("button", { type: "button", onclick: expand, "data-key": node.iri, "aria-label": `Show more around ${node.label}: ${more}` }, `${more.toLocaleString("en")} more`)),
    );
  });
  const body = document.querySelector("#things tbody");
  const focus = focused(body);
  body.replaceChildren(...rows);
  refocus(body, focus);
}

export function showLinks(explorer) {
  const name = (iri) => explorer.nodes.get(iri).label;
  const rows = explorer.links.map(({ source, target, predicate, count, standings, latest }) =>
    el(
      "tr",
      {},
      [name(source), explorer.phrase(predicate), name(target)].map((text) => el("td", {}, text)),
      el("td", {}, el("a", { href: address("/network/timeline", { of: source, with: target, predicate }) }, count.toLocaleString("en"))),
      el("td", {}, explorer.told({ standings })),
      el("td", {}, el("a", { href: at(latest.href) }, "fact"), ", ", el("a", { href: at(latest.evidence_href) }, "its words"), latest.day && [", ", el("time", {}, latest.day)]),
    ),
  );
  const none = el("tr", {}, el("td", { colspan: 6 }, "No fact of those chosen ties them."));
  document.querySelector("#links tbody").replaceChildren(...(rows.length ? rows : [none]));
}

/** Files of just what is shown. */
export function showFiles(explorer) {
  const filters = { ...listed(filtersOf(asked())), type: null };
  const of = [...explorer.nodes.values()].map(idOf);
  for (const link of document.querySelectorAll("#files a")) {
    link.href = address("/network/neighbourhood", { of, hops: 0, ...filters, format: link.dataset.format });
  }
}
