/**
 * Working days, as in hooks/lotse/workdays.py: a deadline and a latest beginning move to the working day before,
 * an earliest day and a first working day to the one after. Pure: days are numbers as in days.js.
 */

import { numberOf } from "./days.js";

const [SATURDAY, SUNDAY] = [6, 0];
const THURSDAY = 4; // the first day of 1970

/** 0 for Sunday … 6 for Saturday. */
export function weekdayOf(number) {
  return (((number + THURSDAY) % 7) + 7) % 7;
}

export class Workdays {
  #names;
  #hasWeekends;

  /** `holidays`: day as year-month-day → name. */
  constructor(holidays = {}, hasWeekends = true) {
    this.#names = new Map(Object.entries(holidays).map(([day, name]) => [numberOf(day), name]));
    this.#hasWeekends = hasWeekends;
  }

  isOff(day) {
    return this.#names.has(day) || (this.#hasWeekends && [SATURDAY, SUNDAY].includes(weekdayOf(day)));
  }

  /** The name of the holiday, or undefined. */
  holiday(day) {
    return this.#names.get(day);
  }

  onOrAfter(day) {
    let found = day;
    while (this.isOff(found)) found += 1;
    return found;
  }

  onOrBefore(day) {
    let found = day;
    while (this.isOff(found)) found -= 1;
    return found;
  }
}

/** For reckoning without days off. */
export const EVERY_DAY = new Workdays({}, false);
