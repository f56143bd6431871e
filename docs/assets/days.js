/** Days without time of day: «2026-11-22», and its number since 1970. Both in UTC, so no clock change counts. */

import { isKnown, localeOf } from "./dom.js";

const DAY = 86_400_000; // milliseconds

/** The number of a day that is written as year-month-day. Throws an Error for anything else. */
export function numberOf(iso) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || isoOf(time / DAY) !== iso) throw new Error(`not a day: ${String(iso).slice(0, 40)}`);
  return time / DAY;
}

/** The day of a number as year-month-day. */
export function isoOf(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier with a minus. */
export function shifted(iso, days) {
  return isoOf(numberOf(iso) + days);
}

/** Whether a text is a day that the calendar has. */
export function isDay(iso) {
  try {
    return Number.isInteger(numberOf(iso));
  } catch {
    return false;
  }
}

/** The day it is here now. */
export function today() {
  const now = new Date();
  return isoOf(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY);
}

/** A day in the words of a language: «22. November 2026»; in figures («22.11.2026») for tables, and for want of words. */
export function inWords(iso, language, { short = false } = {}) {
  const isShort = short || !isKnown(language);
  const style = isShort ? { day: "2-digit", month: "2-digit", year: "numeric" } : { dateStyle: "long" };
  return new Intl.DateTimeFormat(localeOf(language), { ...style, timeZone: "UTC" }).format(numberOf(iso) * DAY);
}

/** A day with its weekday: «Montag, 3. April 2028»; in figures alone for want of words. */
export function weekdayInWords(iso, language) {
  if (!isKnown(language)) return inWords(iso, language);
  const style = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(localeOf(language), style).format(numberOf(iso) * DAY);
}

/** Both ends of a span in short words, or the one day. */
export function spanInWords(first, last, language) {
  const ends = [first, last].map((day) => inWords(day, language, { short: true }));
  return first === last ? ends[0] : ends.join(" – ");
}
