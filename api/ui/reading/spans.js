// Links to words: `#char=12,30` is the words from character 12 up to 30 of the text, counted in code points (RFC 5147).
import { el } from "../dom.js";

const SPAN = /^#char[=-](\d+)[,-](\d+)$/;
const count = (text) => [...text].length;

/** Show the words that the address names, wherever they are; and let a reader have the address of words that are marked. */
export function linkToWords(article, say) {
  const button = el("button", { type: "button", class: "no words", hidden: true }, "Copy a link to these words");
  article.querySelector(".legend").append(button);
  let chosen = null;
  const follow = () => show(article, SPAN.exec(location.hash)) || say("The words that this address names are not in the text: it may be another version now.");
  addEventListener("hashchange", follow);
  document.addEventListener("selectionchange", () => {
    chosen = span(article, getSelection());
    button.hidden = !chosen;
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay marked
  button.addEventListener("click", async () => {
    const link = new URL(`#char=${chosen.join(",")}`, location.href).href;
    history.replaceState(null, "", link);
    await navigator.clipboard?.writeText(link).then(() => say("The link is copied, and stands in the address bar."), () => say("The link stands in the address bar."));
  });
  follow();
}

/** Whether all is well: words that are named are shown. */
function show(article, found) {
  CSS.highlights?.delete("linked");
  if (!found) return true;
  const range = rangeOf(article, Number(found[1]), Number(found[2]));
  if (!range) return false;
  if (CSS.highlights) CSS.highlights.set("linked", new Highlight(range));
  else getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  return true;
}

/** Each piece of text of the article with the character that it begins at; the numbers of facts are none of it. */
function* pieces(article) {
  for (const paragraph of article.querySelectorAll("p[data-start]")) {
    let at = Number(paragraph.dataset.start);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".ref")) continue;
      yield [node, at];
      at += count(node.data);
    }
  }
}

function rangeOf(article, start, end) {
  const range = document.createRange();
  let begun = false;
  for (const [node, at] of pieces(article)) {
    const letters = [...node.data];
    const offset = (place) => letters.slice(0, Math.max(place - at, 0)).join("").length;
    if (!begun && start < at + letters.length) {
      range.setStart(node, offset(start));
      begun = true;
    }
    if (begun && end > at) range.setEnd(node, offset(end));
    if (end <= at + letters.length) break;
  }
  return begun && !range.collapsed ? range : null;
}

/** The characters of the text that are selected: [12, 30]; null where none are. */
function span(article, selection) {
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  let start = null, end = null;
  for (const [node, at] of pieces(article)) {
    if (!range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.data.length;
    if (to <= from) continue;
    start ??= at + count(node.data.slice(0, from));
    end = at + count(node.data.slice(0, to));
  }
  return start === null ? null : [start, end];
}
