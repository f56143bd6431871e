/**
 * The finder: town or postcode, a topic in everyday words, for whom. It leads to `/orte/<place>/#<topic>`, where all
 * of it stands without this script, and shows that answer at once. The address of a result can be passed on:
 * `?ort=<place>&thema=<topic>&fuer=<audience>&lage=<entry>&branche=<sector>`; what isn't clear yet stands in `wo` and
 * `thema` as it was typed.
 * Wants <section data-lotse-finder> as hooks/lotse/templates/finder.html.jinja writes it. Stores nothing.
 */

import { Danger } from "./danger.js";
import { copyOf, element, Labels } from "./dom.js";
import { Places } from "./finder-places.js";
import { Topics } from "./finder-words.js";
import { withFirstOffice } from "./first-office.js";
import { fetched, Forms } from "./forms.js";
import { Signposts } from "./signposts.js";

/** What somebody asks: text as typed, or ids out of the address. */
function questionIn(address) {
  const given = new URL(address).searchParams;
  const text = (name) => (given.get(name) ?? "").slice(0, 120).trim();
  return {
    place: text("ort") || text("wo"), topic: text("thema"), audience: text("fuer"), entry: text("lage"), sector: text("branche"),
    isAsked: given.has("thema") || given.has("wo"),
  };
}

/** Whether a way or a gap is there for somebody before or after the entry (or either) and in a sector (or any). */
function fits({ dataset }, { entry, sector }) {
  const isInTime = !entry || !dataset.entry || dataset.entry === entry;
  return isInTime && (!sector || !dataset.sectors || dataset.sectors.split(" ").includes(sector));
}

/** Leaves of the line of an answer what fits the situation; a line that loses all its ways says so. */
function narrow(line, question, none) {
  const isAnswered = line.querySelector("[data-ways]") !== null;
  for (const part of line.querySelectorAll("[data-entry], [data-sectors]")) if (!fits(part, question)) part.remove();
  for (const ways of line.querySelectorAll("[data-ways]")) {
    if (!ways.querySelector("a")) ways.remove();
    const end = ways.lastElementChild.lastChild; // the text that leads to a next way, of which there is none now
    if (end.nodeType === Node.TEXT_NODE) end.textContent = end.textContent.replace(/\s*[;؛]\s*$/, "");
  }
  if (isAnswered && line.querySelectorAll("dd").length === 1) line.querySelector("dt").after(element("dd", {}, none));
}

class Finder {
  #box;
  #form;
  #labels;
  #places;
  #topics;
  #signposts = null;
  #titles = new Map(); // address of a question → its words
  #danger;
  #home;
  #data;
  #isReady = null;

  constructor(box) {
    const data = JSON.parse(box.querySelector("script[data-finder]").textContent);
    this.#box = box;
    this.#form = box.querySelector("form");
    this.#labels = new Labels(box);
    this.#places = new Places(data);
    this.#data = data;
    this.#topics = new Topics(data);
    this.#danger = new Danger(box);
    this.#home = new URL(box.dataset.home, location.href);
    this.#fill("finder-places", this.#places.names);
    this.#fill("finder-topics", this.#topics.names);
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    box.hidden = false;
  }

  #fill(id, names) {
    document.getElementById(id).replaceChildren(...names.map((value) => element("option", { value })));
  }

  #say(name, values) {
    return this.#labels.say(name, values);
  }

  /** Shows the question that stands in the address, and its answer if it was asked. */
  async open(question) {
    const fields = this.#form.elements;
    fields.ort.value = this.#places.get(question.place)?.name ?? question.place;
    fields.thema.value = this.#topics.get(question.topic)?.name ?? question.topic;
    const chosen = { fuer: question.audience, lage: question.entry, branche: question.sector };
    for (const [name, value] of Object.entries(chosen)) {
      fields[name].value = value;
      if (fields[name].selectedIndex < 0) fields[name].value = "";
    }
    this.#form.querySelector("details").open = Boolean(fields.lage.value || fields.branche.value);
    if (!question.isAsked) return;
    if (question.topic && !this.#topics.get(question.topic)) await this.#ready();
    this.#answer({ ...question, ...this.#chosen() });
  }

  /** What was chosen from lists; nothing means any. */
  #chosen() {
    const { fuer, lage, branche } = this.#form.elements;
    return { audience: fuer.value, entry: lage.value, sector: branche.value };
  }

  /** Forms of words come with the first question; without them the finder knows words by how they begin. */
  async #ready() {
    const known = fetched(new URL(this.#box.dataset.known, document.baseURI));
    this.#isReady ??= Promise.all([known, this.#posts()]).then(([words, posts]) => {
      const forms = new Forms(words);
      this.#topics = new Topics(this.#data, forms);
      this.#signposts = new Signposts(posts, forms, this.#data.silent);
      for (const [address, , , , , , , , parts] of words.pages ?? []) {
        for (const [anchor, title] of parts) this.#titles.set(`${address}#${anchor}`, title);
      }
    });
    return this.#isReady;
  }

  /** The signposts stand on the page of the search, which shares them; without a network there are none. */
  async #posts() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(new URL("suche/", this.#home))).text(), "text/html");
      return JSON.parse(page.querySelector("script[data-places]").textContent).signposts ?? [];
    } catch {
      return [];
    }
  }

  /** The topics that a text may mean. What names an occupation or a country and nothing else means what that leads to. */
  #topicsFor(text) {
    const post = this.#signposts?.find(text);
    const topic = post?.isAll && post.topic ? this.#topics.get(post.topic) : null;
    return topic ? [topic] : this.#topics.find(text);
  }

  /** The question that an occupation or a country in the text leads to, as a line of the answer, or nothing. */
  #guide(text) {
    const post = this.#signposts?.find(text);
    const address = post && [...this.#titles.keys()].find((known) => known.endsWith(post.address));
    if (!address) return [];
    const link = this.#link(post.address, this.#titles.get(address));
    return [element("p", { class: "finder__guide" }, this.#say("guided"), " ", link)];
  }

  async #submit() {
    await this.#ready();
    const { ort, thema } = this.#form.elements;
    const question = { place: ort.value.trim(), topic: thema.value.trim(), ...this.#chosen() };
    if (question.place || question.topic) location.assign(this.#address(question));
    else {
      this.#tell(this.#say("empty"));
      ort.focus();
    }
  }

  /** The address of a question: with ids where they are clear. A place that isn't clear must not travel as one. */
  #address({ place, topic, audience, entry, sector }) {
    const { places, as } = this.#places.find(place);
    const topics = topic && !this.#signposts?.find(topic) ? this.#topics.find(topic) : []; // else the word is to be seen again
    const address = new URL(location.pathname, location.href);
    if (places.length === 1 && as !== "near") address.searchParams.set("ort", places[0].id);
    else if (place) address.searchParams.set("wo", place);
    address.searchParams.set("thema", topics.length === 1 ? topics[0].id : topic);
    for (const [name, value] of Object.entries({ fuer: audience, lage: entry, branche: sector })) {
      if (value) address.searchParams.set(name, value);
    }
    return address.href;
  }

  /** Says something to all, or, where it stands in the heading anyway, to screen readers only. */
  #tell(text, isSeen = true) {
    const status = this.#box.querySelector("[data-status]");
    status.classList.toggle("visually-hidden", !isSeen);
    status.textContent = text;
  }

  /** Puts an answer on the page: help in danger before all else, a heading, and what follows. The first heading gets the focus. */
  #show(heading, ...parts) {
    const title = element("h3", { tabindex: "-1" }, heading);
    const help = this.#danger.helpFor(this.#form.elements.thema.value);
    const result = this.#box.querySelector("[data-result]");
    result.replaceChildren(...help, title, ...this.#guide(this.#form.elements.thema.value), ...parts);
    this.#tell(this.#say("found", { what: heading }), false);
    (help[0]?.querySelector("[tabindex]") ?? title).focus({ preventScroll: true });
    result.scrollIntoView();
  }

  #answer(question) {
    if (!question.place) return this.#answerTopic(question, null);
    const { places, as } = this.#places.find(question.place);
    if (places.length === 1 && as !== "near") return this.#answerTopic(question, places[0]);
    if (as === "near" || as === "outside") return this.#showOutside(question, places);
    return this.#show(this.#say(as === "postcode" ? "which-postcode" : "which-place", { place: question.place }), this.#placeChoices(question, places));
  }

  #answerTopic(question, place) {
    if (!question.topic) return this.#showPlace(place);
    const found = this.#topicsFor(question.topic);
    if (found.length === 1) return this.#showAnswer({ ...question, topic: found[0].id }, place, found[0]);
    return found.length ? this.#showTopicChoices(question, found) : this.#showUnknown(question, place);
  }

  #link(path, text, look = "") {
    return element("a", { href: new URL(path, this.#home).href, class: look || null }, text);
  }

  #choices(entries) {
    const items = entries.map(({ question, name }) => element("li", {}, element("a", { href: this.#address(question), class: "tag" }, name)));
    return element("ul", { class: "tags" }, ...items);
  }

  #placeChoices(question, places) {
    return this.#choices(places.map((place) => ({ question: { ...question, place: place.name }, name: place.name })));
  }

  #topicChoices(question, topics) {
    return this.#choices(topics.map((topic) => ({ question: { ...question, topic: topic.name }, name: topic.name })));
  }

  /** A place that the region doesn't have: what it may be instead, and who helps everywhere. */
  #showOutside(question, near) {
    const { place, audience } = question;
    const maybe = near.length ? [element("p", {}, this.#say("near-place")), this.#placeChoices(question, near)] : [];
    const topics = question.topic ? this.#topicsFor(question.topic) : [];
    const more = topics.length === 1 ? [element("p", {}, this.#link(`themen/${topics[0].id}/`, this.#say("everywhere-go", { topic: topics[0].name })))] : [];
    const all = element("p", {}, this.#link("orte/", this.#say("all-places")));
    const heading = /\p{Nd}{5}/u.test(place) ? "outside" : "unknown-place";
    this.#show(this.#say(heading, { place }), ...maybe, element("p", {}, this.#say("outside-text")), this.#afar(topics.length === 1 ? topics[0].id : null, audience), ...more, all);
  }

  /** The bodies that are there beyond the region: those for the topic, else those for any question; of these, for whom. */
  #afar(topic, audience) {
    const list = copyOf(this.#box.querySelector("template[data-afar]"));
    const items = [...list.querySelectorAll("li[data-for]")];
    const onTopic = items.filter((item) => topic && item.dataset.topics.split(" ").includes(topic));
    const found = onTopic.length ? onTopic : items.filter((item) => item.hasAttribute("data-resort"));
    const wanted = found.filter((item) => item.dataset.for.split(" ").includes(audience));
    const shown = new Set(wanted.length ? wanted : found);
    for (const item of items) if (!shown.has(item)) item.remove();
    return list;
  }

  #showPlace(place) {
    const go = this.#link(`orte/${place.id}/`, this.#say("beyond", { place: place.name }), "button");
    this.#show(this.#say("at-place", { place: place.name }), element("p", {}, go));
  }

  #showTopicChoices(question, topics) {
    this.#show(this.#say("which-topic", { topic: question.topic }), this.#topicChoices(question, topics));
  }

  #showUnknown(question, place) {
    const all = this.#topics.names.map((name) => ({ name }));
    const go = place
      ? this.#link(`orte/${place.id}/`, this.#say("beyond", { place: place.name }))
      : this.#link("themen/", this.#say("all-topics"));
    this.#show(this.#say("unknown-topic", { topic: question.topic }), element("p", {}, this.#say("unknown-topic-text")),
      this.#topicChoices(question, all), element("p", {}, go));
  }

  #showAnswer(question, place, topic) {
    if (!place) {
      const go = this.#link(`themen/${topic.id}/`, this.#say("everywhere-go", { topic: topic.name }), "button");
      return this.#show(this.#say("everywhere", { topic: topic.name }), element("p", {}, go));
    }
    const names = { place: place.name, topic: topic.name };
    const path = `orte/${place.id}/?ort=${place.id}#${topic.id}`;
    const sheet = this.#link(`themen/${topic.id}/uebergabe/?ort=${place.id}`, this.#say("sheet"), "button button--quiet");
    const preview = element("div", { class: "answer" });
    this.#show(this.#say("here", names), preview, element("p", { class: "actions" }, this.#link(path, this.#say("go", names), "button"), " ", sheet));
    return this.#preview(preview, new URL(path, this.#home), question);
  }

  /** The answer as it stands on the page of the place. Without a network the link alone must do. */
  async #preview(box, address, question) {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
      const answer = document.importNode(page.getElementById(question.topic).querySelector("dl"), true);
      const lines = [...answer.children];
      const wanted = lines.filter((line) => line.dataset.for.split(" ").includes(question.audience));
      if (wanted.length) answer.replaceChildren(...wanted);
      for (const line of answer.children) narrow(line, question, this.#say("none-here"));
      for (const link of answer.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
      const cards = await Promise.all([...answer.children].map((line) => withFirstOffice(line, question.topic, this.#labels)));
      box.replaceChildren(answer, ...(cards.some(Boolean) ? [element("p", { class: "answer__rule" }, this.#say("rule"))] : []));
    } catch {
      box.remove();
    }
  }
}

document.querySelectorAll("[data-lotse-finder]").forEach((box) => new Finder(box).open(questionIn(location.href)));
