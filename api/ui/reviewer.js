// Who judges in this browser, by name; it is kept here, and sent with each judgement.
import { el } from "./dom.js";

const KEY = "policygraph-reviewer";

export const reviewer = {
  get name() {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return this.now ?? ""; // a browser that keeps nothing
    }
  },
  set name(value) {
    this.now = value;
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // it is asked for again in the next page
    }
  },

  /** The name, asked for where it is not known; null where the reader would not say. */
  async ask() {
    if (this.name) return this.name;
    const field = el("input", { name: "who", required: true, maxlength: 200, autocomplete: "name" });
    const dialog = el(
      "dialog",
      { "aria-labelledby": "who-asked" },
      el("h2", { id: "who-asked" }, "Who judges?"),
      el("p", {}, "Your name stands with each of your judgements, for everybody to see."),
      el(
        "form",
        { method: "dialog" },
        el("label", {}, "Your name ", field),
        el("p", { class: "buttons" }, el("button", { value: "ok" }, "Go on"), el("button", { class: "no", value: "", formnovalidate: true }, "Never mind")),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
    dialog.remove();
    if (dialog.returnValue !== "ok" || !field.value.trim()) return null;
    return (this.name = field.value.trim());
  },
};
