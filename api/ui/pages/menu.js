// The main menu (templates/base.html): a group that is open is closed by Escape, and by going elsewhere.

const menu = document.querySelector("header.top nav");

/** Close the group that is open. Gives its summary. */
function close() {
  const open = menu.querySelector("details[open]");
  if (!open) return null;
  open.open = false;
  return open.querySelector("summary");
}

addEventListener("keydown", (event) => event.key === "Escape" && menu.contains(document.activeElement) && close()?.focus());
addEventListener("pointerdown", (event) => !menu.contains(event.target) && close());
menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && close());
