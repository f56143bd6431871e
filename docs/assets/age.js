/**
 * Tells readers when a page was left alone: nobody has made it anew for longer than it holds.
 * The page carries the sentence; nothing is stored, nothing is asked of anybody.
 */

import { today } from "./days.js";

export function isOld(goodUntil, day) {
  return /^\d{4}-\d{2}-\d{2}$/.test(goodUntil ?? "") && day > goodUntil;
}

const notice = document.querySelector("[data-good-until]");
if (notice && isOld(notice.dataset.goodUntil, today())) notice.hidden = false;
