/**
 * The page of the backward plan: asks for a start date and the case, shows the plan as a table, makes a calendar file.
 * Wants <div data-lotse-plan> as hooks/lotse/templates/plan.html.jinja writes it. Stores nothing.
 */

import { calendar } from "./calendar.js";
import { inWords, isDay, shifted, spanInWords, today } from "./days.js";
import { answersIn, applies, choicesIn, copyOf, element, Labels, offerFile } from "./dom.js";
import { bridged, plan } from "./plan.js";

const LAST_DAY = "2099-12-31";
const USUAL_LEAD = 365; // days until the start date that the form proposes

class PlanPage {
  #box;
  #labels;
  #data;
  #shown = null; // the rows of the last plan, and its start date

  constructor(box) {
    this.#box = box;
    this.#labels = new Labels(box);
    this.#data = JSON.parse(box.querySelector("script[data-plan]").textContent);
    box.append(copyOf(box.querySelector("template[data-tools]")));
    this.#part("start").value = shifted(today(), USUAL_LEAD);
    this.#part("start").min = today();
    this.#part("form").addEventListener("submit", (event) => { event.preventDefault(); this.#answer(); });
    this.#part("calendar").addEventListener("click", () => this.#makeCalendar());
    this.#part("print").addEventListener("click", () => print());
  }

  #part(name) {
    return this.#box.querySelector(`[data-${name}]`);
  }

  /** The steps of the case, as the plan wants them. */
  #tasks() {
    const choices = choicesIn(this.#part("form"));
    const withOptional = this.#part("with-optional")?.checked ?? true;
    const chosen = this.#data.steps.filter((step) => applies(step.when, choices) && (withOptional || !step.optional));
    const before = bridged(this.#data.steps, chosen);
    return chosen.map(({ id, days }) => ({ id, days, after: before.get(id), isGoal: id === this.#data.goal }));
  }

  #answer() {
    const start = this.#part("start").value;
    if (!isDay(start) || start > LAST_DAY) return this.#refuse(this.#labels.say("bad-date"));
    if (start < today()) return this.#refuse(this.#labels.say("past"));
    try {
      return this.#show(plan(this.#tasks(), start, today()), start);
    } catch {
      return this.#refuse(this.#labels.say("fault"));
    }
  }

  #refuse(text) {
    this.#part("result").hidden = true;
    this.#box.classList.remove("is-planned");
    this.#part("start").setAttribute("aria-invalid", "true");
    this.#tell("warning", text);
    this.#part("start").focus();
  }

  #tell(tone, ...texts) {
    const lines = texts.filter(Boolean).map((text) => element("p", {}, text));
    this.#part("message").replaceChildren(element("div", { class: `notice notice--${tone}` }, ...lines));
  }

  #show(days, start) {
    const steps = new Map(this.#data.steps.map((step) => [step.id, step]));
    const rows = days.map((day) => ({ ...day, step: steps.get(day.id), isGoal: day.id === this.#data.goal }));
    rows.sort((one, other) => one.latestStart.localeCompare(other.latestStart));
    this.#shown = { rows, start };
    this.#part("start").removeAttribute("aria-invalid");
    this.#part("rows").replaceChildren(...rows.map((row) => this.#rowOf(row)));
    const heading = this.#box.querySelector("#plan-ergebnis");
    heading.textContent = this.#labels.say("result", { day: inWords(start, this.#labels.language) });
    this.#part("case").replaceChildren(...this.#caseItems());
    this.#part("result").hidden = false;
    this.#box.classList.add("is-planned");
    this.#tellOutcome(rows, start);
    heading.focus();
  }

  /** What was answered, so that it stands on paper too. */
  #caseItems() {
    return answersIn(this.#part("form")).map((answer) => element("li", {}, answer));
  }

  #tellOutcome(rows, start) {
    const goal = rows.find((row) => row.isGoal);
    const late = rows.filter((row) => row.isTooLate).length;
    const words = (day) => inWords(day, this.#labels.language);
    const values = { day: words(start), earliest: words(goal.earliestStart) };
    if (late) return this.#tell("warning", this.#labels.count("late", late, values), this.#openQuestions());
    const fits = goal.slack ? this.#labels.count("fits", goal.slack, values) : this.#labels.say("fits-exactly", values);
    return this.#tell("info", fits, this.#openQuestions());
  }

  /** That unanswered questions leave steps in the plan which may not apply. */
  #openQuestions() {
    const open = [...this.#box.querySelectorAll("select[data-facet]")].filter((select) => !select.value).length;
    return open ? this.#labels.count("open", open) : "";
  }

  #rowOf(row) {
    const { language } = this.#labels;
    const name = element("a", { href: `${this.#box.dataset.process}#${row.id}` }, row.step.name);
    const marks = element("span", { class: "badges" }, ...this.#marks(row));
    return element("tr", { class: row.isTooLate && "plan-table__late" },
      element("th", { scope: "row" }, name, " ", marks),
      element("td", {}, spanInWords(row.earliestStart, row.earliestEnd, language)),
      element("td", {}, spanInWords(row.latestStart, row.latestEnd, language)),
      element("td", {}, this.#room(row)));
  }

  /** The marks in words, so that nothing hangs on colour. */
  #marks(row) {
    const badges = [
      ["goal", row.isGoal, "responsible"], ["too-late", row.isTooLate, "ends"],
      ["critical", row.isCritical, "advice"], ["optional", row.step.optional, "planned"],
    ];
    return badges.filter(([, applies]) => applies).flatMap(([name, , look]) => [
      element("span", { class: `badge badge--${look}` }, this.#labels.say(name)), " ",
    ]);
  }

  #room({ slack, isBeforeGoal }) {
    if (!isBeforeGoal) return this.#labels.say("afterwards");
    return slack < 0 ? this.#labels.count("missing", -slack) : this.#labels.count("slack", slack);
  }

  #makeCalendar() {
    const { rows, start } = this.#shown;
    const page = new URL(this.#box.dataset.process, location.href);
    const events = rows.map((row) => this.#eventOf(row, start, page));
    const name = this.#labels.say("result", { day: inWords(start, this.#labels.language) });
    const text = calendar(events, { name, stamp: today(), host: location.hostname });
    offerFile(`zeitplan-${start}.ics`, "text/calendar", text);
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
    return {
      id: `${row.id}-${start}`,
      title: this.#labels.say(kind, { step: row.step.name }),
      first: row.latestStart,
      last: row.latestStart,
      note: row.isBeforeGoal ? note : "",
      address: `${page.href}#${row.id}`,
    };
  }
}

document.querySelectorAll("[data-lotse-plan]").forEach((box) => new PlanPage(box));
