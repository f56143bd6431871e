/**
 * The search page. Fetches what is known of pages and questions with the first question, not before; Pagefind's index
 * of the full text only if that is too little.
 * Wants <div data-lotse-search data-bundle="…/pagefind/" data-label-…="…"> around a form with an input «q» and
 * <script data-places> with places and silent words. With «?bereich=mitmachen» it searches the pages for editors.
 */

import { Danger } from "./danger.js";
import { element, Labels } from "./dom.js";
import { Places } from "./finder-places.js";
import { mended } from "./finder-words.js";
import { wordsOf, writtenWords } from "./folding.js";
import { fetched, Forms } from "./forms.js";
import { Hits } from "./hits.js";
import { answers } from "./search-answers.js";

const EDITORS = "mitmachen";
const FEW = 3; // hits; with fewer the full text is asked too
const PAGE_SIZE = 10;
const PAUSE_IN_TYPING = 300; // milliseconds
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&nbsp;": " ", "&amp;": "&" };

/** Pagefind escapes the text of an excerpt; this gives it back as plain text. */
function unescaped(text) {
  return text.replace(/&(?:lt|gt|quot|#39|#x27|nbsp|amp);/g, (entity) => ENTITIES[entity]);
}

/** The excerpt as a paragraph in which only the found words are elements: <mark>. */
function excerptOf(html) {
  const paragraph = element("p", { class: "search-results__excerpt" });
  html.split(/<mark>(.*?)<\/mark>/s).forEach((part, position) => {
    const text = unescaped(part);
    paragraph.append(position % 2 ? element("mark", {}, text) : text);
  });
  return paragraph;
}

/** A sentence of a page with the words that were asked for as elements: <mark>. */
function sentenceOf(text, isAsked) {
  const parts = text.split(/([\p{L}\p{M}\p{N}]+)/u);
  return element("p", { class: "search-results__excerpt", dir: "auto" }, ...parts.map((part, at) => (at % 2 && isAsked(part) ? element("mark", {}, part) : part)));
}

/** One hit as a list item: its title as a link, what it is and where it stands (if known), the excerpt. */
function resultOf({ href, title, above, excerpt }) {
  const kind = above ? [element("p", { class: "card__meta", dir: "auto" }, above)] : [];
  return element("li", {}, element("h2", { dir: "auto" }, element("a", { href }, title)), ...kind, ...(excerpt ? [excerpt] : []));
}

/** A page of the full text, with the part of it where the words stand. */
function pageOf(page) {
  const part = page.sub_results?.find(({ url }) => url.includes("#"));
  const href = new URL(part?.url ?? page.url, location.href).href;
  return { href, title: part?.title ?? page.meta.title, above: part ? page.meta.title : "", excerpt: excerptOf((part ?? page).excerpt) };
}

class Search {
  #box;
  #labels;
  #form;
  #input;
  #danger;
  #help = element("div", { role: "status" });
  #status = element("p", { class: "search-status", role: "status" });
  #list = element("ol", { class: "search-results" });
  #more = element("button", { class: "button--quiet", type: "button", hidden: true });
  #index = null;
  #known = null;
  #isForEditors = new URLSearchParams(location.search).get("bereich") === EDITORS;
  #asked = 0;
  #waiting = [];

  constructor(box) {
    this.#box = box;
    this.#labels = new Labels(box);
    this.#form = box.querySelector("form");
    this.#input = this.#form.elements.q;
    this.#more.textContent = this.#labels.say("more");
    this.#danger = new Danger(box);
    box.append(this.#help, this.#status, this.#list, this.#more);
    if (this.#isForEditors) {
      this.#form.append(element("input", { type: "hidden", name: "bereich", value: EDITORS }));
      this.#form.before(element("p", { class: "notice notice--info" }, this.#labels.say("editors")));
    }
    this.#listen();
  }

  /** Answers typing after a pause, the form at once, and the question in the address when the page is opened. */
  #listen() {
    let timer = 0;
    const ask = () => { clearTimeout(timer); this.#answer(this.#input.value.trim()); };
    this.#input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_IN_TYPING); });
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
    this.#more.addEventListener("click", () => this.#showMore(true));
    this.#input.value = new URLSearchParams(location.search).get("q") ?? this.#input.value;
    if (this.#input.value.trim()) ask();
  }

  /** Pagefind's interface; loaded once, asked for again after a failure. */
  async #loaded() {
    if (!this.#index) {
      this.#index = import(new URL("pagefind.js", this.#bundle).href);
      this.#index.catch(() => { this.#index = null; });
    }
    return this.#index;
  }

  get #bundle() {
    return new URL(this.#box.dataset.bundle, document.baseURI);
  }

  /** What is known of pages, questions and places; fetched once. */
  async #knowledge() {
    this.#known ??= fetched(new URL(`known.${this.#labels.language}${this.#isForEditors ? ".editors" : ""}.json`, this.#bundle)).then((data) => {
      const given = JSON.parse(this.#box.querySelector("script[data-places]")?.textContent ?? "{}");
      const forms = new Forms(data);
      const hits = new Hits(data, forms, given.silent);
      hits.setSignposts(given.signposts ?? []);
      const places = new Places({ territories: [], places: [], companies: {}, ...(this.#isForEditors ? {} : given) });
      const phrases = (data.pages ?? []).flatMap(([, title, , , words]) => [title, ...words]);
      return { forms, hits, places, phrases };
    });
    return this.#known;
  }

  /** Shows the hits for `query`; an answer that a newer question has overtaken is dropped. */
  async #answer(query) {
    const asked = ++this.#asked;
    this.#remember(query);
    this.#help.replaceChildren(...this.#danger.helpFor(query)); // before any answer, and without the index
    if (!query) return this.#show([], "");
    this.#status.textContent = this.#labels.say("loading");
    try {
      const known = await this.#knowledge();
      const own = answers(query, known.hits, known.places, (topic, place) => this.#labels.say("here", { topic, place }));
      const needsMore = own.length < FEW;
      const text = needsMore && !this.#isForEditors ? await this.#fullText(query, known) : [];
      if (asked !== this.#asked) return;
      await this.#present(query, own, text, known);
    } catch {
      if (asked === this.#asked) this.#show([], this.#labels.say("error"));
    }
  }

  /** The address tells the question, and nothing else of it is lost. */
  #remember(query) {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }

  async #present(query, own, text, known) {
    const home = new URL("..", this.#bundle);
    const isAsked = this.#askedIn(query, known.forms);
    const shown = own.map((hit) => ({ ...hit, href: new URL(hit.address, home).href, excerpt: hit.excerpt ? sentenceOf(hit.excerpt, isAsked) : null }));
    const addresses = new Set(shown.map(({ href }) => href));
    const rest = text.filter(({ href }) => !addresses.has(href));
    const all = [...shown, ...rest];
    const message = all.length ? this.#labels.count("count", all.length, { query }) : this.#labels.say("none", { query });
    await this.#show(all, message);
    this.#offer(query, known);
  }

  /** Whether a written word is, in any form, one of the question. */
  #askedIn(query, forms) {
    const asked = new Set(wordsOf(query).flatMap((word) => [word, forms.normal(word)]));
    return (word) => wordsOf(word).some((one) => asked.has(one) || asked.has(forms.normal(one)));
  }

  /** Pages of the full text: with all words, else with the most that are found together. */
  async #fullText(query, { hits }) {
    const pagefind = await this.#loaded();
    const words = writtenWords(query);
    const byRarity = [...words].sort((one, other) => Number(hits.knows(wordsOf(other)[0] ?? "")) - Number(hits.knows(wordsOf(one)[0] ?? "")));
    for (let count = words.length; count > 0; count -= 1) {
      const kept = byRarity.slice(0, count);
      const { results } = await pagefind.search(words.filter((word) => kept.includes(word)).join(" "));
      if (results.length) return Promise.all(results.slice(0, PAGE_SIZE).map(async (result) => pageOf(await result.data())));
    }
    return [];
  }

  /** Replaces list and status. */
  #show(results, message) {
    this.#waiting = [...results];
    this.#list.replaceChildren();
    this.#showMore(false);
    this.#status.textContent = message;
  }

  /** Asks whether other words were meant, if some look like slips and nothing is known by them as they are written. */
  #offer(query, { hits, phrases }) {
    const meant = mended(query, phrases, (word) => hits.knows(word));
    if (meant) this.#status.append(" ", element("a", { href: `?q=${encodeURIComponent(meant)}` }, this.#labels.say("meant", { query: meant })));
  }

  /** Adds the next hits; the focus goes to the first of them if the reader asked for more. */
  #showMore(wasAskedFor) {
    const items = this.#waiting.splice(0, PAGE_SIZE).map(resultOf);
    this.#list.append(...items);
    this.#more.hidden = this.#waiting.length === 0;
    if (wasAskedFor) items[0]?.querySelector("a").focus();
  }
}

document.querySelectorAll("[data-lotse-search]").forEach((box) => new Search(box));
