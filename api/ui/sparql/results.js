// Results as they come: one row a line, read up to a number of rows, so that no query can fill the browser.
import { address, answer } from "../service.js";

const MOST = 5000; // rows that are kept and shown
const FORMS = "text/tab-separated-values, application/n-triples;q=0.9";
const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?|([^\s.]\S*)/g;
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };
const SCHEMA = "http://www.w3.org/2001/XMLSchema#";

/** Run a query: its columns and rows (terms by column), whether there are more, or for ASK the answer. */
export async function run(parameters, signal) {
  const reading = new AbortController();
  signal.addEventListener("abort", () => reading.abort());
  const options = { method: "POST", body: parameters, headers: { accept: FORMS }, signal: reading.signal };
  const got = await answer(address("/sparql"), options);
  const triples = got.headers.get("content-type").startsWith("application/n-triples");
  const { lines, more } = await first(got.body, MOST + (triples ? 0 : 1), reading);
  if (triples) return { columns: ["subject", "predicate", "object"], rows: lines.map(triple), more, triples };
  const [head, ...rest] = lines;
  if (!head?.startsWith("?") && rest.length === 0 && /^(true|false)$/.test(head)) return { columns: [], rows: [], boolean: head === "true" };
  const columns = head.split("\t").map((name) => name.slice(1));
  return { columns, rows: rest.map((line) => row(columns, line)), more, triples };
}

/** The first lines of a stream, and whether there are others; the rest is not fetched. */
async function first(body, most, reading) {
  const lines = [];
  let begun = "";
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
    const { done, value } = await reader.read();
    const parts = (begun + (value ?? "")).split("\n");
    begun = done ? "" : parts.pop();
    lines.push(...(done && parts.at(-1) === "" ? parts.slice(0, -1) : parts));
    if (lines.length > most) reading.abort();
    if (done || lines.length > most) return { lines: lines.slice(0, most), more: lines.length > most };
  }
}

function row(columns, line) {
  const cells = line.split("\t");
  return Object.fromEntries(columns.map((name, n) => [name, terms(cells[n] ?? "")[0]]));
}

function triple(line) {
  const [subject, predicate, object] = terms(line);
  return { subject, predicate, object };
}

/** The terms of a line, as N-Triples and the TSV of SPARQL have them. */
function terms(text) {
  return [...text.matchAll(TERM)].map(([, iri, blank, string, language, datatype, bare]) => {
    if (iri !== undefined) return { type: "iri", value: unescaped(iri) };
    if (blank !== undefined) return { type: "blank", value: `_:${blank}` };
    if (string !== undefined) return { type: "literal", value: unescaped(string), language, datatype };
    return { type: "literal", value: bare, datatype: SCHEMA + (/^(true|false)$/.test(bare) ? "boolean" : "decimal") };
  });
}

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, one) =>
    one === undefined ? String.fromCodePoint(parseInt(short ?? long, 16)) : (ESCAPES[one] ?? one),
  );
}

/** A term's number, or nothing where it has none. */
export function number(term) {
  if (term?.type !== "literal" || !/integer|decimal|double|float|int$|long$/.test(term.datatype ?? "")) return undefined;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : undefined;
}
