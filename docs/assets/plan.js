/**
 * The plan, by the same rules as hooks/lotse/plan.py: backward from the first working day where something must be
 * ready by then; what is due by an event counts from it, what has to wait counts its months, what happens only if
 * something happens has no day. Both are held to the vectors in tests/cases/plan.json. Pure: no page, no clock.
 */

import { isoOf, numberOf } from "./days.js";
import { EVERY_DAY } from "./workdays.js";

const START = "start"; // the event that is the goal
const OUTSIDE = new Set(["title-end"]); // events that no step brings about

/**
 * The plan for tasks `{id, days, after, isGoal, event, due: {event, from, to}, waits: [[since, months]], mayPrecede,
 * isContingent}` in an order in which predecessors come first. Days are year-month-day; `events` are those of events
 * that no task stands for. Throws an Error if there is not exactly one goal, or a day or duration is none.
 */
export function plan(tasks, start, today, workdays = EVERY_DAY, events = {}) {
  const goals = tasks.filter((task) => task.isGoal);
  if (goals.length !== 1) throw new Error("the plan needs exactly one goal");
  const odd = tasks.find((task) => !Number.isInteger(task.days) || task.days < 0);
  if (odd) throw new Error(`not a number of days: ${odd.id}`);
  const goal = goals[0].id;
  const [wished, todayDay] = [numberOf(start), numberOf(today)];
  const beforeGoal = neededFor(goal, tasks);
  const earliest = earliestDays(tasks, beforeGoal, todayDay, workdays);
  const moved = workdays.onOrAfter(wished);
  const day = Math.max(moved, earliest.get(goal));
  const latest = latestDays(tasks, beforeGoal, goal, day, workdays);
  const critical = criticalIds(tasks, goal, earliest, workdays);
  const room = { tasks, workdays, beforeGoal, first: new Map(latest), end: new Map(), events: new Map() };
  for (const [name, iso] of Object.entries(events)) room.events.set(name, numberOf(iso));
  room.events.set(START, day);
  for (const task of tasks) {
    if (latest.has(task.id)) room.end.set(task.id, latest.get(task.id) + task.days);
    if (task.event && latest.has(task.id)) room.events.set(task.event, latest.get(task.id));
  }
  dateTheRest(room, day);
  return {
    wished: start,
    moved: isoOf(moved),
    start: isoOf(day),
    earliest: isoOf(earliest.get(goal)),
    missingDays: Math.max(0, earliest.get(goal) - moved),
    steps: tasks.filter((task) => room.first.has(task.id)).map((task) => planned(task, room, earliest, critical)),
    undated: tasks.filter((task) => !room.first.has(task.id)).map((task) => task.id),
  };
}

/** The goal and everything that must be done before it. */
function neededFor(goal, tasks) {
  const after = new Map(tasks.filter((task) => !task.isContingent).map((task) => [task.id, task.after]));
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

/** First days of what the goal needs: today, or when the last predecessor is done. */
function earliestDays(tasks, beforeGoal, today, workdays) {
  const first = new Map();
  const days = new Map(tasks.map((task) => [task.id, task.days]));
  for (const task of tasks.filter((one) => beforeGoal.has(one.id))) {
    const ends = task.after.filter((id) => first.has(id)).map((id) => first.get(id) + days.get(id));
    first.set(task.id, workdays.onOrAfter(Math.max(today, ...ends)));
  }
  return first;
}

/** Latest first days of what the goal needs, so that it can take place on `day`. */
function latestDays(tasks, beforeGoal, goal, day, workdays) {
  const latest = new Map();
  for (const task of tasks.filter((one) => beforeGoal.has(one.id)).reverse()) {
    const followers = tasks.filter((other) => beforeGoal.has(other.id) && other.after.includes(task.id));
    const end = Math.min(day, ...followers.map((other) => latest.get(other.id)));
    latest.set(task.id, task.id === goal ? day : workdays.onOrBefore(end - task.days));
  }
  return latest;
}

/** The days of what the goal doesn't wait for, each after what it waits for itself. */
function dateTheRest(room, day) {
  for (const task of room.tasks) {
    if (room.beforeGoal.has(task.id) || task.isContingent) continue;
    const found = dueDays(task, room) ?? followingDays(task, room, day);
    if (!found) continue;
    room.first.set(task.id, found[0]);
    room.end.set(task.id, found[1]);
  }
}

/** Between the first and the last day that an event allows; nothing where the event is none of this case. */
function dueDays({ due }, { events, workdays }) {
  if (!due || !events.has(due.event)) return null;
  const first = workdays.onOrAfter(events.get(due.event) + due.from);
  return [first, Math.max(first, workdays.onOrBefore(events.get(due.event) + due.to))];
}

/** After the last predecessor that has a day and after what must pass; what waits for the unknown has no day. */
function followingDays(task, room, day) {
  if (task.due && OUTSIDE.has(task.due.event)) return null;
  const floors = task.after.filter((id) => room.end.has(id)).map((id) => room.end.get(id));
  const waits = task.waits ?? [];
  const waited = waits
    .map(([since, months]) => [room.events.get(since) ?? room.first.get(since), months])
    .filter(([begun]) => begun !== undefined)
    .map(([begun, months]) => monthsLater(begun, months));
  const awaitsSomething = room.tasks.some((other) => task.after.includes(other.id) && !other.isContingent);
  if (!waited.length && (waits.length || (!floors.length && awaitsSomething))) return null;
  floors.push(...waited);
  if (task.mayPrecede === false || !floors.length) floors.push(day);
  const first = room.workdays.onOrAfter(Math.max(...floors));
  return [first, first + task.days];
}

/** The same day so many months on; the last of the month where it has no such day. */
export function monthsLater(number, months) {
  const [year, month, day] = isoOf(number).split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return numberOf(new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10));
}

/** The goal and what decides how early it can be: who of its predecessors ends last, and so on back to today. */
function criticalIds(tasks, goal, earliest, workdays) {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const found = new Set();
  const waiting = [goal];
  while (waiting.length) {
    const current = byId.get(waiting.pop());
    if (found.has(current.id)) continue;
    found.add(current.id);
    const isDeciding = (id) =>
      earliest.has(id) && workdays.onOrAfter(earliest.get(id) + byId.get(id).days) === earliest.get(current.id);
    waiting.push(...current.after.filter(isDeciding));
  }
  return found;
}

function planned(task, room, earliest, critical) {
  const [first, last] = [room.first.get(task.id), room.end.get(task.id)];
  const isBeforeGoal = room.beforeGoal.has(task.id);
  const begun = isBeforeGoal ? earliest.get(task.id) : first;
  return {
    id: task.id,
    earliestStart: isoOf(begun),
    earliestEnd: isoOf(begun + last - first),
    latestStart: isoOf(first),
    latestEnd: isoOf(last),
    slack: first - begun,
    isBeforeGoal,
    isCritical: critical.has(task.id),
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
