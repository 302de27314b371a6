// What a result has in it that can be drawn: numbers with names, points on the map, ties between things.
import { number } from "./results.js";

const LOOKED_AT = 200; // rows, to tell what a column holds
const POINT = /POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)/i;

/** The columns that have IRIs in them. */
export function things({ columns, rows }) {
  return columns.filter((name) => rows.slice(0, LOOKED_AT).some((row) => row[name]?.type === "iri"));
}

/** The column of numbers and that of what they are of; null where there are none. */
export function numbers({ columns, rows, triples }) {
  const some = rows.slice(0, LOOKED_AT);
  if (!some.length || triples) return null;
  const value = columns.findLast((name) => some.every((row) => !row[name] || number(row[name]) !== undefined) && some.some((row) => row[name]));
  const name = columns.find((one) => one !== value && some.some((row) => row[one]));
  return value && name ? { value, name } : null;
}

/** Whether all of a column are days, months or years. */
export const days = (rows, name) => rows.every((row) => /^\d{4}(-\d\d){0,2}(T.*)?$/.test(row[name]?.value ?? ""));

/** Points with the row they are of: of WKT, or of columns that are called latitude and longitude. */
export function points({ columns, rows }) {
  const [lat, long] = [/^lat/i, /^(long?|lng)/i].map((called) => columns.find((name) => called.test(name)));
  const at = (row) => {
    if (lat && long) return [number(row[long]), number(row[lat])];
    const found = columns.map((name) => row[name]?.value.match(POINT)).find(Boolean);
    return found ? [Number(found[1]), Number(found[2])] : [];
  };
  const found = rows.map((row) => ({ row, at: at(row) })).filter(({ at: [x, y] }) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  return [...new Map(found.map((one) => [one.at.join(), one])).values()]; // of what lies at one place, one
}
