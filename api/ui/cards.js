// A list of cards that is gone through by single keys.
import "./cards.css";
import { el } from "./dom.js";

/** `keys`: what each key is for, and what it does, as `{ j: ["the next one", (cards) => cards.move(1)] }`. */
export class Cards {
  constructor(home, keys) {
    this.home = home;
    this.keys = keys;
    this.note = el("p", { role: "status", class: "note" });
    this.say = (text) => (this.note.textContent = text);
    const help = el("button", { type: "button", class: "no keys", onclick: () => this.help() }, "Keys ", el("kbd", {}, "?"));
    home.prepend(el("div", { class: "desk" }, help, this.note));
    for (const card of this.cards) card.tabIndex = -1;
    document.addEventListener("keydown", (event) => this.press(event));
  }

  get cards() {
    return [...this.home.querySelectorAll("li.card")];
  }

  get visible() {
    return this.cards.filter((card) => card.checkVisibility());
  }

  get current() {
    const focused = document.activeElement?.closest("li.card");
    return this.home.contains(focused) ? focused : this.visible.find((card) => card.matches(":target"));
  }

  press(event) {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(this.keys, event.key)) return;
    event.preventDefault();
    if (!event.repeat || "jk".includes(event.key)) this.keys[event.key][1](this); // a key held down judges once
  }

  /** Go to another card. */
  move(step) {
    const cards = this.visible;
    const at = cards.indexOf(this.current);
    this.show(cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + step, 0), cards.length - 1)]);
  }

  show(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    card.scrollIntoView({ block: "nearest", behavior: smooth });
  }

  /** Go to the page that corrects what the card says. */
  edit() {
    const link = this.current?.querySelector("a.check");
    if (link) location.assign(link.href);
    else this.say("Choose one first: j goes to the next.");
  }

  help() {
    const rows = Object.entries(this.keys).map(([key, [what]]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]);
    const form = el("form", { method: "dialog" }, el("button", {}, "Close"));
    const dialog = el("dialog", { "aria-labelledby": "keys" }, el("h2", { id: "keys" }, "Keys"), el("dl", { class: "about" }, ...rows), form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
