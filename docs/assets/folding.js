/**
 * One folding for finder, search and help in danger: two spellings of one word come out the same. Pure functions.
 * What is known (terms, names, titles) and what is asked go through the same door.
 */

const TWINS = { ß: "ss", ı: "i", ة: "ه", ى: "ي", ی: "ي", ې: "ي", ک: "ك", ہ: "ه", ە: "ه", ґ: "г" };
const TWIN = new RegExp(`[${Object.keys(TWINS).join("")}]`, "g");
const APOSTROPHES = "'’‘ʼʻ`´ʹ′＇";
const WITHIN_CYRILLIC = new RegExp(`(?<=\\p{Script=Cyrillic})[${APOSTROPHES}](?=\\p{Script=Cyrillic})`, "gu");
const ANY_APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, "g");
const UNSEEN = /[\u0640\u00ad\u200b-\u200f\u2060\ufeff]/g; // tatweel, soft hyphen, joiners, marks of direction

/** Digits of any script as 0 to 9. */
export function withDigits(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0);
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return code < 128 ? digit : String(code - zero);
  });
}

/** The text with what one word may hold brought to one form: digits, apostrophes, letters that are not seen. */
function plain(text) {
  return withDigits(text).replace(UNSEEN, "").replace(WITHIN_CYRILLIC, "").replace(ANY_APOSTROPHE, " ");
}

/** Lower case without accents; ä, ae and a are one, ß and ss too, so are Turkish ı and i, Arabic ة and ه, ى and ي. */
export function folded(text) {
  const bare = plain(text).toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(TWIN, (letter) => TWINS[letter]);
  return bare.replace(/([aou])e/g, "$1");
}

/** A word folded, without the Arabic article. */
export function bare(word) {
  return folded(word).replace(/^(?:[وبلفك]?ال|لل)(?=\p{L}{3})/u, "");
}

/** The words of a text as they are written. */
export function writtenWords(text) {
  return plain(text).split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
}

/** The words of a text, folded. */
export function wordsOf(text) {
  return writtenWords(text).map(bare);
}

/** How many letters must change, fall out, come in or swap; counts no further than `limit` + 1. */
export function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[other.length];
}
