// What holds the explorer together: the address says what is shown, the service tells it, map, panel and tables show it.
import { el, plural, save, short } from "../dom.js";
import { ask } from "../service.js";
import { Chart } from "./chart.js";
import { graphSvg, stroke, swatch } from "./drawing.js";
import { lines, shapes } from "./looks.js";
import { Panel } from "./panel.js";
import { MOST, STEP, asked, filtersOf, hashOf, idOf, listed, pins, placeOf } from "./place.js";
import { showFiles, showLinks, showThings } from "./tables.js";


export class Explorer {
  constructor(home, first) {
    this.phrases = first.phrases;
    this.standings = first.standings;
    this.chart = new Chart(el("div", { class: "chart" }), this);
    this.panel = new Panel(el("aside", { class: "panel", "aria-label": "The chosen thing" }), this);
    this.status = document.getElementById("told");
    this.status.setAttribute("role", "status");
    home.append(this.#tools(), el("div", { class: "board" }, this.chart.home, this.panel.home), this.#legend());
    home.hidden = false;
    history.replaceState({ depth: history.state?.depth ?? 0 }, "");
    addEventListener("popstate", () => this.#load());
    this.#listen();
    this.show(first.shown);
    if (first.shown.of.length) this.choose(first.shown.of[0].iri);
  }

  phrase = (predicate) => this.phrases[predicate] ?? predicate.toLowerCase();

  /** What a link is to the map: what it says, and as how sure a thing; what is not asserted has that beside it. */
  looks(link) {
    const [standing] = Object.keys(link.standings);
    const aside = standing === "asserted" ? "" : ` (${this.standings[standing]})`;
    return { link, says: this.phrase(link.predicate), count: link.count, standing, aside };
  }

  /** How the facts of a link are told: how many in which way, the surest first. */
  told(link) {
    const counts = Object.entries(link.standings);
    return counts.map(([standing, count]) => this.standings[standing] + (counts.length > 1 ? ` (${count})` : "")).join(", ");
  }

  /** Show what the service told. */
  show(found) {
    const kinds = new URLSearchParams(location.search).getAll("type");
    this.focus = found.of[0]?.iri;
    const fits = (node) => !kinds.length || kinds.includes(node.type) || node.iri === this.focus;
    this.nodes = new Map(found.nodes.filter(fits).map((node) => [node.iri, { ...node, label: short(node.label) }]));
    this.links = found.links.filter((link) => this.nodes.has(link.source) && this.nodes.has(link.target));
    const near = new Map([...this.nodes.keys()].map((iri) => [iri, new Set()]));
    for (const { source, target } of this.links) near.get(source).add(target), near.get(target).add(source);
    this.further = new Map([...this.nodes].map(([iri, node]) => [iri, Math.max(0, node.neighbours - near.get(iri).size)]));
    this.chart.show(pins());
    showThings(this);
    showLinks(this);
    showFiles(this);
    this.tell();
    this.choose(this.nodes.has(this.chosen) ? this.chosen : null);
    this.#count();
  }

  /** Say what is shown, and after it something else. */
  tell(more = "") {
    const hidden = [...this.further.values()].reduce((sum, number) => sum + number, 0);
    const rest = hidden ? ` Things beside them are not shown: a “+” tells how many.` : "";
    this.status.textContent = `${plural(this.nodes.size, "thing")}, ${plural(this.links.length, "link")}.${rest} ${more}`;
  }

  /** Have a thing, or nothing, chosen. */
  choose(iri) {
    this.chosen = iri;
    this.chart.choose(iri);
    this.panel.show();
  }

  /** Show some more things; those that are there stay. */
  async add(ids) {
    const room = MOST - this.nodes.size;
    const fresh = ids.filter((id) => !this.#ids().includes(id));
    await this.#go([...this.#ids(), ...fresh.slice(0, room)]);
    if (fresh.length > room) this.tell(`No more than ${MOST} fit on a map: hide some, or narrow what counts.`);
  }

  /** Show the next things that a thing is tied to, so many: those with the most facts first, by one predicate or any. */
  async expand(iri, fits = () => true, most = STEP) {
    const near = await this.neighbours(iri);
    const fresh = [...new Set(near.filter((one) => fits(one) && !this.nodes.has(one.iri)).map(idOf))];
    if (fresh.length) await this.add(fresh.slice(0, most));
    else this.tell("All that it is tied to is shown, as far as the filters allow.");
  }

  /** What a thing is tied to, by which predicate, whichever way, most facts first. */
  async neighbours(iri) {
    const filters = listed(filtersOf(asked()));
    const found = await ask("/network/neighbours", { ...filters, type: null, of: iri, limit: 1000 });
    return found.items.filter((one) => !filters.type || filters.type.includes(one.type));
  }

  hide(iri) {
    if (this.nodes.size > 1) return this.#go(this.#ids().filter((id) => id !== idOf(this.nodes.get(iri))));
  }

  /** Show a thing with what is around it alone. */
  only(iri) {
    const near = this.links.filter((link) => link.source === iri || link.target === iri);
    const kept = new Set([iri, ...near.flatMap((link) => [link.source, link.target])]);
    return this.#go([...kept].map((one) => idOf(this.nodes.get(one))));
  }

  pin(iri) {
    const held = pins();
    const id = idOf(this.nodes.get(iri));
    if (!held.delete(id)) held.set(id, this.chart.position(iri));
    this.hold(held);
  }

  /** Keep where things are pinned. */
  hold(held) {
    this.#push(location.pathname + location.search + hashOf(held));
    this.chart.pin(held);
    this.panel.show();
  }

  /** Add the shortest paths from a thing to another one, and light them up. */
  async path(iri, name) {
    const found = await ask("/paths", { ...listed(filtersOf(asked())), type: null, from: iri, to: name, k: 3 });
    const steps = [found.steps ?? [], ...found.others].flat();
    if (!steps.length) return this.tell(found.steps ? "They are the same." : `Nothing ties it to ${name}.`);
    await this.add([...new Set(steps.flatMap((step) => [idOf(step.source), idOf(step.target)]))]);
    this.chart.mark(steps.map((step) => [step.source.iri, step.target.iri]));
    this.tell(`${plural(1 + found.others.length, "path")}, the shortest of ${plural(found.steps.length, "step")}.`);
  }

  undo() {
    if (history.state?.depth) history.back();
  }

  /** Do something for a reader, and say if it fails. */
  async attempt(doing) {
    try {
      await doing();
    } catch (error) {
      this.tell(error.message);
    }
  }

  /** The ids of what is shown, that of the thing that it began with first. */
  #ids() {
    const rest = [...this.nodes.values()].filter((node) => node.iri !== this.focus);
    return [this.nodes.get(this.focus), ...rest].filter(Boolean).map(idOf);
  }

  async #go(ids, filters = filtersOf(asked())) {
    const kept = [...pins()].filter(([id]) => ids.includes(id));
    this.#push(placeOf(ids, kept, filters));
    await this.#load();
  }

  #push(place) {
    history.pushState({ depth: (history.state?.depth ?? 0) + 1 }, "", place);
    this.#count();
  }

  /** Whether there is a step to go back. It keeps the focus even so: who uses keys would lose his place. */
  #count() {
    this.undoing.setAttribute("aria-disabled", String(!history.state?.depth));
  }

  async #load() {
    await this.attempt(async () => {
      this.show(await ask("/network/neighbourhood", listed(asked())));
    });
  }

  #listen() {
    const form = document.getElementById("filters");
    const filter = () => this.#go(this.#ids(), filtersOf(new FormData(form)));
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => (event.preventDefault(), filter()));
    const path = document.getElementById("path");
    path.addEventListener("submit", (event) => {
      event.preventDefault();
      const { from, to } = Object.fromEntries(new FormData(path));
      this.attempt(() => this.path(from, to));
      this.chart.home.scrollIntoView({ block: "nearest" });
    });
  }

  #tools() {
    const button = (name, doing, title) => el("button", { type: "button", title, onclick: () => this.attempt(doing) }, name);
    this.undoing = button("Undo", () => this.undo(), "Go one step back (u)");
    return el(
      "div",
      { class: "tools", role: "group", "aria-label": "The map" },
      this.undoing,
      button("Arrange", () => this.chart.arrange(true), "Lay the map out anew; what is pinned stays"),
      button("Fit", () => this.chart.fit(), "See all of it"),
      button("Copy link", () => this.#copy(), "To just this view"),
      button("PNG", () => this.chart.png().then((blob) => save("policygraph.png", blob)), "The map as a picture"),
      button("SVG", () => save("policygraph.svg", graphSvg(this), "image/svg+xml"), "The map as a drawing"),
    );
  }

  async #copy() {
    await navigator.clipboard.writeText(location.href);
    this.tell("The link is copied.");
  }

  #legend() {
    const types = [...shapes.keys()].map((type) => el("li", {}, swatch(type), " ", type));
    const told = [...lines.keys()].map((standing) => el("li", {}, stroke(standing), " ", this.standings[standing]));
    const keys = "Arrows choose the next thing, Enter shows more around it, Shift+Enter all that fits, p pins, Delete hides, u undoes, Esc lets go.";
    return el("div", { class: "legend-map" }, el("ul", {}, types), el("ul", {}, told), el("p", { class: "quiet" }, `Keys on the map: ${keys}`));
  }
}
