/**
 * A checklist to work through: states, notes, filter, days; remembered only when asked.
 * Wants <div data-lotse-checklist="id"> as hooks/lotse/templates/checklist.html.jinja writes it, with two
 * <template>s for its controls. Without this script the list is complete and can be printed.
 */

import { calendar } from "./calendar.js";
import { emptyState, isTouched, merged, packed, readState, StateFault, unpacked, written } from "./checklist-state.js";
import { isDay, shifted, spanInWords, today } from "./days.js";
import { answersIn, applies, ask, choicesIn, copyOf, element, Labels, offerFile } from "./dom.js";
import { askBeforeLeaving } from "./leaving.js";
import { forget, remember, remembered, whenChangedElsewhere } from "./storage.js";

const MARK = "#zustand=";
const FINISHED = ["done", "not-needed"];

/** One item on the page, with its controls. */
class Row {
  #li;
  #tick;
  #radios;
  #note;
  #labels;
  #days = element("span", { class: "tag tag--day" });

  constructor(li, template, labels, whenChanged) {
    this.#li = li;
    this.#labels = labels;
    this.id = li.dataset.item;
    this.version = li.dataset.version;
    this.who = li.dataset.who;
    this.when = JSON.parse(li.dataset.when || "{}");
    const body = li.querySelector(".checklist__body");
    this.text = body.querySelector(".checklist__text").textContent.trim();
    const controls = copyOf(template);
    body.querySelector("details").append(...controls.querySelectorAll("[data-more]"));
    body.append(controls);
    this.#tick = li.querySelector(".checklist__tick");
    this.#radios = [...body.querySelectorAll("input[type=radio]")];
    this.#note = body.querySelector("textarea");
    this.#nameControls(body);
    const entered = () => { this.#show(); whenChanged(); };
    this.#tick.addEventListener("input", () => { this.#choose(this.#tick.checked ? "done" : "open"); entered(); });
    for (const control of [...this.#radios, this.#note]) control.addEventListener("input", entered);
  }

  /** The item's own text is the name of its controls. */
  #nameControls(body) {
    const text = body.querySelector(".checklist__text").id;
    body.querySelector("fieldset").setAttribute("aria-labelledby", text);
    this.#note.setAttribute("aria-describedby", text);
    for (const radio of this.#radios) radio.name = `stand-${this.id}`;
  }

  get state() {
    return this.#radios.find((radio) => radio.checked).value;
  }

  #choose(state) {
    for (const radio of this.#radios) radio.checked = radio.value === state;
  }

  get note() {
    return this.#note.value;
  }

  /** Takes over what was entered before. */
  fill({ state, note }) {
    this.#choose(state);
    this.#note.value = note;
    if (note !== "") this.#note.closest("details").open = true;
    this.#show();
  }

  /** State and note as the eye, the printer and the style sheet want them. */
  #show() {
    const part = (name) => this.#li.querySelector(`[data-${name}]`);
    this.#li.dataset.state = this.state;
    this.#tick.checked = this.state === "done";
    this.#tick.indeterminate = !["open", "done"].includes(this.state);
    const chosen = this.#radios.find((radio) => radio.checked);
    part("state-words").textContent = this.state === "open" ? "" : chosen.parentElement.textContent.trim();
    part("note-printed").textContent = this.note;
    part("note-mark").textContent = this.note.trim() ? ` ${this.#labels.say("note-present")}` : "";
  }

  /** First and last day when the item is due, if the day that it counts from is known. */
  due(dates) {
    const { dueEvent, dueFrom, dueTo } = this.#li.dataset;
    const day = dates.get(dueEvent);
    return day ? { first: shifted(day, Number(dueFrom)), last: shifted(day, Number(dueTo)) } : null;
  }

  showDue(dates) {
    const due = this.due(dates);
    this.#days.remove();
    if (!due) return;
    this.#days.textContent = spanInWords(due.first, due.last, this.#labels.language);
    this.#li.querySelector(".checklist__marks").append(" ", this.#days);
  }

  /** The event that its days count from. */
  get event() {
    return this.#li.dataset.dueEvent;
  }

  get isHidden() {
    return this.#li.hidden;
  }

  set isHidden(hidden) {
    this.#li.hidden = hidden;
  }
}

class Checklist {
  #box;
  #labels;
  #list;
  #rows;
  #state;
  #message;
  #isKept = false;
  #isUnsaved = false; // whether something was entered since it was last kept, exported or put into a link

  constructor(box) {
    this.#box = box;
    this.#labels = new Labels(box);
    this.#list = box.dataset.lotseChecklist;
    this.#state = emptyState(this.#list);
    const template = box.querySelector("template[data-item-tools]");
    const entered = () => this.#entered();
    this.#rows = [...box.querySelectorAll("[data-item]")].map((li) => new Row(li, template, this.#labels, entered));
    box.prepend(copyOf(box.querySelector("template[data-tools]")));
    this.#message = this.#part("message");
    box.classList.add("is-live");
    this.#listen();
    this.#open();
    askBeforeLeaving(() => this.#isUnsaved && !this.#isKept && isTouched(this.#state));
  }

  #part(name) {
    return this.#box.querySelector(`[data-${name}]`);
  }

  get #storageName() {
    return `checklist:${this.#list}`;
  }

  // ---- what the person does

  #listen() {
    const on = (name, type, act) => this.#part(name)?.addEventListener(type, act);
    const forms = ["filter", "dates"].map((name) => this.#part(name)).filter(Boolean);
    for (const form of forms) form.addEventListener("submit", (event) => event.preventDefault());
    on("filter", "change", () => this.#entered());
    on("dates", "change", () => this.#entered());
    on("keep", "change", (event) => this.#setKept(event.target.checked));
    on("export", "click", () => this.#export());
    on("import", "change", (event) => this.#import(event.target));
    on("link", "click", () => this.#makeLink());
    on("copy", "click", () => this.#copyLink());
    on("delete", "click", () => this.#delete());
    on("calendar", "click", () => this.#makeCalendar());
    on("print", "click", () => print());
    addEventListener("hashchange", () => { if (location.hash.startsWith(MARK)) this.#open(); });
    whenChangedElsewhere(this.#storageName, (text) => { if (this.#isKept) this.#follow(text); });
  }

  /** Something was entered: shows what follows from it, and keeps it if that was asked for. */
  #entered() {
    this.#state = this.#collected();
    this.#isUnsaved = true;
    this.#refresh();
    this.#part("link-part").hidden = true;
    this.#save();
  }

  /** The state as it stands on the page. */
  #collected() {
    const items = this.#rows.map(({ id, version, state, note, text }) => [id, { version, state, note, text }]);
    const inputs = [...this.#box.querySelectorAll("input[data-event]")];
    const shown = [...this.#box.querySelectorAll("select[data-facet]")].map((select) => select.dataset.facet);
    const others = [...this.#state.choices].filter(([facet]) => !shown.includes(facet));
    const filter = this.#part("filter");
    return {
      ...this.#state,
      items: new Map(items),
      dates: new Map(inputs.filter((input) => isDay(input.value)).map((input) => [input.dataset.event, input.value])),
      choices: new Map([...others, ...(filter ? choicesIn(filter) : [])]),
    };
  }

  // ---- showing

  /** Puts a state on the page, brought to the list as it is now, and says what is different. */
  #fill(state) {
    const change = merged(state, this.#rows);
    this.#state = change.state;
    for (const row of this.#rows) row.fill(this.#state.items.get(row.id));
    for (const select of this.#box.querySelectorAll("select[data-facet]")) {
      select.value = this.#state.choices.get(select.dataset.facet) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    for (const input of this.#box.querySelectorAll("input[data-event]")) {
      input.value = this.#state.dates.get(input.dataset.event) ?? "";
    }
    this.#refresh();
    this.#tellChange(change);
  }

  /** Filter, days and progress after any change. */
  #refresh() {
    const filter = this.#part("filter");
    const choices = filter ? choicesIn(filter) : new Map();
    const who = this.#part("filter-who")?.value ?? "";
    const fitting = this.#rows.filter((row) => applies(row.when, choices));
    for (const row of this.#rows) {
      row.isHidden = !fitting.includes(row) || (who !== "" && row.who !== who);
      row.showDue(this.#state.dates);
    }
    for (const section of this.#box.querySelectorAll(".checklist-section")) {
      section.hidden = !section.querySelector("[data-item]:not([hidden])");
    }
    this.#tellHidden();
    this.#tellProgress(fitting);
  }

  #tellHidden() {
    const part = this.#part("filter-text");
    const count = this.#rows.filter((row) => row.isHidden).length;
    if (part) setText(part, count ? this.#labels.count("hidden", count) : this.#labels.say("none-hidden"));
  }

  #tellProgress(rows) {
    const done = rows.filter((row) => FINISHED.includes(row.state)).length;
    const waiting = rows.filter((row) => row.state === "waiting").length;
    const bar = this.#part("progress");
    bar.max = Math.max(1, rows.length);
    bar.value = done;
    const words = this.#labels.say("progress", { done, count: rows.length, waiting });
    setText(this.#part("progress-text"), words);
    const filter = this.#part("filter");
    const onPaper = [...(filter ? answersIn(filter) : []), words];
    this.#part("case").replaceChildren(...onPaper.map((line) => element("li", {}, line)));
  }

  /** A short message; `tone` is info or warning. */
  #tell(text, tone = "info", ...more) {
    this.#message.replaceChildren(element("div", { class: `notice notice--${tone}` }, element("p", {}, text), ...more));
  }

  /** Lists exactly what is new, changed and gone since the state was made. */
  #tellChange({ fresh, changed, gone }) {
    this.#part("changes").replaceChildren();
    if (!fresh.length && !changed.length && !gone.length) return;
    const left = gone.map(({ text, note }) => (note ? `${text} – ${this.#labels.say("gone-kept")} ${note}` : text));
    const parts = [["fresh", fresh], ["changed", changed], ["gone", left]].filter(([, texts]) => texts.length);
    const close = element("button", { type: "button", class: "button--quiet" }, this.#labels.say("understood"));
    const lists = parts.flatMap(([name, texts]) => [
      element("p", { class: "notice__title" }, this.#labels.say(name)),
      element("ul", { "data-change": name }, ...texts.map((text) => element("li", {}, text))),
    ]);
    const notice = element("div", { class: "notice notice--warning" },
      element("p", {}, this.#labels.say("changed-since")), ...lists, element("p", { class: "tool__buttons" }, close));
    close.addEventListener("click", () => { notice.remove(); this.#save(); this.#focusTools(); });
    this.#part("changes").append(notice);
  }

  #focusTools() {
    this.#box.querySelector("summary, button")?.focus();
  }

  #tellFault(kind, fault) {
    if (!(fault instanceof StateFault)) throw fault;
    const reason = this.#labels.say(`fault-${fault.reason}`, { list: fault.list });
    this.#tell(`${this.#labels.say(`fault-${kind}`)} ${reason}`, "warning");
  }

  // ---- opening: from a link, else what is remembered, else nothing

  #open() {
    this.#message.replaceChildren();
    this.#setTick(false);
    if (!location.hash.startsWith(MARK)) return this.#openKept();
    try {
      const state = unpacked(location.hash.slice(MARK.length), this.#list);
      this.#tell(this.#labels.say("from-link"), "info", ...this.#offerKept());
      return this.#fill(state);
    } catch (fault) {
      this.#openKept();
      return this.#tellFault("link", fault);
    }
  }

  /** If something is remembered: that it stays as it is, and a button that shows it. */
  #offerKept() {
    if (remembered(this.#storageName) === null) return [];
    const button = element("button", { type: "button", class: "button--quiet" }, this.#labels.say("show-kept"));
    button.addEventListener("click", () => { this.#dropHash(); this.#open(); this.#focusTools(); });
    return [element("p", {}, this.#labels.say("kept-differs")), element("p", { class: "tool__buttons" }, button)];
  }

  #openKept() {
    const text = remembered(this.#storageName);
    if (text === null) return this.#fill(emptyState(this.#list));
    return this.#follow(text);
  }

  /** Shows what is remembered; what cannot be read is left where it is. */
  #follow(text) {
    try {
      const state = text === null ? emptyState(this.#list) : readState(text, this.#list);
      this.#setTick(text !== null);
      this.#fill(state);
    } catch (fault) {
      if (!(fault instanceof StateFault)) throw fault;
      this.#setTick(false);
      this.#fill(emptyState(this.#list));
      this.#tell(this.#labels.say("storage-broken"), "warning");
    }
  }

  #dropHash() {
    if (location.hash.startsWith(MARK)) history.replaceState(history.state, "", location.pathname + location.search);
  }

  // ---- remembering

  #setTick(isKept) {
    this.#isKept = isKept;
    this.#part("keep").checked = isKept;
  }

  #save() {
    if (!this.#isKept || remember(this.#storageName, written(this.#state))) return;
    this.#setTick(false);
    this.#tell(this.#labels.say("storage-failed"), "warning");
  }

  /** The box was ticked or unticked: neither overwrites nor deletes anything without a question. */
  async #setKept(isWanted) {
    const exists = remembered(this.#storageName) !== null;
    const question = isWanted ? "overwrite" : "forget";
    if (exists && !(await this.#ask(question, isWanted ? "do-replace" : "do-forget"))) return this.#setTick(!isWanted);
    this.#setTick(isWanted);
    if (!isWanted) {
      forget(this.#storageName);
      return this.#tell(this.#labels.say("deleted"));
    }
    this.#dropHash();
    this.#tell(this.#labels.say("kept"));
    return this.#save();
  }

  async #delete() {
    if (!(await this.#ask("delete", "do-forget"))) return;
    forget(this.#storageName);
    this.#dropHash();
    this.#setTick(false);
    this.#message.replaceChildren();
    this.#fill(emptyState(this.#list));
    this.#part("link-part").hidden = true;
    this.#tell(this.#labels.say("deleted"));
  }

  #ask(question, agree) {
    return ask(this.#labels.say(`ask-${question}`), this.#labels.say(agree), this.#labels.say("cancel"));
  }

  // ---- files and links

  #export() {
    offerFile(`checkliste-${this.#list}-${today()}.json`, "application/json", written(this.#collected()));
    this.#isUnsaved = false;
  }

  async #import(input) {
    const [file] = input.files;
    if (!file) return;
    try {
      if (file.size > 2_000_000) throw new StateFault("large");
      const state = readState(await file.text(), this.#list);
      if (isTouched(this.#state) && !(await this.#ask("replace", "do-replace"))) return;
      this.#dropHash();
      this.#tell(this.#labels.say("imported"));
      this.#fill(state);
      this.#save();
    } catch (fault) {
      this.#tellFault("file", fault);
    } finally {
      input.value = "";
    }
  }

  #makeLink() {
    const address = new URL(location.href);
    address.hash = MARK + packed(this.#collected());
    this.#isUnsaved = false;
    this.#part("link-address").value = address.href;
    this.#part("link-part").hidden = false;
    this.#part("link-address").focus();
    this.#part("link-address").select();
    this.#tell(this.#labels.say("link-ready"));
  }

  async #copyLink() {
    const field = this.#part("link-address");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.#tell(this.#labels.say("copied"));
    } catch {
      field.focus(); // it is selected: the person copies it
    }
  }

  /** The open items that have a day, as a calendar file. */
  #makeCalendar() {
    const page = location.href.split("#")[0];
    const open = this.#rows.filter((row) => !row.isHidden && !FINISHED.includes(row.state));
    const rows = open.filter((row) => row.due(this.#state.dates));
    const events = rows.map((row) => ({
      id: `${row.id}-${this.#state.dates.get(row.event)}`, title: row.text, ...row.due(this.#state.dates),
      note: row.note, address: `${page}#${row.id}`,
    }));
    if (!events.length) return this.#tell(this.#labels.say("no-dates"), "warning");
    const text = calendar(events, { name: this.#box.dataset.name, stamp: today(), host: location.hostname });
    offerFile(`${this.#list}.ics`, "text/calendar", text);
    return this.#tell(this.#labels.count("calendar-ready", events.length));
  }
}

/** Changes a text only if it differs, so that screen readers speak only about changes. */
function setText(part, text) {
  if (part.textContent !== text) part.textContent = text;
}

document.querySelectorAll("[data-lotse-checklist]").forEach((box) => new Checklist(box));
