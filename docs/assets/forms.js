/**
 * What belongs together: the forms of a word, and the parts of a compound. Both were found when the site was built
 * (hooks/lotse/search/forms.py) and stand in `pagefind/known.<language>.json`; nothing here knows a language.
 */

import { bare, folded } from "./folding.js";

const SHORTEST_PART = 4;
const LONGEST_LINK = 2;

/** Forms and parts as the file packs them, unpacked and folded. */
export class Forms {
  #lemmas = new Map();
  #parts = new Map();

  constructor({ forms = {}, parts = {} } = {}) {
    for (const [lemma, packed] of Object.entries(forms)) {
      const [shared, endings] = packed.split(" ");
      const own = bare(lemma);
      for (const ending of endings.split("|")) this.#note(bare(lemma.slice(0, Number(shared)) + ending), own);
    }
    for (const [word, both] of Object.entries(parts)) this.#parts.set(folded(word), both.split(" ").map(bare));
  }

  /** Of two words that share a form, the one that is the form itself stays. */
  #note(form, lemma) {
    if (form !== lemma && !this.#lemmas.has(form)) this.#lemmas.set(form, lemma);
  }

  /** The word that a form belongs to; the form itself if nobody knows it. */
  normal(word) {
    return this.#lemmas.get(word) ?? word;
  }

  /** The two parts of a compound: as found when the site was built, else by the words that `isKnown` says there are. */
  partsOf(word, isKnown = () => false) {
    const built = this.#parts.get(word);
    if (built) return built;
    for (let start = SHORTEST_PART; start <= word.length - SHORTEST_PART; start += 1) {
      const last = word.slice(start);
      if (!isKnown(this.normal(last))) continue;
      for (let link = 0; link <= LONGEST_LINK; link += 1) {
        const first = word.slice(0, start - link);
        if (first.length >= SHORTEST_PART && isKnown(this.normal(first))) return [first, last];
      }
    }
    return [];
  }
}

/** The file of a language, fetched once by each page; without it finder and search know only how words begin. */
export async function fetched(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}
