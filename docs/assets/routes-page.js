/**
 * One question at a time on a page with <div data-lotse-routes>, see hooks/lotse/templates/route_parts.html.jinja.
 * The answers stand behind the # of the address: nothing is sent, nothing is stored.
 */

import { element, Labels } from "./dom.js";
import { bandOf, nearest, nextQuestion, outcomes } from "./routes.js";

const UNKNOWN = "?";

class RoutesPage {
  #box; #labels; #data;
  #given = new Map(); // question number → text as given; UNKNOWN for «don't know»
  #at; // the question that is shown

  constructor(box) {
    this.#box = box;
    this.#labels = new Labels(box);
    this.#data = JSON.parse(box.querySelector("script[data-routes]").textContent);
    box.querySelector("[data-routes-tool]").hidden = false;
    addEventListener("hashchange", () => { if (location.hash.slice(1) !== this.#hash()) { this.#read(); this.#show(); } });
    this.#read();
    this.#show();
  }

  /** The answers as the outcome needs them: question number → answer number. */
  #known() {
    const known = new Map();
    for (const [question, given] of this.#given) {
      const { answers, steps } = this.#data.questions[question];
      const answer = steps ? bandOf(steps, given) : answers.findIndex(([id]) => id === given);
      if (answer >= 0) known.set(question, answer);
    }
    return known;
  }

  #hash() {
    const pairs = [...this.#given].sort(([a], [b]) => a - b);
    return pairs.map(([question, given]) => `${this.#data.questions[question].id}=${given}`).join("&");
  }

  /** Takes the answers out of the address; what isn't one is left out, and the page says so. */
  #read() {
    this.#given.clear();
    const parts = location.hash.slice(1).split("&").filter((part) => part.includes("="));
    let faulty = 0;
    for (const part of parts) {
      const [name, given] = part.split("=");
      const question = this.#data.questions.findIndex(({ id }) => id === name);
      const { answers, steps } = this.#data.questions[question] ?? {};
      const fits = steps ? bandOf(steps, given) !== undefined : answers?.some(([id]) => id === given);
      if (question >= 0 && (fits || given === UNKNOWN)) this.#given.set(question, given);
      else faulty += 1;
    }
    this.#at = undefined;
    this.faulty = faulty;
  }

  #give(question, given) {
    this.#given.delete(question);
    this.#given.set(question, given);
    this.#at = undefined;
    this.#keep();
    this.#show(true);
  }

  /** Writes the answers into the address and into the links to the same page in other languages. */
  #keep() {
    const hash = this.#hash();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = hash;
  }

  #show(hasMoved = false) {
    const known = this.#known(), found = outcomes(this.#data.routes, known);
    const skipped = new Set([...this.#given.keys()].filter((question) => !known.has(question)));
    const question = this.#at ?? nextQuestion(found, skipped);
    this.#part("ask").replaceChildren(...(question === undefined ? [] : [this.#form(question)]));
    this.#part("result").replaceChildren(...this.#result(found, known));
    this.#part("answers").replaceChildren(...this.#summary(found));
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = this.#hash();
    if (hasMoved) this.#box.querySelector("legend")?.focus();
  }

  #part(name) {
    return this.#box.querySelector(`[data-routes-${name}]`);
  }

  #button(label, act, isQuiet = true) {
    const button = element("button", { type: "button", class: isQuiet && "button--quiet" }, this.#labels.say(label));
    button.addEventListener("click", act);
    return button;
  }

  #form(question) {
    const { ask, answers, steps } = this.#data.questions[question];
    const number = [...this.#given.keys()].filter((given) => given !== question).length + 1;
    const form = element("form", {}, element("fieldset", {},
      element("legend", { tabindex: "-1" }, `${this.#labels.say("question", { number })}: ${ask}`)));
    const buttons = element("p", { class: "tool__buttons" });
    if (steps) this.#askAmount(form, buttons, question);
    else {
      for (const [id, text] of answers) {
        const input = element("input", { type: "radio", name: "answer", value: id, autocomplete: "off",
          checked: this.#given.get(question) === id });
        form.firstChild.append(element("p", {}, element("label", { class: "choice" }, input, " ", element("span", {}, text))));
      }
      buttons.append(element("button", { type: "submit" }, this.#labels.say("next")));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const given = new FormData(form).get("answer");
        if (given) this.#give(question, given);
      });
    }
    buttons.append(" ", this.#button("unknown", () => this.#give(question, UNKNOWN)));
    const last = [...this.#given.keys()].filter((given) => given !== question).at(-1);
    if (last !== undefined) buttons.append(" ", this.#button("back", () => { this.#at = last; this.#show(true); }));
    form.append(buttons);
    return form;
  }

  #askAmount(form, buttons, question) {
    const given = this.#given.get(question);
    const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", dir: "ltr",
      value: given && given !== UNKNOWN ? given : "" });
    const fault = element("p", { role: "alert" });
    form.firstChild.append(element("label", { class: "field" },
      element("span", { class: "field__name" }, this.#labels.say("amount")), input), fault);
    buttons.append(element("button", { type: "submit" }, this.#labels.say("next")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = input.value.replace(/[\s€.](?=\d{3}(\D|$))/g, "").replace(/[\s€]/g, "").replace(",", ".");
      if (bandOf(this.#data.questions[question].steps, text) === undefined) fault.textContent = this.#labels.say("bad-amount");
      else this.#give(question, text);
    });
  }

  #link({ id, name }) {
    return element("a", { href: `${this.#box.dataset.home}${id}/` }, name);
  }

  #names(questions) {
    return questions.map((question) => this.#data.questions[question].name).join(`${this.#labels.say("comma")} `);
  }

  *#result(found, known) {
    if (this.faulty) yield element("p", { class: "notice" }, this.#labels.say("fault"));
    if (!known.size) return;
    yield element("h2", {}, this.#labels.say("result"));
    const groups = Object.groupBy ? Object.groupBy(found, ({ state }) => state)
      : { yes: found.filter((one) => one.state === "yes"), open: found.filter((one) => one.state === "open") };
    for (const state of ["yes", "open"]) {
      if (groups[state]?.length) yield* this.#group(state, groups[state], known);
    }
    if (!groups.yes?.length && !groups.open?.length) {
      yield element("p", {}, this.#labels.say("none"), " ",
        element("a", { href: this.#box.dataset.advice }, this.#labels.say("advice")));
    }
    if (!groups.open?.length) yield* this.#nearest(known);
  }

  *#group(state, outcomes, known) {
    yield element("h3", {}, this.#labels.say(state));
    yield element("ul", {}, ...outcomes.map(({ route, asked, missing, undecided }) => {
      const deciding = [...asked].filter((question) => known.has(question)).sort((a, b) => a - b);
      const item = element("li", {}, this.#link(route));
      if (deciding.length) item.append(element("p", {}, `${this.#labels.say("decided")}: ${this.#names(deciding)}`));
      if (missing.length) item.append(element("p", {}, `${this.#labels.say("missing")}: ${this.#names(missing)}`));
      if (undecided) item.append(element("p", {}, this.#labels.say("lapsed")));
      return item;
    }));
  }

  *#nearest(known) {
    const near = nearest(this.#data.questions, this.#data.routes, known);
    if (!near.length) return;
    yield element("details", {}, element("summary", {}, this.#labels.say("nearest")), element("ul", {}, ...near.map(
      ({ route, question, answers }) => {
        const { name, answers: all, bands } = this.#data.questions[question];
        const words = answers.map((answer) => bands ? bands[answer] : all[answer][1]).slice(0, bands ? 1 : undefined);
        return element("li", {}, this.#link(route), ` – ${name}: ${words.join(" / ")}`);
      })));
  }

  *#summary(found) {
    if (!this.#given.size) return;
    const used = new Set(found.filter((one) => one.state !== "no").flatMap((one) => [...one.asked]));
    yield element("h2", {}, this.#labels.say("answers"));
    yield element("ul", {}, ...[...this.#given].sort(([a], [b]) => a - b).map(([question, given]) => {
      const { name, answers, steps } = this.#data.questions[question];
      const words = given === UNKNOWN ? this.#labels.say("unknown") : steps ? given : answers.find(([id]) => id === given)[1];
      const change = this.#button("change", () => { this.#at = question; this.#show(true); });
      change.setAttribute("aria-label", `${this.#labels.say("change")}: ${name}`);
      const item = element("li", {}, `${name}: ${words} `, change);
      if (used.size && !used.has(question)) item.append(" ", element("small", {}, this.#labels.say("unused")));
      return item;
    }));
    yield element("p", { class: "tool__buttons" }, this.#button("restart", () => {
      this.#given.clear(); this.#at = undefined; this.#keep(); this.#show(true);
    }));
  }
}

for (const box of document.querySelectorAll("[data-lotse-routes]")) new RoutesPage(box);
