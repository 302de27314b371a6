// The service that the page came from.

export const root = document.body.dataset.root;

/** An address of the service with parameters; lists give a parameter several times, what is empty is left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== null && one !== undefined && one !== "") query.append(name, one);
  }
  const asked = query.toString();
  return root + path + (asked ? `?${asked}` : "");
}

/** What it answers, as JSON. Throws an error whose message is for readers. */
export async function ask(path, parameters, signal) {
  return (await answer(address(path, parameters), { headers: { accept: "application/json" }, signal })).json();
}

/** That the service does not answer, or cannot at the moment. */
export class Away extends Error {}

const AWAY = new Set([502, 503, 504]);

/** Its answer, if that is a good one. Throws an error whose message is for readers. */
export async function answer(to, options) {
  let got;
  try {
    got = await fetch(to, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Away("The service does not answer. It may be starting anew: what you see is kept, try again in a moment.");
  }
  if (got.ok) return got;
  const problem = await got.json().catch(() => ({}));
  throw new (AWAY.has(got.status) ? Away : Error)([problem.title ?? `The service answered ${got.status}`, problem.detail].filter(Boolean).join(": "));
}
