/**
 * Help in danger, for finder and search: whether what somebody types may mean danger, and the block of numbers.
 * Wants <script type="application/json" data-distress> with phrases, in any languages, and <template data-danger>,
 * as hooks/lotse/templates/danger.html.jinja writes them. Without them nobody is ever taken to be in danger.
 */

import { copyOf } from "./dom.js";
import { isSameCry } from "./finder-words.js";
import { wordsOf } from "./folding.js";

/** The words of a phrase, and when a word that was typed is one of them: «=fire» is not «fired». */
function cryOf(phrase) {
  const isSame = phrase.startsWith("=") ? (asked, known) => asked === known : isSameCry;
  return { words: wordsOf(phrase), isSame };
}

export class Danger {
  #phrases;
  #template;

  constructor(box) {
    const known = box.querySelector("script[data-distress]");
    this.#phrases = known ? JSON.parse(known.textContent).map(cryOf) : [];
    this.#template = box.querySelector("template[data-danger]");
  }

  /** Whether all words of a phrase are in the question. */
  isMeant(question) {
    const asked = wordsOf(question);
    return this.#phrases.some(({ words, isSame }) => words.every((word) => asked.some((one) => isSame(one, word))));
  }

  /** The block as a list of one element, or of none. */
  helpFor(question) {
    return this.#template && this.isMeant(question) ? [...copyOf(this.#template).children] : [];
  }
}
