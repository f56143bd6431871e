/**
 * The search page. Loads the Pagefind index of the page's language with the first question, not before.
 * Wants <div data-lotse-search data-bundle="…/pagefind/" data-label-…="…"> around a form with an input «q» and
 * <script data-words> with everyday words; with the titles of the list from A to Z they mend slips of the pen.
 */

import { Danger } from "./danger.js";
import { element, Labels } from "./dom.js";
import { mended } from "./finder-words.js";
import { wordsOf } from "./folding.js";

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

/** One hit as a list item: what kind of page it is (if known), its title as a link, the excerpt. */
function resultOf(page) {
  const link = element("a", { href: new URL(page.url, location.href).href }, page.meta.title);
  const kind = page.meta.kind ? [element("p", { class: "card__meta" }, page.meta.kind)] : [];
  return element("li", {}, element("h2", { dir: "auto" }, link), ...kind, excerptOf(page.excerpt));
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
      const address = new URL("pagefind.js", new URL(this.#box.dataset.bundle, document.baseURI));
      this.#index = import(address.href);
      this.#index.catch(() => { this.#index = null; });
    }
    return this.#index;
  }

  /** Shows the hits for `query`; an answer that a newer question has overtaken is dropped. */
  async #answer(query) {
    const asked = ++this.#asked;
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    this.#help.replaceChildren(...this.#danger.helpFor(query)); // before any answer, and without the index
    if (!query) return this.#show([], "");
    this.#status.textContent = this.#labels.say("loading");
    try {
      const { results } = await (await this.#loaded()).search(query);
      if (asked !== this.#asked) return;
      const message = results.length ? this.#labels.count("count", results.length, { query }) : this.#labels.say("none", { query });
      await this.#show(results, message);
      if (asked === this.#asked) this.#offer(query);
    } catch {
      if (asked === this.#asked) this.#show([], this.#labels.say("error"));
    }
  }

  /** Replaces list and status. */
  async #show(results, message) {
    this.#waiting = [...results];
    this.#list.replaceChildren();
    await this.#showMore(false);
    this.#status.textContent = message;
  }

  /** Asks whether other words were meant, if some look like slips and were not found as they are written. */
  #offer(query) {
    const words = JSON.parse(this.#box.querySelector("script[data-words]").textContent);
    const titles = [...document.querySelectorAll(".az__group a")].map((link) => link.textContent);
    const marked = [...this.#list.querySelectorAll("mark")].flatMap((mark) => wordsOf(mark.textContent));
    const meant = mended(query, [...words, ...titles], (word) => marked.some((one) => one.startsWith(word)));
    if (meant) this.#status.append(" ", element("a", { href: `?q=${encodeURIComponent(meant)}` }, this.#labels.say("meant", { query: meant })));
  }

  /** Adds the next hits; the focus goes to the first of them if the reader asked for more. */
  async #showMore(wasAskedFor) {
    const asked = this.#asked;
    const next = this.#waiting.splice(0, PAGE_SIZE);
    const pages = await Promise.all(next.map((result) => result.data()));
    if (asked !== this.#asked) return;
    const items = pages.map(resultOf);
    this.#list.append(...items);
    this.#more.hidden = this.#waiting.length === 0;
    if (wasAskedFor) items[0]?.querySelector("a").focus();
  }
}

document.querySelectorAll("[data-lotse-search]").forEach((box) => new Search(box));
