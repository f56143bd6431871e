/**
 * What the search leads to: pages and the questions on them, ranked by what somebody types. Words are compared as the
 * finder compares them (folding.js, forms.js). Words that nothing is known by are dropped, never the whole question.
 * Pure functions; the page is search.js, the data hooks/lotse/search/hits.py.
 */

import { distance, folded, wordsOf } from "./folding.js";

const WEIGHTS = { title: 3, phrase: 3, heading: 1.6, word: 1 };
const KINDS = { topic: 1.15, prose: 1.1, handover: 0.55, municipality: 0.35, paper: 0.4, changes: 0.8 };
const FULL_PHRASE = 3.5; // everyday words that stand in the question as a whole
const FULL_TITLE = 4;
const OF_TOPIC = 0.75; // what a question on a page gets of the score of the topic that it is about
const LEAST = 0.04; // of the best hit; below this it is none
const MOST = 40; // hits
const MOST_OF_A_PAGE = 3; // hits of one page among the others

/** How many letters may be wrong in a word. */
function slips(word) {
  return word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
}

/** Puts the hit at `from` to the place `to`. */
function moved(hits, from, to) {
  if (from <= to) return hits;
  const rest = hits.filter((_, at) => at !== from);
  return [...rest.slice(0, to), hits[from], ...rest.slice(to)];
}

/**
 * Among the first three stand a question on a page and an office that bears a word of the question in its name.
 * A question comes before the page of the topic that it is about; an office that is called so comes first.
 */
function arranged(hits, isAbbreviation) {
  const question = hits.findIndex(({ kind, own }) => kind === "question" && own > 0);
  const isFirst = question > 0 && (hits[question].covers || hits[question].topics.includes(hits[0].topic));
  const asked = question < 0 ? hits : moved(hits, question, isFirst ? 0 : 1);
  const called = asked.findIndex(({ isCalled }) => isCalled);
  if (called >= 0 && (isAbbreviation || !asked[0].covers)) return moved(asked, called, 0);
  return moved(asked, asked.findIndex(({ isNamed }) => isNamed), 2);
}

/** Words that are written with a hyphen, as one: AG-S is AGS. */
function joined(text) {
  return (text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu) ?? []).flatMap((word) => wordsOf(word.replaceAll("-", "")));
}

/** How many letters two words begin with alike. */
function shared(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

/** All hits with their words, ready to be asked. */
export class Hits {
  #forms;
  #silent;
  #hits = [];
  #words = new Map(); // normal word → hit → weight of the best field
  #numbers = [];
  #posts = [];

  constructor({ pages = [] }, forms, silent = "") {
    this.#forms = forms;
    this.#silent = new Set(wordsOf(silent));
    for (const page of pages) this.#addPage(page);
  }

  #addPage([address, title, [kind, above], excerpt, phrases, headings, numbers, words, parts]) {
    const hit = this.#add({ address, title, kind, above, excerpt, topics: kind === "topic" ? [address.split("/").at(-2)] : [] });
    const section = address.match(/^(?:[a-z]{2,3}\/)?themen\/([a-z0-9-]+)\/$/)?.[1];
    hit.topic = section ?? "";
    this.#note(hit, title, WEIGHTS.title);
    hit.phrases = phrases.map((phrase) => this.#telling(phrase));
    phrases.forEach((phrase) => this.#note(hit, phrase, WEIGHTS.phrase));
    headings.forEach((heading) => this.#note(hit, heading, WEIGHTS.heading));
    this.#note(hit, words, parts.length ? WEIGHTS.word / 2 : WEIGHTS.word);
    numbers.forEach((number) => this.#numbers.push({ number, hit }));
    for (const [anchor, heading, text, inside, topics] of parts) {
      const part = this.#add({ address: `${address}#${anchor}`, title: heading, kind: kind === "glossary" ? "glossary" : "question", above: title, excerpt: text, topics });
      part.page = hit;
      this.#note(part, heading, WEIGHTS.title);
      this.#note(part, title, WEIGHTS.heading / 2);
      this.#note(part, inside, WEIGHTS.word);
    }
  }

  #add(hit) {
    const made = { phrases: [], topics: [], ...hit, words: this.#telling(hit.title) };
    this.#hits.push(made);
    return made;
  }

  #note(hit, text, weight) {
    for (const word of [...wordsOf(text), ...joined(text)]) {
      const normal = this.#forms.normal(word);
      if (!this.#words.has(normal)) this.#words.set(normal, new Map());
      const known = this.#words.get(normal);
      if ((known.get(hit) ?? 0) < weight) known.set(hit, weight);
    }
  }

  #telling(text) {
    const words = wordsOf(text);
    const telling = words.filter((word) => word.length > 1 && !this.#silent.has(word));
    return (telling.length ? telling : words).map((word) => this.#forms.normal(word));
  }

  /** Whether a word, in any form, is one that something is known by. */
  knows(word) {
    return this.#words.has(this.#forms.normal(word));
  }

  /** Pages that words lead to by agreement, occupations and countries: `posts` are an address and its phrases each. */
  setSignposts(posts) {
    this.#posts = posts.flatMap(([address, phrases]) => phrases.map((phrase) => ({ address, words: wordsOf(phrase).map((word) => this.#forms.normal(word)) })));
  }

  /** The pages of the signposts whose words stand in the question, the longest phrases first. */
  signposted(question) {
    const asked = wordsOf(question).map((word) => this.#forms.normal(word));
    const isSame = (one, word) => one === word || (one.length > 4 && Math.abs(one.length - word.length) < 3 && shared(one, word) >= Math.max(4, word.length - 2));
    const met = this.#posts.filter(({ words }) => words.length && words.every((word) => asked.some((one) => isSame(one, word))));
    const ordered = met.sort((one, other) => other.words.length - one.words.length);
    const addresses = [...new Set(ordered.map(({ address }) => address))];
    return addresses.map((path) => this.#hits.find(({ address }) => address.endsWith(path))).filter(Boolean);
  }

  /** Whether something is known by every word that says something. */
  knowsAll(question) {
    return this.#telling(question).every((word) => this.knows(word));
  }

  /** How many words of a question say something. */
  wordCount(question) {
    return this.#telling(question).length;
  }

  /** Whether something other than a place is called just so. */
  isCalled(question) {
    const asked = this.#telling(question).join(" ");
    return this.#hits.some(({ kind, words, phrases }) => kind !== "municipality" && [words, ...phrases].some((name) => name.join(" ") === asked));
  }

  /** The page whose address fits. */
  page(fits) {
    return this.#hits.find((hit) => !hit.page && fits(hit.address));
  }

  /** The page of the topic that a hit is about, if it is about one. */
  topicOf({ topic, topics }) {
    const id = topic || topics[0];
    return id ? this.#hits.find((hit) => hit.topic === id) : null;
  }

  /** Known words that a word may mean, with how sure that is; looks for slips only if nothing begins alike. */
  #meanings(word) {
    const found = new Map();
    const note = (known, like) => { if ((found.get(known) ?? 0) < like) found.set(known, like); };
    const normal = this.#forms.normal(word);
    if (this.#words.has(normal)) note(normal, 1);
    if (this.#words.has(word)) note(word, 1);
    const parts = this.#forms.partsOf(word, (part) => this.#words.has(part));
    for (const part of parts) note(this.#forms.normal(part), found.size && found.get(normal) ? 0.4 : 0.75);
    for (const known of this.#words.keys()) {
      if (word.length > 2 && known.length > word.length && known.startsWith(word)) note(known, word.length < 4 ? 0.4 : 0.45 + 0.4 * (word.length / known.length));
      else if (known.length > 4 && word.length > known.length && word.startsWith(known)) note(known, 0.3 + 0.4 * (known.length / word.length));
      else if (word.length > 4 && known.length > word.length + 2 && known.endsWith(word)) note(known, 0.55);
      else if (known.length > 3 && word.length > known.length + 2 && word.endsWith(known)) note(known, 0.6);
      else if (word.length > 5 && shared(word, known) >= Math.max(5, 0.7 * Math.min(word.length, known.length))) note(known, 0.5);
    }
    const best = Math.max(0, ...found.values());
    if (best < 0.8) this.#slips(word, note);
    return found;
  }

  #slips(word, note) {
    for (const known of this.#words.keys()) {
      const limit = Math.min(slips(word), slips(known));
      if (!limit) continue;
      const steps = distance(word, known, limit);
      if (steps <= limit) note(known, 0.88 - 0.13 * steps);
    }
  }

  /** Words of few hits weigh more. */
  #rarity(known) {
    return Math.log(1 + this.#hits.length / (this.#words.get(known)?.size ?? 1));
  }

  /** The hits for a question, the likeliest first, as `{ address, title, kind, above, excerpt, score }`. */
  ranked(question) {
    const number = this.#numbered(question);
    if (number.length) return number;
    const asked = this.#telling(question);
    const scores = new Map();
    const all = asked.map((word) => this.#asked(word));
    const sum = all.reduce((total, { weight }) => total + weight, 0) || 1;
    for (const { best, weight } of all) {
      for (const [hit, value] of best) {
        const score = scores.get(hit) ?? { value: 0, share: 0 };
        score.value += weight * value;
        score.share += (weight * Math.min(1, value)) / sum;
        scores.set(hit, score);
      }
    }
    const ranked = [...scores].map(([hit, { value, share }]) => ({ hit, score: (value / sum) * share + this.#bonus(hit, asked, all) }));
    return arranged(this.#finished(this.#withTopics(ranked), asked), /^\p{Lu}[\p{Lu}\p{N}-]{1,6}$/u.test(question.trim()));
  }

  /** For one word of the question: of each hit the best of likeness and field, and what the word weighs. */
  #asked(word) {
    const meanings = this.#meanings(word);
    const best = new Map();
    let weight = Math.log(1 + this.#hits.length); // a word that nobody knows says little
    if (!meanings.size) weight *= 0.25;
    else weight = Math.max(...[...meanings].filter(([, like]) => like >= Math.max(...meanings.values()) - 0.05).map(([known]) => this.#rarity(known)));
    for (const [known, like] of meanings) {
      for (const [hit, field] of this.#words.get(known)) {
        const value = like * like * field;
        if ((best.get(hit) ?? 0) < value) best.set(hit, value);
      }
    }
    return { best, weight };
  }

  /** What is said as a whole: a title, or everyday words of a topic; how much of the question that is. */
  #bonus(hit, asked, all) {
    const weightOf = new Map(asked.map((word, at) => [word, all[at].weight]));
    const sum = all.reduce((total, { weight }) => total + weight, 0) || 1;
    const isWhole = (words) => words.length > 0 && words.every((word) => weightOf.has(word));
    const share = (words) => (isWhole(words) ? words.reduce((total, word) => total + weightOf.get(word), 0) / sum : 0);
    return FULL_PHRASE * Math.max(0, ...hit.phrases.map(share)) + FULL_TITLE * share(hit.words);
  }

  /** Questions on pages rise with the topic that they are about. */
  #withTopics(ranked) {
    const topics = new Map(ranked.filter(({ hit }) => hit.topic).map(({ hit, score }) => [hit.topic, score]));
    const known = new Set(ranked.map(({ hit }) => hit));
    const more = this.#hits.filter((hit) => hit.page && !known.has(hit)).map((hit) => ({ hit, score: 0 }));
    return [...ranked, ...more].map(({ hit, score }) => {
      const lift = hit.page ? Math.max(0, ...hit.topics.map((topic) => topics.get(topic) ?? 0)) : 0;
      return { hit, own: score, score: (score + OF_TOPIC * lift) * (KINDS[hit.kind] ?? 1) };
    });
  }

  /** In order, without what is far behind, and of one page not all parts. */
  #finished(ranked, asked) {
    const ordered = ranked.map(({ hit, own, score }) => ({ ...hit, own, score })).sort((one, other) => other.score - one.score);
    const least = LEAST * (ordered[0]?.score ?? 0);
    const counts = new Map();
    const kept = ordered.filter(({ score, address }) => {
      const page = address.split("#")[0];
      counts.set(page, (counts.get(page) ?? 0) + 1);
      return score > 0 && score >= least && counts.get(page) <= MOST_OF_A_PAGE;
    });
    return kept.slice(0, MOST).map((hit) => this.#described(hit, asked));
  }

  /** Notes of a hit whether its title says all that was asked, and whether it is an office that bears the name. */
  #described(hit, asked) {
    const names = hit.kind === "organization" ? [...hit.words, ...hit.phrases.flat()] : [];
    const isSame = (one, word) => one === word || (one.length > 5 && distance(one, word, 2) <= 2);
    const hasPart = (word) => this.#forms.partsOf(word).some((part) => asked.includes(this.#forms.normal(part)));
    const isCalled = names.length > 0 && asked.every((one) => names.some((word) => isSame(one, word)));
    const isNamed = names.some((word) => asked.some((one) => isSame(one, word)) || hasPart(word));
    return { ...hit, isCalled, isNamed, covers: asked.every((word) => hit.words.includes(word)) };
  }

  /** Offices of a phone number as it is printed: with blanks, strokes, brackets, with or without the country's code. */
  #numbered(question) {
    if (!/^[\p{Nd}\s()+/.–-]{7,}$/u.test(question.trim())) return [];
    const digits = folded(question).replace(/\D/g, "").replace(/^(?:0049|49)0?|^0/, "");
    const found = this.#numbers.filter(({ number }) => digits.length > 5 && number.replace(/^49/, "").startsWith(digits));
    return [...new Set(found.map(({ hit }) => hit))].map((hit) => ({ ...hit, score: 1 }));
  }
}
