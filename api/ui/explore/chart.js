// The map: cytoscape draws it, fcose lays it out. What it shows is the explorer's; what is done on it, the explorer does.
import fcose from "cytoscape-fcose";
import { cytoscape } from "../cytoscape.js";
import { onScheme, short } from "../dom.js";
import { styles } from "./looks.js";
import { MOST, STEP, idOf } from "./place.js";

cytoscape.use(fcose);
const SAID = 30; // links, of which one can still tell which words are whose
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const LARGE = 1.3; // times, beyond which a few things look like a poster
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Chart {
  constructor(home, explorer) {
    this.home = home;
    this.explorer = explorer;
    const told = "Map of things and the facts that tie them; the tables below say the same";
    for (const [name, value] of Object.entries({ tabindex: 0, role: "application", "aria-label": told })) home.setAttribute(name, value);
  }

  /** Show what the explorer has, pinned where it is to be. */
  show(held) {
    this.cy ??= this.#drawn();
    const fresh = this.#renew();
    this.pin(held);
    if (fresh.length) this.arrange(fresh.length === this.cy.nodes().length);
  }

  /** Lay it out: all anew, or so that what is there moves little. */
  arrange(anew) {
    const fixed = this.cy.nodes(".pinned").map((node) => ({ nodeId: node.id(), position: node.position() }));
    const layout = {
      name: "fcose",
      quality: "default",
      randomize: anew && !fixed.length,
      animate: !anew && !CALM.matches,
      animationDuration: 250,
      fixedNodeConstraint: fixed.length ? fixed : undefined,
      nodeDimensionsIncludeLabels: true,
      idealEdgeLength: Math.min(110, this.home.clientWidth / 7),
      nodeRepulsion: 9000,
      padding: 30,
    };
    this.cy.one("layoutstop", () => this.fit());
    this.cy.layout(layout).run();
  }

  /** Hold things where they are pinned, and let go of others. */
  pin(held) {
    const at = (node) => held.get(idOf(this.explorer.nodes.get(node.id())));
    this.cy.nodes().forEach((node) => {
      node.toggleClass("pinned", Boolean(at(node)));
      if (at(node)) node.position(at(node));
    });
  }

  choose(iri) {
    this.cy.elements().removeClass("chosen near said marked");
    const node = this.cy.getElementById(iri ?? "");
    const near = node.addClass("chosen").connectedEdges().addClass("near");
    if (near.length <= SAID) near.addClass("said");
    if (node.nonempty() && !this.#isSeen(node)) this.cy.center(node);
  }

  /** Light up what leads along some steps: pairs of things. */
  mark(steps) {
    this.cy.elements().removeClass("marked");
    for (const [one, other] of steps) {
      this.cy.getElementById(one).edgesWith(this.cy.getElementById(other)).addClass("marked").connectedNodes().addClass("marked");
    }
  }

  position = (iri) => this.cy.getElementById(iri).position();

  /** See all of it, and a few things no larger than they need be. */
  fit() {
    this.cy.fit(undefined, 30);
    if (this.cy.zoom() > LARGE) this.cy.zoom(LARGE).center();
  }

  png = () => this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: getComputedStyle(this.home).backgroundColor });

  #drawn() {
    const cy = cytoscape({ container: this.home, style: styles(), minZoom: 0.15, maxZoom: 3, boxSelectionEnabled: false });
    onScheme(() => cy.style(styles()));
    cy.on("tap", "node", (event) => this.explorer.choose(event.target.id()));
    cy.on("tap", "edge", (event) => this.explorer.panel.showLink(event.target.data("link")));
    cy.on("tap", (event) => event.target === cy && this.explorer.choose(null));
    cy.on("dbltap", "node", (event) => this.explorer.attempt(() => this.explorer.expand(event.target.id())));
    cy.on("dragfree", "node", (event) => this.#dropped(event.target));
    this.home.addEventListener("keydown", (event) => this.#key(event));
    return cy;
  }

  /** Make the elements those of the explorer. Gives the nodes that have come. */
  #renew() {
    const { nodes, links, further } = this.explorer;
    const { cy } = this;
    const edges = links.map((link) => ({ id: `${link.source} ${link.predicate} ${link.target}`, link }));
    const kept = new Set([...nodes.keys(), ...edges.map((edge) => edge.id)]);
    cy.batch(() => cy.elements().filter((one) => !kept.has(one.id())).remove());
    const fresh = [...nodes.values()].filter((node) => cy.getElementById(node.iri).empty());
    cy.add(fresh.map((node, n) => ({ data: { id: node.iri }, position: this.#beside(node.iri, n) })));
    cy.add(edges.filter((edge) => cy.getElementById(edge.id).empty()).map(({ id, link }) => ({ data: { id, source: link.source, target: link.target, ...this.explorer.looks(link) } })));
    cy.batch(() => {
      for (const [iri, node] of nodes) cy.getElementById(iri).data({ name: short(node.label, 50), type: node.type ?? "", further: further.get(iri) });
      for (const { id, link } of edges) cy.getElementById(id).data(this.explorer.looks(link));
    });
    return fresh;
  }

  /** Where a thing comes in: beside one that is there and that it is tied to. */
  #beside(iri, n) {
    const others = this.explorer.links.filter((one) => one.source === iri || one.target === iri).map((one) => (one.source === iri ? one.target : one.source));
    const there = others.map((one) => this.cy.getElementById(one)).find((one) => one.nonempty());
    const { x, y } = there?.position() ?? { x: 0, y: 0 };
    const turn = n * 2.4; // about the golden angle: no two come in at one spot
    return { x: x + 90 * Math.cos(turn), y: y + 90 * Math.sin(turn) };
  }

  /** Whoever moves a thing wants it there. */
  #dropped(node) {
    const held = new Map(this.cy.nodes(".pinned").map((one) => [idOf(this.explorer.nodes.get(one.id())), { ...one.position() }]));
    this.explorer.hold(held.set(idOf(this.explorer.nodes.get(node.id())), { ...node.position() }));
  }

  #key(event) {
    const { explorer } = this;
    const chosen = explorer.chosen;
    const doing = {
      Enter: () => chosen && explorer.expand(chosen, undefined, event.shiftKey ? MOST : STEP),
      Delete: () => chosen && explorer.hide(chosen),
      Backspace: () => chosen && explorer.hide(chosen),
      p: () => chosen && explorer.pin(chosen),
      u: () => explorer.undo(),
      Escape: () => explorer.choose(null),
    }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(doing || ARROWS[event.key])) return;
    event.preventDefault();
    if (doing) explorer.attempt(doing);
    else this.#step(...ARROWS[event.key]);
  }

  /** Choose the next thing in a direction: near, and not too far aside. */
  #step(right, down) {
    const from = this.cy.getElementById(this.explorer.chosen ?? "");
    if (from.empty()) return this.explorer.choose(this.explorer.focus);
    const { x, y } = from.position();
    const ranked = this.cy.nodes().map((node) => {
      const [dx, dy] = [node.position("x") - x, node.position("y") - y];
      const [ahead, aside] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
      return { node, cost: ahead > 1 ? ahead + 2 * aside : Infinity };
    });
    const next = ranked.reduce((best, one) => (one.cost < best.cost ? one : best));
    if (next.cost < Infinity) this.explorer.choose(next.node.id());
  }

  #isSeen(node) {
    const { x1, x2, y1, y2 } = this.cy.extent();
    const { x, y } = node.position();
    return x > x1 && x < x2 && y > y1 && y < y2;
  }
}
