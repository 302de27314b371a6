// Where queries are written and run. The form stays what it is without script: its address is the link to a query.
import { el, plural } from "../dom.js";
import { editor } from "./editor.js";
import { run } from "./results.js";
import { views } from "./views.js";

export class Desk {
  constructor(form, section, { base, asked }) {
    this.form = form;
    this.section = section;
    this.base = base;
    this.editor = editor(form, () => form.requestSubmit(), !new URLSearchParams(location.search).has("query"));
    this.status = el("p", { role: "status", class: "quiet" });
    this.stop = el("button", { type: "button", class: "plain", hidden: true, onclick: () => this.running?.abort() }, "Stop");
    form.querySelector("button").after(this.stop);
    form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("popstate", () => location.reload());
    document.getElementById("examples").addEventListener("click", (event) => this.#example(event));
    if (asked) this.#run(); // what the server has shown is a table, and no more than that
  }

  /** Run here what is to be shown here; files the browser fetches as ever. */
  #submit(event) {
    this.editor.save();
    if (new FormData(this.form).get("format") !== "html") return;
    event.preventDefault();
    history.pushState({}, "", `${location.pathname}?${new URLSearchParams(new FormData(this.form))}`);
    this.#run();
  }

  #example(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.editor.setValue(new URL(link.href).searchParams.get("query"));
    this.form.elements.format.value = "html";
    this.form.requestSubmit();
    this.form.scrollIntoView({ block: "nearest" });
  }

  async #run() {
    this.running?.abort();
    const running = (this.running = new AbortController());
    this.section.hidden = this.stop.hidden = false;
    this.section.setAttribute("aria-busy", "true");
    this.status.textContent = "Running …";
    this.#put();
    const began = performance.now();
    try {
      const asked = new FormData(this.form);
      asked.delete("format");
      this.result = await run(new URLSearchParams(asked), running.signal);
      const seconds = ((performance.now() - began) / 1000).toFixed(2);
      this.status.textContent = this.#told(seconds);
      this.#choose(this.view?.fits(this.result) ? this.view : views.find((view) => view.fits(this.result)));
    } catch (error) {
      this.status.textContent = running.signal.aborted ? "Stopped." : "";
      if (!running.signal.aborted) this.#put(el("p", { class: "notice", role: "alert" }, error.message));
    } finally {
      if (this.running === running) {
        this.stop.hidden = true;
        this.section.removeAttribute("aria-busy");
      }
    }
  }

  #told(seconds) {
    const { rows, more, boolean } = this.result;
    if (boolean !== undefined) return `${seconds} s`;
    const first = more ? "The first " : "";
    return `${first}${plural(rows.length, "row")} in ${seconds} s.${more ? " The forms under “Show as” give all." : ""}`;
  }

  /** Show the result in one of the ways that there are. */
  async #choose(view) {
    this.view = view;
    const buttons = views.filter((one) => one.fits(this.result)).map((one) =>
      el("button", { type: "button", class: "plain", "aria-pressed": String(one === view), onclick: () => this.#choose(one) }, one.name),
    );
    const place = el("div", { class: "view" });
    this.#put(el("div", { class: "tools", role: "group", "aria-label": "Show as" }, buttons), place);
    await view.draw(this.result, place, this);
  }

  #put(...content) {
    this.section.replaceChildren(this.section.querySelector("h2"), this.status, ...content);
  }
}
