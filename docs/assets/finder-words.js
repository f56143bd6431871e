/**
 * Which topic somebody means: everyday words, with other endings, within compounds, misspelt.
 * Pure functions; the page is finder.js. Words come from data/terms.yaml.
 */

import { bare, distance, folded, wordsOf, writtenWords } from "./folding.js";

const ENDINGS = new Set([
  "", "e", "en", "n", "er", "ern", "es", "s", "em", "in", "innen", "nen", "end", "ende", "enden", "ies", "y", "ing", "ings", "ed", "d", "ion", "ions",
  "um", "a", "se", "sed", "sing", "tion", "te", "ten",
  "o", "os", "as", "ar", "ir", "ee", "ees", "i", "it", "et", "at", "ja", "u", "im", "ler", "lar", "leri", "lari", "de", "da", "den", "dan",
  ..."а у и і о ю я є ої ою ий ій ого ому ам ами ах ів ом ем ти".split(" ").map(folded), "ه", "ي", "ات", "ين", "ون", "نا",
]);
const NEAR = 0.55; // a topic below this is no answer
const CLEAR = 0.07; // the lead that makes one topic the answer
const MOST = 6; // topics to choose from

/** The words that carry meaning; all of them if none does. `silent` are those that say nothing of a topic. */
function meant(text, silent) {
  const words = wordsOf(text);
  const telling = words.filter((word) => word.length > 1 && !silent.has(word));
  return telling.length ? telling : words;
}

/** Whether two words differ only in their endings: Wohnung, Wohnungen; Forscher, Forschende; hire, hiring. */
function sameWord(one, other) {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  for (let stem = shared; stem >= Math.max(4, shared - 2); stem -= 1) {
    if (ENDINGS.has(one.slice(stem)) && ENDINGS.has(other.slice(stem))) return true;
  }
  return false;
}

/**
 * Whether a word is one of distress. Stricter than for topics, since Gehalt is not Gewalt and Messe not Messer: short
 * words may only have an ending more, longer ones another ending, long ones one slip.
 */
export function isSameCry(asked, known) {
  if (asked === known || (known.length > 3 && asked.startsWith(known) && ENDINGS.has(asked.slice(known.length)))) return true;
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
  if (sameWord(asked, known)) return 0.95;
  if (asked.length > 3 && known.startsWith(asked)) return 0.82;
  if (asked.length > 5 && known.startsWith(asked.replace(/e[ns]?$/, ""))) return 0.8; // Sprache, Sprachkurs
  if (known.length > 3 && asked.startsWith(known)) return 0.7;
  if (isTail(asked, known)) return 0.78;
  if (isTail(known, asked)) return 0.74;
  const limit = Math.min(slips(asked), slips(known));
  const steps = limit ? distance(asked, known, limit) : 1;
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

  /** `topics`: id, name, and everyday words of each; `silent`: words that say nothing of a topic. */
  constructor({ topics, silent }) {
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
    const found = phrase.map((word) => Math.max(...asked.map((one) => likeness(one, word))));
    const weights = phrase.map((word) => this.#weight(word));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const share = found.reduce((sum, like, at) => sum + like * weights[at], 0) / all;
    const explained = asked.filter((one) => phrase.some((word) => likeness(one, word) > 0.5)).length / asked.length;
    const nearest = asked.map((one) => Math.max(...phrase.map((word) => likeness(one, word))));
    const begun = nearest.reduce((sum, like) => sum + like, 0) / asked.length;
    return Math.max(share * (0.75 + 0.25 * explained), begun * (isName ? 0.92 : 0.7));
  }

  /** The topics that a question may mean, the likeliest first. */
  ranked(question) {
    const asked = meant(question, this.#silent);
    if (!asked.length) return [];
    const scored = this.#topics.map(({ id, name, phrases }) => {
      const fits = phrases.map((phrase, at) => this.#fit(asked, phrase, at === 0)).sort((one, other) => other - one);
      return { id, name, score: fits[0] + 0.03 * (fits[1] ?? 0) };
    });
    return scored.filter(({ score }) => score >= NEAR).sort((one, other) => other.score - one.score);
  }

  /** The one topic that is meant, or several to choose from, or none. */
  find(question) {
    const exact = this.#topics.find(({ id, name }) => id === question || folded(name) === folded(question));
    if (exact) return [exact];
    const found = this.ranked(question);
    const lead = found.length > 1 ? found[0].score - found[1].score : 1;
    return lead >= CLEAR ? found.slice(0, 1) : found.filter(({ score }) => score > found[0].score - 0.2).slice(0, MOST);
  }

  get(id) {
    return this.#topics.find((topic) => topic.id === id);
  }

  get names() {
    return this.#topics.map(({ name }) => name);
  }
}
