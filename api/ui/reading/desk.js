// The cards of a document's facts, gone through and judged by keys.
import { el } from "../dom.js";
import { address, answer } from "../service.js";
import { reviewer } from "./reviewer.js";

const KEYS = {
  j: ["the next fact", (desk) => desk.move(1)],
  k: ["the fact before", (desk) => desk.move(-1)],
  a: ["it is so: accept the fact", (desk) => desk.judge("right")],
  r: ["it is not so: reject the fact", (desk) => desk.judge("wrong")],
  e: ["correct the fact", (desk) => desk.edit()],
  u: ["take back what you judged last", (desk) => desk.undo()],
  "?": ["these keys", (desk) => desk.help()],
};

const NUMBER = /^[PSERDT]\d+$/;

/** The numbers of the facts that stand on a piece of text. */
function labels(piece) {
  const names = [...(piece.closest("[class*='n-']")?.classList ?? [])].filter((name) => name.startsWith("n-"));
  return names.map((name) => name.slice(2)).filter((name) => NUMBER.test(name));
}

export class Desk {
  constructor(article, facts) {
    this.article = article;
    this.facts = facts;
    this.done = []; // what was judged here: the card as it was, and the judgement's number
    this.note = el("p", { role: "status", class: "note" });
    this.say = (text) => (this.note.textContent = text);
    const help = el("button", { type: "button", class: "no keys", onclick: () => this.help() }, "Keys ", el("kbd", {}, "?"));
    facts.prepend(el("div", { class: "desk" }, help, this.note));
    for (const card of this.cards) card.tabIndex = -1;
    document.addEventListener("keydown", (event) => this.press(event));
    article.addEventListener("click", (event) => this.follow(event));
    for (const begun of ["mouseover", "focusin"]) {
      facts.addEventListener(begun, (event) => this.light([event.target.closest("li.card")?.id]));
      article.addEventListener(begun, (event) => this.light(labels(event.target)));
    }
    for (const side of [facts, article]) side.addEventListener("mouseleave", () => this.light([this.current?.id]));
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  /** At the fact that the address names. */
  arrive() {
    const name = location.hash.slice(1);
    this.light([name]);
    this.reveal(name);
  }

  /** Have the words of a fact in view, beside the cards. */
  reveal(name) {
    if (!NUMBER.test(name) || getComputedStyle(this.article).position !== "sticky") return;
    this.article.querySelector(`.n-${name}`)?.scrollIntoView({ block: "center" });
  }

  /** Light up facts, by their numbers: the cards and the words. */
  light(names) {
    for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
    const known = names.filter((name) => NUMBER.test(name ?? ""));
    for (const name of known) for (const one of document.querySelectorAll(`.n-${name}, #${name}`)) one.classList.add("lit");
  }

  get cards() {
    return [...this.facts.querySelectorAll("li.card")];
  }

  get visible() {
    return this.cards.filter((card) => card.checkVisibility());
  }

  get current() {
    return document.activeElement?.closest(".facts li.card") ?? this.visible.find((card) => card.matches(":target"));
  }

  press(event) {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key][1](this);
  }

  /** Go to another card; the words that it rests on come into view beside it. */
  move(step) {
    const cards = this.visible;
    const at = cards.indexOf(this.current);
    this.show(cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + step, 0), cards.length - 1)]);
  }

  show(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    this.reveal(card.id);
    card.scrollIntoView({ block: "nearest", behavior: smooth });
  }

  /** From words of the text to the card of the last fact that begins over them. */
  follow(event) {
    if (event.target.closest("a") || String(getSelection())) return;
    this.show(labels(event.target).map((name) => document.getElementById(name)).findLast((card) => card?.checkVisibility()));
  }

  async judge(kind) {
    const card = this.current;
    if (!card?.dataset.fact) return this.say(card ? "Only facts of documents that are stored can be judged." : "Choose a fact first: j goes to the next.");
    const who = await reviewer.ask();
    if (!who) return;
    const told = await this.send(address("/judgements"), { method: "POST", body: JSON.stringify({ kind, what: card.dataset.fact, who }), headers: { "content-type": "application/json" } });
    if (!told) return;
    this.done.push({ card, foot: card.querySelector(".foot").cloneNode(true), number: told.number });
    card.classList.toggle("rejected", kind === "wrong");
    this.mark(card, kind === "wrong" ? "Rejected" : "Checked", told);
    this.say(`${card.id}: ${kind === "wrong" ? "rejected" : "accepted"}. u takes it back.`);
    this.move(1);
  }

  mark(card, what, told) {
    const link = el("a", { class: card.classList.contains("rejected") ? "taken" : "checked", href: address(`/judgements/${told.number}`) }, `${what} by ${told.who}`);
    card.querySelector(".foot").querySelector(".sure, .checked, .taken").replaceWith(link);
  }

  async undo() {
    const last = this.done.at(-1);
    if (!last) return this.say("Nothing has been judged here since the page was opened.");
    const told = await this.send(address(`/judgements/${last.number}`, { who: await reviewer.ask() }), { method: "DELETE" });
    if (!told) return;
    this.done.pop();
    last.card.classList.remove("rejected");
    last.card.querySelector(".foot").replaceWith(last.foot);
    this.say(`${last.card.id}: taken back.`);
    this.show(last.card);
  }

  /** Send a judgement; what goes wrong is said, and nothing is lost by it. */
  async send(to, options) {
    try {
      return await (await answer(to, options)).json();
    } catch (error) {
      this.say(error.message);
      return null;
    }
  }

  edit() {
    const link = this.current?.querySelector("a.check");
    if (link) location.assign(link.href);
    else this.say("Choose a fact first: j goes to the next.");
  }

  help() {
    const rows = Object.entries(KEYS).map(([key, [what]]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]);
    const form = el("form", { method: "dialog" }, el("button", {}, "Close"));
    const dialog = el("dialog", { "aria-labelledby": "keys" }, el("h2", { id: "keys" }, "Keys"), el("dl", { class: "about" }, ...rows), form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
