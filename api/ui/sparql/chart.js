// Numbers as bars: one beside another over time, one below another by name.
import { scaleLinear } from "d3-scale";
import { el, plural, svg } from "../dom.js";
import { days, numbers } from "./fit.js";
import { labels, prefixed } from "./names.js";
import { number } from "./results.js";

const MOST = 60; // bars
const [WIDTH, BAR, NAME] = [900, 22, 260];

export async function draw(result, place, base) {
  const columns = numbers(result);
  const rows = result.rows.filter((row) => row[columns.name] && row[columns.value]);
  const inTime = days(rows, columns.name);
  if (inTime) rows.sort((one, other) => one[columns.name].value.localeCompare(other[columns.name].value));
  const some = rows.slice(0, MOST);
  const iris = some.map((row) => row[columns.name]).filter((term) => term.type === "iri").map((term) => term.value);
  const known = await labels(iris, base);
  const named = ({ type, value }) => (type === "iri" ? (known.get(value) ?? prefixed(value, base)) : value);
  const bars = some.map((row) => ({ name: named(row[columns.name]), value: number(row[columns.value]) }));
  const told = `${columns.value} by ${columns.name}`;
  place.append(el("figure", { class: "table", tabindex: 0, "aria-label": told }, el("figcaption", { class: "quiet" }, told), (inTime ? upright : level)(bars)));
  if (rows.length > MOST) place.append(el("p", { class: "quiet" }, `${plural(rows.length - MOST, "further row")} not drawn.`));
}

const scale = (bars, to) => scaleLinear([Math.min(0, ...bars.map((bar) => bar.value)), Math.max(0, ...bars.map((bar) => bar.value))], [0, to]).nice();

function drawing(width, height, bars) {
  const told = bars.map((bar) => `${bar.name}: ${bar.value}`).join("; ");
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "bars", role: "img", "aria-label": told });
}

/** Bars below one another, each with its name and number. */
function level(bars) {
  const x = scale(bars, WIDTH - NAME - 90);
  const made = drawing(WIDTH, bars.length * BAR + 4, bars);
  bars.forEach(({ name, value }, n) => {
    const [from, to] = [x(0), x(value)].sort((a, b) => a - b);
    const cut = name.length > 38 ? `${name.slice(0, 37)}…` : name;
    made.append(
      svg("text", { x: NAME - 8, y: n * BAR + 16, "text-anchor": "end" }, cut),
      svg("rect", { x: NAME + from, y: n * BAR + 3, width: Math.max(1, to - from), height: BAR - 6 }),
      svg("text", { x: NAME + to + 6, y: n * BAR + 16 }, value.toLocaleString("en")),
    );
  });
  return made;
}

/** Bars beside one another in the order of time, with an axis. */
function upright(bars) {
  const [height, left] = [260, 50];
  const y = scale(bars, height);
  const step = (WIDTH - left) / bars.length;
  const made = drawing(WIDTH, height + 60, bars);
  for (const tick of y.ticks(5)) {
    const at = height - y(tick) + 10;
    made.append(svg("line", { x1: left, x2: WIDTH, y1: at, y2: at }), svg("text", { x: left - 6, y: at + 4, "text-anchor": "end" }, tick.toLocaleString("en")));
  }
  bars.forEach(({ name, value }, n) => {
    const [low, high] = [y(0), y(value)].sort((a, b) => a - b);
    const x = left + n * step;
    made.append(svg("rect", { x: x + step * 0.1, y: height - high + 10, width: step * 0.8, height: Math.max(1, high - low) }));
    if (n % Math.ceil(bars.length / 12) === 0) made.append(svg("text", { x: x + step / 2, y: height + 30, "text-anchor": "middle" }, name.slice(0, 10)));
  });
  return made;
}
