/**
 * The page of the plan: asks about the case first, then for a first working day; shows the plan as a table, what to do
 * first, and makes a calendar file. Wants <div data-lotse-plan> as hooks/lotse/templates/plan.html.jinja writes it.
 * Stores nothing: what was answered stands behind the # of the address, to be shared and kept by whoever wants.
 */

import { calendar } from "./calendar.js";
import { inWords, isDay, numberOf, shifted, spanInWords, today, weekdayInWords } from "./days.js";
import { answersIn, applies, choicesIn, copyOf, element, Labels, offerFile } from "./dom.js";
import { bridged, plan } from "./plan.js";
import { Workdays } from "./workdays.js";

const USUAL_LEAD = 365; // days until the start date that the form proposes
const FIRST_THINGS = 3;
const MOST_IN_ADDRESS = 4000; // characters; what is longer nobody has made with this page

class PlanPage {
  #box;
  #labels;
  #data;
  #workdays;
  #done = new Set();
  #shown = null; // the rows of the last plan, and the plan

  constructor(box) {
    this.#box = box;
    this.#labels = new Labels(box);
    this.#data = JSON.parse(box.querySelector("script[data-plan]").textContent);
    this.#workdays = new Workdays(this.#data.holidays);
    box.append(copyOf(box.querySelector("template[data-tools]")));
    this.#part("start").value = shifted(today(), USUAL_LEAD);
    for (const name of ["start", "title-end"]) Object.assign(this.#part(name), { min: today(), max: this.#data.lastDay });
    this.#part("form").addEventListener("submit", (event) => { event.preventDefault(); this.#answer(); });
    this.#part("form").addEventListener("change", () => this.#showRelevant());
    this.#part("rows").addEventListener("change", (event) => this.#tick(event.target));
    this.#part("calendar").addEventListener("click", () => this.#makeCalendar());
    this.#part("print").addEventListener("click", () => print());
    addEventListener("hashchange", () => this.#takeUp());
    this.#takeUp();
  }

  #part(name) {
    return this.#box.querySelector(`[data-${name}]`);
  }

  // ---- the case

  /** The steps of the case, as the plan wants them; what is done is left out, and nothing waits for it. */
  #tasks() {
    const choices = choicesIn(this.#part("form"));
    const withOptional = this.#part("with-optional")?.checked ?? true;
    const chosen = this.#data.steps.filter((step) => applies(step.when ?? {}, choices, step.unless) && (withOptional || !step.optional));
    const all = this.#data.steps.map((step) => ({ ...step, after: step.after ?? [] }));
    const before = bridged(all, chosen.map((step) => ({ ...step, after: step.after ?? [] })));
    return chosen.filter((step) => !this.#done.has(step.id)).map((step) => ({
      id: step.id,
      days: step.days,
      after: before.get(step.id).filter((id) => !this.#done.has(id)),
      isGoal: step.id === this.#data.goal,
      event: step.event,
      due: step.due,
      waits: this.#waits(step, choices),
      mayPrecede: !step.later,
      isContingent: Boolean(step.onlyIf),
    }));
  }

  #waits({ waits = [] }, choices) {
    const known = waits.filter((one) => one.months !== null && applies(one.when ?? {}, choices));
    return waits.length && !known.length ? [["never", 0]] : known.map((one) => [one.since, one.months]);
  }

  /** Questions that no step of this case hangs on any more are not asked; their answers are kept. */
  #showRelevant() {
    const choices = choicesIn(this.#part("form"));
    for (const select of this.#box.querySelectorAll("select[data-facet]")) {
      const { facet } = select.dataset;
      const others = new Map([...choices].filter(([name]) => name !== facet));
      const matters = this.#data.steps.some(({ when = {}, unless = {} }) => (when[facet] || unless[facet]) && applies(when, others, facet in unless ? {} : unless));
      select.closest("label").hidden = !matters;
    }
  }

  #openQuestions() {
    return [...this.#box.querySelectorAll("label:not([hidden]) > select[data-facet]")].filter((select) => !select.value);
  }

  // ---- the answer

  #answer() {
    const start = this.#part("start").value;
    const open = this.#openQuestions();
    if (open.length) return this.#refuse(this.#labels.count("open", open.length), open[0]);
    if (!isDay(start) || start > this.#data.lastDay) {
      return this.#refuse(this.#labels.say("bad-date", { last: inWords(this.#data.lastDay, this.#labels.language) }));
    }
    if (start < today()) return this.#refuse(this.#labels.say("past"));
    try {
      const end = this.#part("title-end").value;
      const events = isDay(end) ? { "title-end": end } : {};
      return this.#show(plan(this.#tasks(), start, today(), this.#workdays, events));
    } catch {
      return this.#refuse(this.#labels.say("fault"));
    }
  }

  #refuse(text, field = this.#part("start")) {
    this.#part("result").hidden = true;
    this.#box.classList.remove("is-planned");
    field.setAttribute("aria-invalid", "true");
    this.#tell("warning", text);
    field.focus();
  }

  #tell(tone, ...texts) {
    const lines = texts.filter(Boolean).map((text) => element("p", {}, text));
    this.#part("message").replaceChildren(element("div", { class: `notice notice--${tone}` }, ...lines));
  }

  #show(found, { keepFocus = false } = {}) {
    const steps = new Map(this.#data.steps.map((step) => [step.id, step]));
    const rows = found.steps.map((day) => ({ ...day, step: steps.get(day.id), isGoal: day.id === this.#data.goal }));
    rows.sort((one, other) => one.latestStart.localeCompare(other.latestStart));
    this.#shown = { rows, found };
    for (const field of this.#box.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    const done = [...this.#done].filter((id) => steps.has(id)).map((id) => this.#doneRow(steps.get(id)));
    this.#part("rows").replaceChildren(...rows.map((row) => this.#rowOf(row)), ...done);
    const heading = this.#box.querySelector("#plan-ergebnis");
    heading.textContent = this.#labels.say("result", { day: this.#words(found.start) });
    this.#part("case").replaceChildren(...this.#caseItems());
    this.#showFirst(rows);
    this.#showUndated(found.undated.map((id) => steps.get(id)));
    this.#showCosts(found, steps);
    this.#part("result").hidden = false;
    this.#box.classList.add("is-planned");
    this.#tellOutcome(rows, found);
    this.#keepInAddress();
    if (!keepFocus) heading.focus();
  }

  /** A day with its weekday. */
  #words(day) {
    return weekdayInWords(day, this.#labels.language);
  }

  /** What was answered, so that it stands on paper too. */
  #caseItems() {
    return answersIn(this.#part("form")).map((answer) => element("li", {}, answer));
  }

  #tellOutcome(rows, found) {
    const goal = rows.find((row) => row.isGoal);
    const holiday = this.#workdays.holiday(numberOf(found.wished));
    const why = holiday ?? this.#labels.say("weekend");
    const values = { day: this.#words(found.moved), wished: this.#words(found.wished), earliest: this.#words(found.earliest) };
    const moved = found.moved === found.wished ? "" : this.#labels.say("moved", { ...values, why });
    if (found.missingDays) return this.#tell("warning", moved, this.#labels.count("late", found.missingDays, values));
    const fits = goal.slack ? this.#labels.count("fits", goal.slack, values) : this.#labels.say("fits-exactly", values);
    return this.#tell("info", moved, fits);
  }

  // ---- the result

  #rowOf(row) {
    const { language } = this.#labels;
    const name = element("a", { href: `${this.#box.dataset.process}#${row.id}` }, row.step.name);
    const marks = element("span", { class: "badges" }, ...this.#marks(row));
    return element("tr", {},
      element("th", { scope: "row" }, name, " ", marks),
      element("td", {}, spanInWords(row.earliestStart, row.earliestEnd, language)),
      element("td", {}, spanInWords(row.latestStart, row.latestEnd, language)),
      element("td", {}, this.#room(row)),
      element("td", {}, element("a", { href: this.#officeOf(row.step) }, this.#labels.say("office"))),
      element("td", { class: "no-print" }, this.#tickBox(row.step, false)));
  }

  #doneRow(step) {
    return element("tr", { class: "plan-table__done" },
      element("th", { scope: "row" }, step.name, " ",
        element("span", { class: "badge badge--advice" }, this.#labels.say("done"))),
      element("td", { colspan: "4" }),
      element("td", { class: "no-print" }, this.#tickBox(step, true)));
  }

  #tickBox(step, isDone) {
    return element("input", {
      type: "checkbox", "data-done": step.id, checked: isDone, autocomplete: "off",
      "aria-label": this.#labels.say("done-step", { step: step.name }),
    });
  }

  #officeOf({ topic }) {
    const place = this.#part("place")?.value;
    const query = new URLSearchParams({ thema: topic, ...(place ? { ort: place } : {}) });
    return `${this.#box.dataset.finder}?${query}`;
  }

  /** The marks in words, so that nothing hangs on colour. */
  #marks(row) {
    const badges = [
      ["goal", row.isGoal, "responsible"], ["critical", row.isCritical && !row.isGoal, "advice"],
      ["optional", row.step.optional, "planned"],
    ];
    return badges.filter(([, applies]) => applies).flatMap(([name, , look]) => [
      element("span", { class: `badge badge--${look}` }, this.#labels.say(name)), " ",
    ]);
  }

  #room({ slack, isBeforeGoal, step }) {
    if (isBeforeGoal) return this.#labels.count("slack", slack);
    return this.#labels.say(step.due ? "deadline" : "afterwards");
  }

  /** What can be begun at once: nothing else has to be done before. */
  #showFirst(rows) {
    const begun = this.#workdays.onOrAfter(numberOf(today()));
    const first = rows.filter((row) => row.isBeforeGoal && numberOf(row.earliestStart) <= begun).slice(0, FIRST_THINGS);
    const items = first.map((row) => element("li", {},
      element("a", { href: `${this.#box.dataset.process}#${row.id}` }, row.step.name), " – ",
      element("a", { href: this.#officeOf(row.step) }, this.#labels.say("office"))));
    this.#part("first").replaceChildren(...items);
    this.#part("first-part").hidden = !items.length;
  }

  #showUndated(steps) {
    const items = steps.map((step) => element("li", {},
      element("a", { href: `${this.#box.dataset.process}#${step.id}` }, step.name), " – ",
      step.onlyIf ?? this.#labels.say("no-day")));
    this.#part("undated").replaceChildren(...items);
    this.#part("undated-part").hidden = !items.length;
  }

  /** The fees until the person has settled in, added up; what has no plain amount is named. */
  #showCosts(found, steps) {
    const isSoon = (step) => step.isBeforeGoal || steps.get(step.id).due?.event === "arrival";
    const costs = new Map(found.steps.filter(isSoon).flatMap((step) => steps.get(step.id).costs ?? []));
    const known = [...costs].filter(([, amount]) => amount !== null);
    const sum = known.reduce((total, [, amount]) => total + amount, 0);
    const text = (amount) => this.#labels.say("euro", { amount: new Intl.NumberFormat("de-DE").format(amount) });
    const items = [...costs].map(([name, amount]) =>
      element("li", {}, `${name}: ${amount === null ? this.#labels.say("cost-open") : text(amount)}`));
    this.#part("costs").replaceChildren(...items);
    this.#part("costs-sum").textContent = this.#labels.say("costs-sum", { sum: text(sum) });
    this.#part("costs-part").hidden = !items.length;
  }

  #tick(box) {
    const id = box.dataset?.done;
    if (!id || id === this.#data.goal) return;
    if (box.checked) this.#done.add(id);
    else this.#done.delete(id);
    this.#answerAgain();
    this.#box.querySelector(`[data-done="${CSS.escape(id)}"]`)?.focus();
  }

  #answerAgain() {
    const end = this.#part("title-end").value;
    const found = plan(this.#tasks(), this.#part("start").value, today(), this.#workdays, isDay(end) ? { "title-end": end } : {});
    this.#show(found, { keepFocus: true });
  }

  // ---- the address

  #keepInAddress() {
    const state = new URLSearchParams({ start: this.#part("start").value });
    for (const [facet, value] of choicesIn(this.#part("form"))) state.set(facet, value);
    if (!(this.#part("with-optional")?.checked ?? true)) state.set("ohne", "1");
    if (this.#part("title-end").value) state.set("ende", this.#part("title-end").value);
    if (this.#part("place")?.value) state.set("ort", this.#part("place").value);
    if (this.#done.size) state.set("fertig", [...this.#done].join(","));
    history.replaceState(null, "", `#${state}`);
  }

  /** Takes up what the address says; what it doesn't know, such as a step that is gone, it passes over. */
  #takeUp() {
    const hash = location.hash.slice(1);
    this.#showRelevant();
    if (!hash.includes("start=") || hash.length > MOST_IN_ADDRESS) return;
    const state = new URLSearchParams(hash);
    for (const select of this.#box.querySelectorAll("select[data-facet]")) {
      const value = state.get(select.dataset.facet) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    for (const [name, key] of [["start", "start"], ["title-end", "ende"]]) {
      this.#part(name).value = isDay(state.get(key) ?? "") ? state.get(key) : "";
    }
    const place = this.#part("place");
    const wanted = state.get("ort") ?? "";
    if (place) place.value = [...place.options].some((option) => option.value === wanted) ? wanted : "";
    if (this.#part("with-optional")) this.#part("with-optional").checked = state.get("ohne") !== "1";
    const known = new Set(this.#data.steps.map((step) => step.id));
    this.#done = new Set((state.get("fertig") ?? "").split(",").filter((id) => known.has(id) && id !== this.#data.goal));
    this.#showRelevant();
    this.#answer();
  }

  #makeCalendar() {
    const { rows, found } = this.#shown;
    const page = new URL(this.#box.dataset.process, location.href);
    const events = rows.map((row) => this.#eventOf(row, found.start, page));
    const name = this.#labels.say("result", { day: inWords(found.start, this.#labels.language) });
    const text = calendar(events, { name, stamp: today(), host: location.hostname });
    offerFile(`zeitplan-${found.start}.ics`, "text/calendar", text);
    this.#tell("info", this.#labels.count("calendar-ready", events.length));
  }

  #eventOf(row, start, page) {
    const span = (first, last) => spanInWords(first, last, this.#labels.language);
    const kind = row.isGoal ? "event-goal" : row.isBeforeGoal ? "event" : "event-later";
    const note = this.#labels.say("event-note", {
      earliest: span(row.earliestStart, row.earliestEnd),
      latest: span(row.latestStart, row.latestEnd),
      slack: this.#room(row),
    });
    const isDeadline = Boolean(row.step.due) && !row.isBeforeGoal;
    return {
      id: `${row.id}-${start}`,
      title: this.#labels.say(isDeadline ? "event-deadline" : kind, { step: row.step.name }),
      first: isDeadline ? row.latestEnd : row.latestStart,
      last: isDeadline ? row.latestEnd : row.latestStart,
      note: row.isBeforeGoal ? note : "",
      address: `${page.href}#${row.id}`,
    };
  }
}

document.querySelectorAll("[data-lotse-plan]").forEach((box) => new PlanPage(box));
