// The queue, gone through by keys: the next one is there at once, while what was judged is sent, one after the other. What
// the service does not take, because it is away, waits and is sent again until it is back.
import { Cards } from "../cards.js";
import { el, plural } from "../dom.js";
import { reviewer } from "../reviewer.js";
import { address, answer, Away } from "../service.js";

const KEYS = {
  j: ["the next one", (queue) => queue.move(1)],
  k: ["the one before", (queue) => queue.move(-1)],
  a: ["accept: it is so, they are one", (queue) => queue.judge("yes")],
  r: ["reject: it is not so, they are two", (queue) => queue.judge("no")],
  e: ["correct the fact, or see what would follow", (queue) => queue.edit()],
  u: ["take back your last step", (queue) => queue.undo()],
  n: ["the queue anew, without what is judged", (queue) => queue.onward()],
  "?": ["these keys", (queue) => queue.help()],
};
const SAID = { right: "Accepted", wrong: "Rejected", same: "Made one", different: "Kept apart" };
const AGAIN = 2000; // milliseconds after which a service that is away is asked once more

const itemOf = (card) => Object.fromEntries(new URLSearchParams(card.dataset.item));

export class Queue extends Cards {
  constructor(form) {
    super(form, KEYS);
    this.who = form.elements.namedItem("who");
    form.noValidate = true; // who judges is asked for in a dialog
    this.why = form.elements.namedItem("why");
    this.steps = []; // what was judged here, step by step: the cards
    this.waiting = 0; // steps that are not sent yet
    this.sent = Promise.resolve();
    for (const card of this.cards) card.unjudged = card.querySelector(".verdict").cloneNode(true);
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("beforeunload", (event) => this.waiting && event.preventDefault());
  }

  /** Who judges, by the field or, where that is empty, by a dialog. */
  async named() {
    const name = this.who.value.trim() || (await reviewer.ask());
    if (name) this.who.value = reviewer.name = name;
    return name;
  }

  submit(event) {
    event.preventDefault();
    const button = event.submitter;
    if (button.name === "one") this.step(button.dataset.as, [button.closest("li.card")]);
    else this.step(button.value, this.cards.filter((card) => card.dataset.yes === "right"));
  }

  judge(verdict) {
    const card = this.current;
    if (!card) return this.say("Choose one first: j goes to the next.");
    this.step(card.dataset[verdict], [card]);
  }

  /** Judge some cards at once; of those that have been judged here, none again. */
  async step(kind, some) {
    const who = await this.named();
    const cards = some.filter((card) => !card.dataset.as);
    if (!who) return;
    if (!cards.length) return this.say("That is judged already: u takes it back.");
    const step = { kind, cards, made: [] };
    this.steps.push(step);
    for (const card of cards) this.mark(card, kind, SAID[kind]);
    if (cards.length === 1) {
      cards[0].focus({ preventScroll: true });
      this.move(1);
    }
    this.enqueue(() => this.take(step, who), () => this.forget(step));
  }

  async take(step, who) {
    const told = await this.send({ kind: step.kind, items: step.cards.map(itemOf), who, why: this.why.value });
    const reasons = new Map(told.left.map((one) => [one.what, one.reason]));
    step.made = told.made.map((one) => ({ what: String(one.number) }));
    const taken = step.cards.filter((card) => !reasons.has(itemOf(card).what));
    taken.forEach((card, at) => this.mark(card, step.kind, el("a", { href: address(`/judgements/${told.made[at].number}`) }, `${SAID[step.kind]} by ${told.made[at].who}`)));
    for (const card of step.cards) if (reasons.has(itemOf(card).what)) this.mark(card, "left", `Left out: ${reasons.get(itemOf(card).what)}`);
    step.cards = taken;
    if (!taken.length) this.steps = this.steps.filter((one) => one !== step);
    const left = reasons.size ? ` ${plural(reasons.size, "other")} left out, with the reason beside it.` : "";
    this.say(`${taken.length.toLocaleString("en")} ${SAID[step.kind].toLowerCase()}.${taken.length ? " u takes it back." : ""}${left}${this.done ? " All of these are judged: n goes on." : ""}`);
  }

  async undo() {
    const step = this.steps.pop();
    if (!step) return this.say("Nothing has been judged here since the page was opened.");
    const who = await this.named();
    if (!who) return this.steps.push(step);
    this.enqueue(async () => {
      if (step.made.length) await this.send({ kind: "undo", items: step.made, who });
      for (const card of step.cards) this.mark(card, "", null);
      this.say(`${step.cards.length.toLocaleString("en")} taken back.`);
      this.show(step.cards[0]);
    }, () => this.steps.push(step));
  }

  get done() {
    return this.cards.every((card) => card.dataset.as);
  }

  onward() {
    if (this.waiting) return this.sent.then(() => this.onward()); // what was judged goes first
    const next = document.querySelector("a[rel=next]");
    if (next && !this.cards.some((card) => card.dataset.as)) location.assign(next.href);
    else location.reload();
  }

  /** How a card was judged: by the style sheet, and in words at its foot; "" for not at all. */
  mark(card, as, said) {
    if (as) card.dataset.as = as;
    else delete card.dataset.as;
    card.classList.toggle("rejected", as === "wrong");
    card.querySelector(".verdict").replaceChildren(...(as ? [el("span", { class: as === "wrong" || as === "left" ? "taken" : "checked" }, said)] : card.unjudged.cloneNode(true).childNodes));
    for (const button of card.querySelectorAll("button")) button.disabled = Boolean(as);
  }

  /** Do something after all that was begun before it; `undone` makes it as it was where the service would not do it. */
  enqueue(doing, undone) {
    this.waiting += 1;
    const failed = (error) => {
      undone();
      this.say(error.message);
    };
    this.sent = this.sent.then(doing).catch(failed).finally(() => (this.waiting -= 1));
  }

  forget(step) {
    this.steps = this.steps.filter((one) => one !== step);
    for (const card of step.cards) this.mark(card, "", null);
  }

  /** What becomes of a step; while the service is away it is asked again. */
  async send(step) {
    const options = { method: "POST", body: JSON.stringify(step), headers: { "content-type": "application/json", accept: "application/json" } };
    for (;;) {
      try {
        return await (await answer(address("/review"), options)).json();
      } catch (error) {
        if (!(error instanceof Away)) throw error;
        this.say(`The service does not answer: it may be starting anew. What you judged waits here (${plural(this.waiting, "step")}) and is sent as soon as it is back; leave this page open.`);
        await new Promise((go) => setTimeout(go, AGAIN));
      }
    }
  }
}
