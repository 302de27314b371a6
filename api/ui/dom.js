// Elements made by hand: text is always set as text, so that nothing that a document says becomes markup.

/** An element: `el("a", { href, class: "who", onclick }, "text", child, …)`; what is null or false is left out. */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(made, name, value);
  made.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined));
  return made;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}

/** An element of SVG. */
export function svg(tag, properties = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** What a page was given for its script (_island.html). */
export function given(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/** A colour, or whatever else the style sheet has under a name. */
export function styled(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Call back whenever the reader's system changes between light and dark. */
export function onScheme(changed) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}

/** Let a reader keep some content as a file. */
export function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What has the focus within something that is about to be made anew: the key of the element, if it has one. */
export function focused(home) {
  return home.contains(document.activeElement) ? (document.activeElement.dataset.key ?? "") : null;
}

/** Give the focus back to what has the same key, or else to the home, unless it has gone elsewhere since. */
export function refocus(home, key) {
  if (key === null || (document.activeElement !== document.body && document.activeElement !== home)) return;
  home.tabIndex = -1;
  (home.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? home).focus({ preventScroll: true });
}

/** A name as it is shown, as api/pages/render.py has it: not too long, and without what turns the words beside it around. */
export function short(name, longest = 160) {
  const shown = name.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}…`;
}

export const plural = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
