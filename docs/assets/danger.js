/**
 * Help in danger, for finder and search: whether what somebody types may mean danger, and the block of numbers.
 * Wants <script type="application/json" data-distress> with phrases, in any languages, and <template data-danger>,
 * as hooks/lotse/templates/danger.html.jinja writes them. Without them nobody is ever taken to be in danger.
 */

import { copyOf } from "./dom.js";
import { isSameCry } from "./finder-words.js";
import { wordsOf } from "./folding.js";

export class Danger {
  #phrases;
  #template;

  constructor(box) {
    const known = box.querySelector("script[data-distress]");
    this.#phrases = known ? JSON.parse(known.textContent).map(wordsOf) : [];
    this.#template = box.querySelector("template[data-danger]");
  }

  /** Whether all words of a phrase are in the question. */
  isMeant(question) {
    const asked = wordsOf(question);
    return this.#phrases.some((phrase) => phrase.every((word) => asked.some((one) => isSameCry(one, word))));
  }

  /** The block as a list of one element, or of none. */
  helpFor(question) {
    return this.#template && this.isMeant(question) ? [...copyOf(this.#template).children] : [];
  }
}
