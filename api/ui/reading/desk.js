// The cards of a document's facts, gone through and judged by keys.
import { Cards } from "../cards.js";
import { el } from "../dom.js";
import { address, answer } from "../service.js";
import { reviewer } from "../reviewer.js";

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

export class Desk extends Cards {
  constructor(article, facts) {
    super(facts, KEYS);
    this.article = article;
    this.done = []; // what was judged here: the card as it was, and the judgement's number
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
    if (NUMBER.test(name) && !document.getElementById(name)) this.say(`There is no ${name} here: it was taken out, or is numbered otherwise since the text was read again.`);
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

  /** Show a card; the words that it rests on come into view beside it. */
  show(card) {
    if (card) this.reveal(card.id);
    super.show(card);
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
}
