// The form for files: they may be dropped on it, what is not read is said at once, and how much has been sent is seen.
import { el } from "../dom.js";

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

export class Sender {
  constructor(form, list) {
    Object.assign(this, { form, list, input: form.elements.files, button: form.querySelector("button"), files: [] });
    this.kinds = new Set(this.input.accept.split(",").map((kind) => kind.trim()));
    this.input.required = false; // what was dropped is in no field
    list.before(el("p", { class: "quiet hint" }, "Or drop them here."));
    for (const kind of ["dragover", "dragenter"]) form.addEventListener(kind, (event) => this.over(event, true));
    form.addEventListener("dragleave", (event) => this.over(event, form.contains(event.relatedTarget)));
    form.addEventListener("drop", (event) => this.drop(event));
    this.input.addEventListener("change", () => this.add(this.input.files));
    form.addEventListener("submit", (event) => this.submit(event));
  }

  over(event, is) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.classList.toggle("over", is);
  }

  drop(event) {
    this.over(event, false);
    this.add(event.dataTransfer.files);
  }

  add(files) {
    for (const file of files) if (!this.files.some((one) => one.name === file.name && one.size === file.size)) this.files.push(file);
    this.input.value = "";
    this.show();
  }

  isRead(file) {
    const at = file.name.lastIndexOf(".");
    return at > 0 && this.kinds.has(file.name.slice(at).toLowerCase());
  }

  show(why = "") {
    const rows = this.files.map((file) => {
      const away = el("button", { type: "button", class: "plain", onclick: () => this.remove(file) }, "Leave out", el("span", { class: "visually-hidden" }, ` ${file.name}`));
      const said = this.isRead(file) ? size(file.size) : "is of a kind that is not read, and is left out";
      return el("li", { class: this.isRead(file) ? "" : "refused" }, el("span", {}, this.isRead(file) ? file.name : el("del", {}, file.name), " ", el("span", { class: "quiet" }, said)), away);
    });
    const read = this.files.filter((file) => this.isRead(file));
    this.button.textContent = read.length > 1 ? `Put ${read.length} files in` : "Put them in";
    this.list.replaceChildren(...(rows.length ? [el("ul", { class: "rows files" }, rows)] : []), ...(why ? [el("p", { class: "notice", role: "alert" }, why)] : []));
  }

  remove(file) {
    this.files = this.files.filter((one) => one !== file);
    this.show();
    (this.list.querySelector("button") ?? this.input).focus();
  }

  submit(event) {
    event.preventDefault();
    const read = this.files.filter((file) => this.isRead(file));
    if (!read.length) return this.show("Choose a file that can be read, or drop one here.");
    const sent = new FormData();
    for (const file of read) sent.append("files", file);
    this.send(sent);
  }

  /** Send them, by the one way in which a browser tells how much has gone; then to the job. */
  send(sent) {
    const bar = el("progress", { "aria-label": "How much has been sent", max: 1, value: 0 });
    const request = new XMLHttpRequest();
    request.open("POST", this.form.action);
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
    request.onerror = () => this.fail("The service does not answer. Your files are kept here: try again in a moment.");
    request.onload = () => {
      const told = parsed(request.responseText);
      if (request.status === 202) location.assign(document.body.dataset.root + told.href);
      else this.fail([told.title, told.detail].filter(Boolean).join(": ") || `The service answered ${request.status}.`);
    };
    this.button.disabled = true;
    this.list.append(bar);
    request.send(sent);
  }

  fail(why) {
    this.button.disabled = false;
    this.show(why);
  }
}

/** What an answer says; nothing where it is not ours, as a proxy's. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
