/**
 * Words that lead to a question by agreement: occupations as people call theirs, countries by their names. What
 * somebody calls an occupation is no topic: a Zimmermann asks neither for a room nor for help against a man.
 * Pure functions; the words come from data/terms.yaml.
 */

import { wordsOf } from "./folding.js";

export class Signposts {
  #posts;
  #silent;
  #forms;

  /** `posts`: address, phrases and topic of each; `forms`: a Forms; `silent`: words that say nothing. */
  constructor(posts, forms, silent = "") {
    this.#forms = forms;
    this.#silent = new Set(wordsOf(silent));
    this.#posts = posts.flatMap(([address, phrases, topic]) => phrases.map((phrase) => ({ address, topic, words: this.#normal(phrase) })));
  }

  #normal(text) {
    return wordsOf(text).map((word) => this.#forms.normal(word));
  }

  /** The signpost that a question names by its longest phrase, in any form of its words; `isAll`: it says nothing else. */
  find(question) {
    const asked = this.#normal(question);
    const met = this.#posts.filter(({ words }) => words.length && words.every((word) => asked.includes(word)));
    const post = met.sort((one, other) => other.words.length - one.words.length)[0];
    if (!post) return null;
    const isAll = asked.every((word) => post.words.includes(word) || this.#silent.has(word));
    return { address: post.address, topic: post.topic, isAll };
  }
}
