// An answer that follows its form: whatever is filled in is asked at once, and stands in the address of the page.
import { el } from "../dom.js";

const PAUSE = 400; // milliseconds without a key

/** Have a place show what the page of a form's address has there. */
export function follow(form, place) {
  const status = el("p", { class: "visually-hidden", role: "status" });
  place.before(status);
  let waiting, asking;

  async function ask() {
    clearTimeout(waiting);
    asking?.abort();
    if (!form.checkValidity()) return place.removeAttribute("aria-busy");
    asking = new AbortController();
    const filled = [...new FormData(form)].filter(([, value]) => value !== "");
    const address = `${form.action}?${new URLSearchParams(filled)}`;
    place.setAttribute("aria-busy", "true");
    try {
      const got = await fetch(address, { headers: { accept: "text/html" }, signal: asking.signal });
      show(new DOMParser().parseFromString(await got.text(), "text/html"));
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name === "AbortError") return;
      status.className = "notice";
      status.textContent = "The service does not answer. What you see is kept; try again in a moment.";
    }
    place.removeAttribute("aria-busy");
  }

  function show(page) {
    const found = page.getElementById("answer");
    if (!found) throw new Error("no answer");
    const notice = found.querySelector(".notice");
    notice?.removeAttribute("role"); // it is told once, by the status
    status.textContent = (notice ?? found.querySelector("#told"))?.textContent ?? "";
    status.className = "visually-hidden";
    place.replaceChildren(...found.childNodes);
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.reportValidity()) ask();
  });
}
