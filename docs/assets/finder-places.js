/**
 * Which place somebody means: by postcode, by any name or part of it, by a village; the part that is known counts.
 * Pure functions; the page is finder.js. Names and postcodes come from data/places.yaml.
 */

import { distance, withDigits, wordsOf } from "./folding.js";

const MOST_NEAR = 6; // places to choose from after a slip
const POSTCODE = /(?<!\d)\d{5}(?!\d)/;
const SHORT = { st: "sankt", skt: "sankt", str: "strasse" };

/** The words of a name as they are compared: St. and Sankt are one. */
function nameWords(text) {
  return wordsOf(text).map((word) => SHORT[word] ?? word);
}

/** All spellings of a municipality's name: as it stands, without what is in brackets, and its other names. */
function spellings(name, id, others) {
  const all = [name, name.replace(/\s*\(.*?\)/g, ""), id.replaceAll("-", " "), ...others];
  return [...new Map(all.map((text) => [nameWords(text).join(" "), nameWords(text)])).values()];
}

/** Whether `part` stands in `words`, one word after the other. */
function holds(words, part) {
  return words.some((_, at) => part.every((word, offset) => words[at + offset] === word));
}

/** Municipalities by name and postcode. */
export class Places {
  #territories;
  #places;
  #companies;
  #beside;

  /** `beside`: words that stand beside a name and mean no place: town of …, municipality, in. */
  constructor({ territories, places, companies, beside = "" }) {
    this.#beside = new Set(nameWords(beside));
    this.#companies = companies;
    this.#territories = territories.map(([id, names]) => ({ id, names: names.map((name) => nameWords(name)) }));
    this.#places = places.map(([id, name, territory, postcodes, others = [], villages = []]) => ({
      id, name, territory, postcodes, villages: villages.map((village) => this.#telling(village)),
      names: spellings(name, id, others).map((words) => this.#tellingOf(words)),
    }));
  }

  get(id) {
    return this.#places.find((place) => place.id === id);
  }

  get names() {
    return this.#places.map(({ name }) => name);
  }

  /**
   * What was meant: `places` (one, or several to choose from), and how sure that is: "known", "postcode", "near", "outside".
   * A postcode that nobody knows beside a name that somebody does is no reason to say no.
   */
  find(text) {
    const postcode = withDigits(text).match(POSTCODE)?.[0];
    const named = this.named(text);
    const coded = postcode ? this.#coded(postcode) : [];
    const both = coded.filter((place) => named.includes(place));
    if (coded.length) return { places: both.length ? both : coded, as: both.length === 1 || coded.length === 1 ? "known" : "postcode" };
    if (named.length) return { places: named, as: "known" };
    const near = postcode ? this.#swapped(postcode) : this.#near(this.#telling(text));
    return { places: near, as: near.length || !postcode ? "near" : "outside" };
  }

  #coded(postcode) {
    const company = (this.#companies[postcode] ?? []).map((id) => this.get(id));
    return [...this.#places.filter(({ postcodes }) => postcodes.includes(postcode)), ...company];
  }

  /** Places of the postcodes that come out when two digits are swapped, else when one is wrong. */
  #swapped(postcode) {
    const all = this.#places.flatMap((place) => place.postcodes.map((code) => ({ place, code })));
    const slips = ({ code }) => [...code].filter((digit, at) => digit !== postcode[at]).length;
    const near = all.filter(({ code }) => distance(postcode, code, 1) <= 1 && code.length === postcode.length);
    const swapped = near.filter(({ code }) => slips({ code }) === 2);
    const found = [...new Set((swapped.length ? swapped : near).map(({ place }) => place))];
    return found.length <= MOST_NEAR ? found : [];
  }

  #telling(text) {
    return this.#tellingOf(nameWords(withDigits(text).replace(/\d+/g, " ")));
  }

  /** Without the words that only stand beside a name; all of them if no other is left. */
  #tellingOf(words) {
    const telling = words.filter((word) => !this.#beside.has(word));
    return telling.length ? telling : words;
  }

  /** Places whose name was written whole, or begun; a district means all that lies in it, a village its place. */
  named(text) {
    const written = nameWords(withDigits(text).replace(/\d+/g, " "));
    const words = this.#telling(text);
    if (!words.length) return [];
    const phrase = words.join(" ");
    const ways = [
      () => this.#places.filter(({ names }) => names.some((name) => name.join(" ") === phrase || name.join("") === words.join(""))),
      () => this.#inside(written),
      () => this.#longest(words),
      () => (phrase.length > 3 ? this.#places.filter(({ names }) => names.some((name) => name.some((word) => word.length > 4 && word === phrase))) : []),
      () => (phrase.length > 3 ? this.#places.filter(({ names }) => names.some((name) => name.join(" ").startsWith(phrase))) : []),
      () => (phrase.length > 4 ? this.#places.filter(({ villages }) => villages.some((name) => name.join(" ").startsWith(phrase))) : []),
    ];
    for (const way of ways) {
      const found = way();
      if (found.length) return found;
    }
    return [];
  }

  /**
   * The places that stand in a longer question, and what else it says: «Wohnung in Kall» → Kall, ["wohnung"].
   * A word counts as a name only as a whole; a name that is begun or misspelt means nothing here.
   */
  within(text) {
    const postcode = withDigits(text).match(POSTCODE)?.[0];
    const coded = postcode ? this.#coded(postcode) : [];
    const words = this.#telling(text);
    const named = this.#longest(words);
    const found = named.length ? named : this.#places.filter(({ names }) => names.some((name) => name.some((word) => word.length > 4 && words.includes(word))));
    const places = coded.length ? coded : found;
    const ofNames = new Set(places.flatMap(({ names, villages }) => [...names, ...villages].flatMap((name) => (holds(words, name) || name.length > 1 ? name : []))));
    return { places, rest: places.length ? words.filter((word) => !ofNames.has(word)) : words };
  }

  /** Everything in a district that was named whole, or begun with some length. */
  #inside(words) {
    const phrase = words.join(" ");
    const district = this.#territories.find(({ names }) => names.some((name) => {
      const whole = name.join(" ");
      return whole === phrase || (name.length > 1 && holds(words, name)) || (phrase.length > 7 && whole.startsWith(phrase));
    }));
    return district ? this.#places.filter(({ territory }) => territory === district.id) : [];
  }

  /** The places of which a name stands in the question; of names within each other the longest; a town before a village. */
  #longest(words) {
    const within = (place, names, isOwn) => names.filter((name) => holds(words, name)).map((name) => ({ place, name, isOwn }));
    const found = this.#places.flatMap((place) => [...within(place, place.names, true), ...within(place, place.villages, false)]);
    const outer = found.filter(({ name }) => !found.some((other) => other.name.length > name.length && holds(other.name, name)));
    const own = outer.filter(({ isOwn }) => isOwn);
    return [...new Set((own.length ? own : outer).map(({ place }) => place))];
  }

  /** Places that may be meant by a misspelt name, of theirs or of a village. */
  #near(words) {
    const phrase = words.join("");
    const limit = phrase.length < 6 ? 1 : 2;
    const isNear = (name) => [name.join(""), name[0]].some((one) => one.length > 3 && distance(phrase, one, limit) <= limit);
    const own = this.#places.filter(({ names }) => names.some(isNear));
    return (own.length ? own : this.#places.filter(({ villages }) => phrase.length > 4 && villages.some((name) => distance(phrase, name.join(""), 1) <= 1))).slice(0, MOST_NEAR);
  }
}

