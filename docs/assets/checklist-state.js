/**
 * The state of a checklist: what is ticked, the notes, days and choices; as a file, in a link, and
 * after the list has changed. Pure. Whatever comes from outside is checked before it is used, and
 * kept in Maps, so that no name in it can mean anything to the program.
 */

import { isDay } from "./days.js";

export const STATES = ["open", "done", "not-needed", "waiting"];
export const NOTE_LENGTH = 4000;

const FORMAT = "lotse-checklist";
const VERSION = 1;
const MAX_LENGTH = 500_000; // characters of a file or link
const MAX_ENTRIES = 1000;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Why a file or link cannot be read: "large", "broken", "foreign", "newer" or "other-list". */
export class StateFault extends Error {
  constructor(reason, list = "") {
    super(reason);
    this.reason = reason;
    this.list = list;
  }
}

/** A state in which nothing has been done yet. */
export function emptyState(list) {
  return { list, items: new Map(), dates: new Map(), choices: new Map(), gone: new Map() };
}

/** Whether somebody has entered anything at all. */
export function isTouched(state) {
  return [state.dates, state.choices, state.gone].some((map) => map.size) || [...state.items.values()].some(isWorked);
}

function isWorked(item) {
  return item.state !== "open" || item.note !== "";
}

/** The state as the text of a file. */
export function written(state) {
  const { list, items, dates, choices, gone } = state;
  const data = { format: FORMAT, version: VERSION, list };
  const parts = { items, dates, choices, gone };
  for (const [name, map] of Object.entries(parts)) data[name] = Object.fromEntries(map);
  return `${JSON.stringify(data, null, 1)}\n`;
}

/** The state in the text of a file. Throws StateFault for everything that is not a state of this list. */
export function readState(text, list) {
  if (text.length > MAX_LENGTH) throw new StateFault("large");
  return stateOf(parsed(text), list);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new StateFault("broken");
  }
}

function stateOf(data, list) {
  if (!isRecord(data) || data.format !== FORMAT) throw new StateFault("foreign");
  if (Number.isInteger(data.version) && data.version > VERSION) throw new StateFault("newer");
  if (data.version !== VERSION || !isId(data.list)) throw new StateFault("foreign");
  if (data.list !== list) throw new StateFault("other-list", data.list);
  return {
    list,
    items: mapOf(data.items, itemOf),
    dates: mapOf(data.dates, (value) => checked(value, isDay)),
    choices: mapOf(data.choices, (value) => checked(value, isId)),
    gone: mapOf(data.gone, itemOf),
  };
}

/** A Map of the entries of a record; each name must be an id, each value is read by `read`. */
function mapOf(record, read) {
  const entries = Object.entries(checked(record ?? {}, isRecord));
  if (entries.length > MAX_ENTRIES) throw new StateFault("large");
  return new Map(entries.map(([id, value]) => [checked(id, isId), read(value)]));
}

function itemOf(value) {
  checked(value, isRecord);
  return {
    version: checked(value.version ?? "", isShort),
    state: checked(value.state ?? "open", (state) => STATES.includes(state)),
    note: checked(value.note ?? "", isNote),
    text: checked(value.text ?? "", isNote),
  };
}

function checked(value, test) {
  if (!test(value)) throw new StateFault("foreign");
  return value;
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isId = (value) => typeof value === "string" && value.length <= 64 && ID.test(value);
const isShort = (value) => typeof value === "string" && value.length <= 64;
const isNote = (value) => typeof value === "string" && value.length <= NOTE_LENGTH;

/** The state, packed to go behind the «#» of an address: compact JSON as base64url. */
export function packed(state) {
  const row = ([id, { version, state: name, note, text }], withText) => [
    shortId(id, state.list), version, STATES.indexOf(name), note, ...(withText ? [text] : []),
  ];
  const data = [
    VERSION, state.list, [...state.items].map((entry) => row(entry, false)),
    Object.fromEntries(state.dates), Object.fromEntries(state.choices),
    [...state.gone].map((entry) => row(entry, true)),
  ];
  return base64url(JSON.stringify(data));
}

/** The state out of a link. Throws StateFault for everything else. */
export function unpacked(code, list) {
  if (code.length > MAX_LENGTH) throw new StateFault("large");
  const data = parsed(fromBase64url(code));
  if (!Array.isArray(data) || data.length !== 6) throw new StateFault("foreign");
  const [version, name, items, dates, choices, gone] = data;
  const parts = { items: rows(items, name), dates, choices, gone: rows(gone, name) };
  return stateOf({ format: FORMAT, version, list: name, ...parts }, list);
}

function rows(list, name) {
  if (!Array.isArray(list) || list.length > MAX_ENTRIES || !list.every(Array.isArray)) throw new StateFault("foreign");
  const record = Object.create(null);
  for (const [id, version, state, note, text] of list) {
    record[longId(checked(id, isShort), name)] = { version, state: STATES[state], note, text };
    if (!STATES[state]) throw new StateFault("foreign");
  }
  return record;
}

/** Ids of items mostly begin with that of their list; in links that is left out. */
function shortId(id, list) {
  return id.startsWith(`${list}-`) ? id.slice(list.length) : id;
}

function longId(id, list) {
  return id.startsWith("-") ? list + id : id;
}

function base64url(text) {
  const octets = Array.from(new TextEncoder().encode(text), (octet) => String.fromCharCode(octet));
  return btoa(octets.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(code) {
  try {
    const octets = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(octets, (octet) => octet.charCodeAt(0)));
  } catch {
    throw new StateFault("broken");
  }
}

/**
 * A state brought to the list as it is now: `current` are its items `{id, version, text}`.
 * Returns the state and what is different: texts of the `fresh` items, of the `changed` ones, and of
 * those that are `gone`. What was entered for those stays in the state.
 */
export function merged(state, current) {
  const earlier = new Map([...state.gone, ...state.items]);
  const items = new Map(current.map(({ id, version, text }) => {
    const { state: name = "open", note = "" } = earlier.get(id) ?? {};
    return [id, { version, state: name, note, text }];
  }));
  const gone = new Map([...earlier].filter(([id, item]) => !items.has(id) && isWorked(item)));
  const left = [...state.items].filter(([id]) => !items.has(id));
  return {
    state: { ...state, items, gone },
    fresh: state.items.size ? current.filter(({ id }) => !state.items.has(id)).map(({ text }) => text) : [],
    changed: current.filter((item) => hasChanged(state.items.get(item.id), item)).map(({ text }) => text),
    gone: left.map(([id, { text, note }]) => ({ text: text || id, note })),
  };
}

function hasChanged(old, item) {
  return old !== undefined && old.version !== item.version;
}
