/**
 * The chosen place: in the address (`?ort=heinsberg`), else what this device was asked to remember.
 * Links within the site carry the place on; what has `data-reach` and does not reach it is folded away.
 * The choice itself is <section data-lotse-place>, see hooks/lotse/templates/place.html.jinja.
 */

import { element, Labels } from "./dom.js";
import { forget, remember, remembered } from "./storage.js";

const PARAMETER = "ort";
const NAME = "place";
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const HOME = new URL("..", import.meta.url).href;

/** Places by id out of the choice: name, territory, and what lies in it. */
function placesIn(box) {
  const places = new Map();
  for (const group of box.querySelectorAll("optgroup")) {
    const territory = group.dataset.territory;
    const options = [...group.querySelectorAll("option")].filter((option) => !option.hasAttribute("data-whole"));
    const members = options.map((option) => option.value);
    const isOne = members.length === 1;
    const option = isOne ? members[0] : territory;
    places.set(territory, { name: group.label, option, within: [territory, ...members] });
    for (const { value, textContent } of options) {
      places.set(value, { name: textContent, option: value, within: [value, territory] });
    }
  }
  return places;
}

/** Whether an offer reaches a place; where nothing is said about its reach, it does. */
function reaches(part, place) {
  const words = part.dataset.reach.split(/\s+/).filter(Boolean);
  return words.length === 0 || words.some((word) => place.within.includes(word));
}

/** Whether a link leads to a page of this site, and not to a place on the same page or to a file. */
function isInternal(link) {
  const isPage = link.href.startsWith(HOME) && /(?:\/|\.html)$/.test(link.pathname);
  return isPage && !link.getAttribute("href").startsWith("#") && !link.hasAttribute("download");
}

/** Writes the place into a link, or takes it out. */
function carryIn(link, id) {
  if (!link.getAttribute("href") || !isInternal(link)) return;
  const address = new URL(link.href);
  if ((address.searchParams.get(PARAMETER) ?? "") === id) return;
  setPlace(address, id);
  link.setAttribute("href", address.pathname + address.search + address.hash); // short: print writes addresses out
}

function setPlace(address, id) {
  if (id) address.searchParams.set(PARAMETER, id);
  else address.searchParams.delete(PARAMETER);
}

/** The forms that lead to pages of the site (the search) carry the place in a hidden field. */
function carryInForm(form, id) {
  form.querySelector(`input[type=hidden][name=${PARAMETER}]`)?.remove();
  if (id) form.append(element("input", { type: "hidden", name: PARAMETER, value: id }));
}

/** All links and forms carry the place; a link that is added later gets it when it is used. */
class Carrier {
  #id = "";

  constructor() {
    const late = (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (link && this.#id) carryIn(link, this.#id);
    };
    for (const type of ["click", "auxclick"]) document.addEventListener(type, late, true);
  }

  carry(id) {
    this.#id = id;
    document.querySelectorAll("a[href]").forEach((link) => carryIn(link, id));
    document.querySelectorAll("form[method=get][action]").forEach((form) => carryInForm(form, id));
  }
}

/** What of one list reaches other places: folded away behind a button that brings it back. */
class Fold {
  #parts;
  #button = element("button", { type: "button", class: "button--quiet" });
  #line;
  #labels;
  #isOpen = false;

  constructor(list, parts, isEmpty, place, labels) {
    this.#parts = parts;
    this.#labels = labels;
    this.#line = element("div", { class: "more-places no-print" });
    const none = element("p", { class: "more-places__none" }, labels.say("none-here", { place: place.name }));
    this.#line.append(...(isEmpty ? [none] : []), this.#button);
    list.after(this.#line);
    this.#button.addEventListener("click", () => { this.#isOpen = !this.#isOpen; this.#show(); });
    this.#show();
  }

  #show() {
    for (const part of this.#parts) part.hidden = !this.#isOpen;
    this.#button.setAttribute("aria-expanded", String(this.#isOpen));
    this.#button.textContent = this.#labels.count(this.#isOpen ? "fewer" : "more", this.#parts.length);
  }

  undo() {
    for (const part of this.#parts) part.hidden = false;
    this.#line.remove();
  }
}

class PlaceChoice {
  #box;
  #labels;
  #places;
  #carrier;
  #folds = [];

  constructor(box, carrier) {
    this.#box = box;
    this.#labels = new Labels(box);
    this.#places = placesIn(box);
    this.#carrier = carrier;
    this.#part("keep").checked = remembered(NAME) !== null;
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#choose(this.#part("select").value);
    });
    this.#part("reset").addEventListener("click", () => this.#choose(""));
    box.hidden = false;
  }

  #part(name) {
    return this.#box.querySelector(`[data-place-${name}]`);
  }

  /** Shows the page for the place of its address, or of this device. */
  open(given, kept) {
    const known = [given, kept].find((id) => this.#places.has(id)) ?? "";
    const isUnknown = Boolean(given) && !this.#places.has(given);
    this.#show(isUnknown ? "" : known);
    this.#carrier.carry(isUnknown || given === "" ? "" : known);
    if (isUnknown) this.#tell(this.#labels.say("unknown", { place: given.slice(0, 60) }));
    else if (!known) this.#tell("");
  }

  /** The person chose: the address and the links say so, and the device remembers it only if asked. */
  #choose(id) {
    const isWanted = id !== "" && this.#part("keep").checked;
    const hasFailed = isWanted && !remember(NAME, id);
    if (!isWanted) forget(NAME);
    this.#part("keep").checked = isWanted && !hasFailed;
    const address = new URL(location.href);
    setPlace(address, id);
    history.replaceState(history.state, "", address);
    this.#show(id);
    this.#carrier.carry(id);
    if (hasFailed) this.#tell(this.#labels.say("failed"));
    this.#box.querySelector("details").open = false;
    this.#box.querySelector("summary").focus();
  }

  #tell(text) {
    this.#part("status").textContent = text;
  }

  #show(id) {
    const place = this.#places.get(id);
    for (const fold of this.#folds) fold.undo();
    this.#folds = place ? this.#folded(place) : [];
    this.#part("name").textContent = place ? place.name : this.#labels.say("everywhere");
    this.#part("select").value = place ? place.option : "";
    this.#part("reset").hidden = !place;
    this.#box.classList.toggle("place--chosen", Boolean(place));
    this.#tell(place ? this.#outcome(place) : this.#labels.say("all"));
  }

  #outcome(place) {
    const all = [...document.querySelectorAll("[data-reach]")];
    const away = all.filter((part) => !reaches(part, place)).length;
    const rest = away ? this.#labels.count("hidden", away) : this.#labels.say("none-hidden");
    return `${this.#labels.say("chosen", { place: place.name })}${all.length ? ` ${rest}` : ""}`;
  }

  /** One fold for each list that holds something from elsewhere. */
  #folded(place) {
    return [...byParent(document.querySelectorAll("[data-reach]"))].flatMap(([list, parts]) => {
      const away = parts.filter((part) => !reaches(part, place));
      const after = /^(?:UL|OL|DL|TBODY)$/.test(list.tagName) ? (list.closest("table") ?? list) : away.at(-1);
      return away.length ? [new Fold(after, away, away.length === parts.length, place, this.#labels)] : [];
    });
  }
}

/** Elements by the list they stand in. */
function byParent(parts) {
  const groups = new Map();
  for (const part of parts) groups.set(part.parentElement, [...(groups.get(part.parentElement) ?? []), part]);
  return groups;
}

const given = new URLSearchParams(location.search).get(PARAMETER) ?? "";
const box = document.querySelector("[data-lotse-place]");
const carrier = new Carrier();
if (box) new PlaceChoice(box, carrier).open(given, remembered(NAME) ?? "");
else if (ID.test(given) && given.length <= 64) carrier.carry(given);
