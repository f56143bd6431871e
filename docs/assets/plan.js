/**
 * The backward plan, by the same rules as hooks/lotse/plan.py: the critical path over typical durations.
 * Earliest days run forward from today, latest days backward from the start date.
 * Both are held to the vectors in tests/cases/plan.json. Pure: no page, no clock.
 */

import { isoOf, numberOf } from "./days.js";

/**
 * The plan for tasks `{id, days, after, isGoal}` in an order in which predecessors come first.
 * `start` and `today` are days as year-month-day. Throws an Error if there is not exactly one goal,
 * or a day or duration is none.
 */
export function plan(tasks, start, today) {
  const goals = tasks.filter((task) => task.isGoal);
  if (goals.length !== 1) throw new Error("the plan needs exactly one goal");
  const odd = tasks.find((task) => !Number.isInteger(task.days) || task.days < 0);
  if (odd) throw new Error(`not a number of days: ${odd.id}`);
  const [startDay, todayDay] = [numberOf(start), numberOf(today)];
  const beforeGoal = neededFor(goals[0].id, tasks);
  const earliest = earliestDays(tasks, beforeGoal, startDay, todayDay);
  const latest = latestDays(tasks, beforeGoal, startDay);
  const least = Math.min(...[...beforeGoal].map((id) => latest.get(id) - earliest.get(id)));
  return tasks.map((task) => planned(task, earliest, latest, beforeGoal, least, todayDay));
}

/** The goal and everything that must be done before it. */
function neededFor(goal, tasks) {
  const after = new Map(tasks.map((task) => [task.id, task.after]));
  const needed = new Set();
  const waiting = [goal];
  while (waiting.length) {
    const current = waiting.pop();
    if (needed.has(current)) continue;
    needed.add(current);
    waiting.push(...after.get(current).filter((id) => after.has(id)));
  }
  return needed;
}

/** First days: today, or when the last predecessor is done; after the goal never before it. */
function earliestDays(tasks, beforeGoal, start, today) {
  const first = new Map();
  const days = new Map(tasks.map((task) => [task.id, task.days]));
  for (const task of tasks) {
    const ends = task.after.filter((id) => first.has(id)).map((id) => first.get(id) + days.get(id));
    first.set(task.id, Math.max(beforeGoal.has(task.id) ? today : start, ...ends));
  }
  return first;
}

/** Latest first days of what the goal needs, so that it can take place on `start`. */
function latestDays(tasks, beforeGoal, start) {
  const latest = new Map();
  for (const task of tasks.filter((one) => beforeGoal.has(one.id)).reverse()) {
    const followers = tasks.filter((other) => beforeGoal.has(other.id) && other.after.includes(task.id));
    const ends = followers.map((other) => latest.get(other.id));
    latest.set(task.id, ends.length ? Math.min(...ends) - task.days : start);
  }
  return latest;
}

function planned(task, earliest, latest, beforeGoal, least, today) {
  const first = earliest.get(task.id);
  const last = latest.get(task.id) ?? first;
  const isNeeded = beforeGoal.has(task.id);
  return {
    id: task.id,
    earliestStart: isoOf(first),
    earliestEnd: isoOf(first + task.days),
    latestStart: isoOf(last),
    latestEnd: isoOf(last + task.days),
    slack: last - first,
    isBeforeGoal: isNeeded,
    isCritical: isNeeded && last - first === least,
    isTooLate: isNeeded && last < today,
  };
}

/** Predecessors among the chosen steps, by id; a left-out step is replaced by its own predecessors. */
export function bridged(allSteps, chosen) {
  const after = new Map(allSteps.map((step) => [step.id, step.after]));
  const kept = new Set(chosen.map((step) => step.id));
  const standingFor = (id) => (kept.has(id) ? [id] : unique((after.get(id) ?? []).flatMap(standingFor)));
  return new Map(chosen.map((step) => [step.id, unique(step.after.flatMap(standingFor))]));
}

function unique(list) {
  return [...new Set(list)];
}
