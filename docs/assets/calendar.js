/** A calendar file (iCalendar, RFC 5545) of all-day events. Pure: text out of records. */

import { shifted } from "./days.js";

const MAX_OCTETS = 75;

/**
 * The text of the file. `events`: `{id, title, first, last, note, address}`, the days as year-month-day, both included.
 * `stamp` is the day it was made, `host` makes the ids of the events unique in the world, and stable.
 */
export function calendar(events, { name, stamp, host }) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lotse//Lotse//DE", "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(name)}`, ...events.flatMap((event) => eventLines(event, stamp, host)), "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventLines({ id, title, first, last, note = "", address = "" }, stamp, host) {
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(`${id}@${host}`)}`,
    `DTSTAMP:${digits(stamp)}T000000Z`,
    `DTSTART;VALUE=DATE:${digits(first)}`,
    `DTEND;VALUE=DATE:${digits(shifted(last, 1))}`, // the day after the last one, as the standard wants it
    `SUMMARY:${escaped(title)}`,
    ...(note ? [`DESCRIPTION:${escaped(note)}`] : []),
    ...(address ? [`URL:${address}`] : []),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function digits(day) {
  return day.replaceAll("-", "");
}

/** Text with the marks of the format escaped, and without characters that no text may have. */
export function escaped(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll("\n", "\\n");
}

/** A line broken into pieces of at most 75 octets, never within a character. */
export function folded(line) {
  const encoder = new TextEncoder();
  const pieces = [""];
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MAX_OCTETS) {
      pieces.push("");
      octets = 1; // the blank that a continued line begins with
    }
    pieces[pieces.length - 1] += character;
    octets += size;
  }
  return pieces.join("\r\n ");
}
