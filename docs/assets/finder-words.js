/**
 * Which topic somebody means: everyday words, with other endings, within compounds, misspelt.
 * Pure functions; the page is finder.js. Words come from data/terms.yaml.
 */

import { bare, distance, folded, wordsOf, writtenWords } from "./folding.js";
import { Forms } from "./forms.js";

const LONGEST_ENDING = 3; // letters in which forms of a word may differ that no dictionary knows
const NEAR = 0.55; // a topic below this is no answer
const CLEAR = 0.07; // the lead that makes one topic the answer
const MOST = 6; // topics to choose from
const SURE = 0.85; // a word that is less alike only stands inside the other, or begins like it
const LONG = 8; // letters of a word in which one slip leaves no doubt
const CHOICE = 3; // topics to choose from when one is likely, but not sure
const MAYBE = 0.4; // a topic below this is no choice

/** The words that carry meaning; all of them if none does. `silent` are those that say nothing of a topic. */
function meant(text, silent) {
  const words = wordsOf(text);
  const telling = words.filter((word) => word.length > 1 && !silent.has(word));
  return telling.length ? telling : words;
}

/** Whether two words begin alike and differ in a few letters at the end: Wohnung, Wohnungen; hire, hiring. */
function sameWord(one, other) {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  const rest = Math.max(one.length, other.length) - shared;
  return shared >= 4 && rest <= LONGEST_ENDING && shared >= Math.min(one.length, other.length) - 2;
}

/**
 * Whether a word is one of distress. Stricter than for topics, since Gehalt is not Gewalt and Messe not Messer: short
 * words may only have an ending more, longer ones another ending, long ones one slip.
 */
export function isSameCry(asked, known) {
  const more = asked.length - known.length;
  if (asked === known || (known.length > 3 && more > 0 && more <= LONGEST_ENDING && asked.startsWith(known))) return true;
  const shorter = Math.min(asked.length, known.length);
  return (shorter > 6 && sameWord(asked, known)) || (shorter > 7 && distance(asked, known, 1) <= 1);
}

/** Misspellings that a word of this length may have. */
function slips(word) {
  return word.length < 5 ? 0 : word.length < 8 ? 1 : 2;
}

/** Whether one word stands at the end of the other, which is a compound: Familienwohnung, Wohnung. */
function isTail(compound, word) {
  if (word.length < 4 || compound.length <= word.length) return false;
  return compound.endsWith(word) || (word.length > 5 && sameWord(compound.slice(compound.length - word.length), word));
}

/** How well a word that was asked for fits a word that is known: 1 exactly, 0 not at all. */
export function likeness(asked, known) {
  if (asked === known) return 1;
  if (sameWord(asked, known)) return 0.94;
  if (asked.length > 3 && known.startsWith(asked)) return 0.82;
  if (asked.length > 5 && known.startsWith(asked.replace(/e[ns]?$/, ""))) return 0.8; // Sprache, Sprachkurs
  if (known.length > 3 && asked.startsWith(known)) return 0.7;
  if (isTail(asked, known)) return 0.78;
  if (isTail(known, asked)) return 0.74;
  const limit = Math.min(slips(asked), slips(known));
  const steps = limit ? distance(asked, known, limit) : 1;
  if (steps === 1 && Math.min(asked.length, known.length) >= LONG) return SURE; // one slip in a long word
  if (steps <= limit) return 0.88 - 0.09 * steps;
  return asked.length > 5 && known.includes(asked) ? 0.58 : 0;
}

/** The word that a misspelt one may have been meant for, as it is written; none if the word itself is known. */
function nearest(asked, known) {
  const words = [...known.keys()];
  if (words.some((word) => word.startsWith(asked) || likeness(asked, word) > 0.9)) return undefined;
  const steps = words.map((word) => {
    const limit = Math.min(slips(asked), slips(word));
    const number = distance(asked, word, limit);
    return number > limit ? Infinity : number;
  });
  const fewest = Math.min(...steps);
  return fewest < Infinity ? known.get(words[steps.indexOf(fewest)]) : undefined;
}

/** The question with its misspelt words mended by the words of some phrases; empty if there is nothing to mend. */
export function mended(question, phrases, isFound) {
  const known = new Map(phrases.flatMap(writtenWords).reverse().map((word) => [bare(word), word]));
  const asked = writtenWords(question);
  const found = asked.map((word) => (isFound(bare(word)) ? word : nearest(bare(word), known) ?? word));
  return found.join(" ") === asked.join(" ") ? "" : found.join(" ");
}

/** Topics with the words they are known by. */
export class Topics {
  #topics;
  #rarity = new Map();
  #silent;
  #forms;

  /** `topics`: id, name, and everyday words of each; `silent`: words that say nothing of a topic; `forms`: a Forms. */
  constructor({ topics, silent }, forms = new Forms()) {
    this.#forms = forms;
    this.#silent = new Set(wordsOf(silent));
    this.#topics = topics.map(([id, name, words]) => ({ id, name, phrases: [name, ...words].map((text) => meant(text, this.#silent)) }));
    for (const { phrases } of this.#topics) {
      for (const word of new Set(phrases.flat())) this.#rarity.set(word, (this.#rarity.get(word) ?? 0) + 1);
    }
  }

  /** Words that few topics know weigh more. */
  #weight(word) {
    return Math.log(1 + this.#topics.length / (this.#rarity.get(word) ?? 1));
  }

  /**
   * How well a phrase fits the question: how much of it was asked for, and how much of the question it explains.
   * One word of a long name may be all that somebody types; that counts less than the whole.
   */
  #fit(asked, phrase, isName) {
    const alike = phrase.map((word) => asked.map((one) => this.#likeness(one, word)));
    const found = alike.map((row) => Math.max(...row));
    const nearest = asked.map((_, at) => Math.max(...alike.map((row) => row[at])));
    const weights = phrase.map((word) => this.#weight(word));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const share = found.reduce((sum, like, at) => sum + like * weights[at], 0) / all;
    const explained = nearest.filter((like) => like > 0.5).length / asked.length;
    const begun = nearest.reduce((sum, like) => sum + like, 0) / asked.length;
    const isSure = found.every((like) => like >= SURE) || (isName && nearest.every((like) => like >= SURE));
    return { fit: Math.max(share * (0.75 + 0.25 * explained), begun * (isName ? 0.92 : 0.78)), isSure, isWhole: nearest.every((like) => like >= SURE) };
  }

  /** As for any two words, but forms of one word are one. */
  #likeness(asked, known) {
    const like = likeness(asked, known);
    return like < 0.97 && this.#forms.normal(asked) === this.#forms.normal(known) ? 0.97 : like;
  }

  /** The topics that a question may mean, the likeliest first. */
  ranked(question) {
    const asked = meant(question, this.#silent);
    if (!asked.length) return [];
    return this.#scored(asked).filter(({ score }) => score >= NEAR);
  }

  #scored(asked) {
    const scored = this.#topics.map(({ id, name, phrases }) => {
      const fits = phrases.map((phrase, at) => this.#fit(asked, phrase, at === 0)).sort((one, other) => other.fit - one.fit);
      const isSure = fits.some(({ fit, isSure: sure, isWhole }) => (sure || isWhole) && fit > fits[0].fit - CLEAR);
      return { id, name, isSure, score: fits[0].fit + 0.03 * (fits[1]?.fit ?? 0) };
    });
    return scored.sort((one, other) => other.score - one.score);
  }

  /**
   * The one topic that is meant, or several to choose from, or none. A word that only stands inside another, or that
   * many names begin with, gives a choice.
   */
  find(question) {
    const exact = this.#topics.find(({ id, name }) => id === question || folded(name) === folded(question));
    if (exact) return [exact];
    const asked = meant(question, this.#silent);
    const all = asked.length ? this.#scored(asked) : [];
    const found = all.filter(({ score }) => score >= NEAR);
    const lead = found.length > 1 ? found[0].score - found[1].score : 1;
    if (found.length && lead >= CLEAR) return found[0].isSure ? found.slice(0, 1) : all.filter(({ score }) => score >= MAYBE).slice(0, CHOICE);
    return found.filter(({ score }) => score > found[0].score - 0.2).slice(0, MOST);
  }

  get(id) {
    return this.#topics.find((topic) => topic.id === id);
  }

  get names() {
    return this.#topics.map(({ name }) => name);
  }
}
