// What there is to know of the chosen thing or link, and to do with it.
import { el, focused, plural, refocus } from "../dom.js";
import { root } from "../service.js";
import { MOST, STEP, idOf, pins } from "./place.js";
import { propose } from "../things.js";

export class Panel {
  constructor(home, explorer) {
    this.home = home;
    this.explorer = explorer;
  }

  /** Show the chosen thing. */
  async show() {
    const node = this.explorer.nodes.get(this.explorer.chosen);
    if (!node) return this.home.replaceChildren(el("p", { class: "quiet" }, "Choose a thing or a link on the map."));
    const ties = el("div", { class: "ties" }, el("p", { class: "quiet" }, "…"));
    const focus = focused(this.home);
    this.home.replaceChildren(this.#head(node), this.#acts(node), ties, this.#path(node));
    refocus(this.home, focus);
    await this.explorer.attempt(async () => {
      const near = await this.explorer.neighbours(node.iri);
      if (this.explorer.chosen === node.iri) ties.replaceChildren(...this.#ties(node, near));
      refocus(this.home, focus);
    });
  }

  /** Show a link with the latest of its facts. */
  showLink(link) {
    const [source, target] = [link.source, link.target].map((iri) => this.explorer.nodes.get(iri));
    const { href, evidence_href, day } = link.latest;
    this.home.replaceChildren(
      el("h2", {}, `${source.label} ${this.explorer.phrase(link.predicate)} ${target.label}`),
      el("p", {}, plural(link.count, "fact"), `, ${this.explorer.told(link)}`, day && [", the latest of ", el("time", {}, day)], "."),
      el("p", {}, el("a", { href: root + href }, "The latest fact"), ", ", el("a", { href: root + evidence_href }, "where it stands")),
    );
  }

  #head(node) {
    return el(
      "div",
      {},
      el("p", { class: "quiet" }, node.type ?? "thing"),
      el("h2", {}, el("a", { href: node.href.startsWith("/") ? root + node.href : node.href }, node.label)),
    );
  }

  #acts(node) {
    const { explorer } = this;
    const held = pins().has(idOf(node));
    const button = (name, doing) => el("button", { type: "button", "data-key": name, onclick: () => explorer.attempt(doing) }, name);
    return el(
      "div",
      { class: "tools" },
      button("Show more", () => explorer.expand(node.iri)),
      explorer.further.get(node.iri) > STEP && button("Show all", () => explorer.expand(node.iri, undefined, MOST)),
      button("Only its own", () => explorer.only(node.iri)),
      el("button", { type: "button", "data-key": "Pin", "aria-pressed": String(held), onclick: () => explorer.pin(node.iri) }, "Pin"),
      button("Hide", () => explorer.hide(node.iri)),
    );
  }

  /** By each predicate and direction: to how many things it leads, and how many of them are not shown yet. */
  #ties(node, near) {
    const groups = [...Map.groupBy(near, (one) => `${one.direction} ${one.predicate}`).values()];
    const rows = groups.sort((one, other) => other.length - one.length).map((some) => this.#tie(node, some));
    return rows.length ? [el("ul", {}, rows)] : [el("p", {}, "No fact of those chosen ties it to anything.")];
  }

  #tie(node, some) {
    const [{ predicate, direction }] = some;
    const says = this.explorer.phrase(predicate);
    const hidden = some.filter((one) => !this.explorer.nodes.has(one.iri)).length;
    const fits = (one) => one.predicate === predicate && one.direction === direction;
    const more = () => this.explorer.attempt(() => this.explorer.expand(node.iri, fits));
    return el(
      "li",
      {},
      el(
        "span",
        {},
        el("span", { "aria-hidden": "true" }, direction === "out" ? "→ " : "← "),
        el("span", { class: "visually-hidden" }, direction === "out" ? "From it: " : "To it: "),
        `${says}: ${plural(some.length, "thing")}`,
      ),
      hidden > 0 && el("button", { type: "button", onclick: more, "data-key": `${direction} ${predicate}`, "aria-label": `Show ${hidden} more: ${says}` }, `+${hidden}`),
    );
  }

  #path(node) {
    const to = el("input", { name: "to", required: true, maxlength: 500, autocomplete: "off" });
    const find = (event) => {
      event.preventDefault();
      this.explorer.attempt(() => this.explorer.path(node.iri, to.value));
    };
    const form = el("form", { class: "row", onsubmit: find }, el("label", {}, "Path to ", to), el("button", {}, "Find"));
    propose(to);
    return form;
  }
}
