// Jobs as they go on: the service tells when one has changed, and the page's own words about it are fetched anew.
import { focused, refocus } from "../dom.js";
import { address } from "../service.js";

const AGAIN = 5000; // milliseconds until a service that does not answer is asked again

/** Keep a part of the page as it is at the service, as long as the job that it names (data-job) goes on, and the next. */
export function follow(region, say) {
  const id = region.dataset.job;
  if (!id) return;
  const events = new EventSource(address(`/jobs/${id}/events`));
  const renewed = oneAtATime(() => renew(region));
  const later = () => setTimeout(() => renewed().then(() => follow(region, say), later), AGAIN);
  events.onopen = () => say("");
  events.onerror = () => {
    say("The service does not answer. It may be starting anew: the job goes on then, and so does this page.");
    if (events.readyState === EventSource.CLOSED) later(); // refused: it does not ask again by itself
  };
  events.onmessage = ({ data }) => {
    const job = JSON.parse(data);
    if (job.ended) events.close();
    renewed().then(() => job.ended && finished(region, job, say), () => job.ended && later()); // what is not had now comes with the next event
  };
}

/** What is asked for while it is being done is done once more after that, however often it is asked for. */
function oneAtATime(act) {
  let wanted, running;
  const run = async () => {
    try {
      for (wanted = true; wanted; ) {
        wanted = false;
        await act();
      }
    } finally {
      running = undefined;
    }
  };
  return () => {
    wanted = true;
    return (running ??= run());
  };
}

function finished(region, job, say) {
  say(`${job.name ?? job.address ?? "The job"}: ${job.state}`);
  if (region.dataset.job !== job.id) follow(region, say);
}

/** Take from the page as it is now at the service what stands in its place there; of what is forgotten nothing changes any more. */
async function renew(region) {
  const got = await fetch(location.href, { headers: { accept: "text/html" } });
  const made = new DOMParser().parseFromString(await got.text(), "text/html").getElementById(region.id);
  if (got.status >= 500) throw new Error(got.statusText);
  if (!made) {
    region.dataset.job = "";
    return;
  }
  const key = focused(region);
  const open = new Set([...region.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  for (const one of made.querySelectorAll("details")) one.open = open.has(one.dataset.key);
  region.dataset.job = made.dataset.job ?? "";
  region.replaceChildren(...made.childNodes);
  refocus(region, key);
}
