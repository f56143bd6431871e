/**
 * The search page. Loads the Pagefind index of the page's language with the first question, not before.
 * Wants <div data-lotse-search data-bundle="…/pagefind/" data-label-…="…"> around a form with an input «q».
 */

const PAGE_SIZE = 10;
const PAUSE_IN_TYPING = 300; // milliseconds
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&nbsp;": " ", "&amp;": "&" };

/** A new element with text in it; text never becomes markup. */
function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** Pagefind escapes the text of an excerpt; this gives it back as plain text. */
function unescaped(text) {
  return text.replace(/&(?:lt|gt|quot|#39|#x27|nbsp|amp);/g, (entity) => ENTITIES[entity]);
}

/** The excerpt as a paragraph in which only the found words are elements: <mark>. */
function excerptOf(html) {
  const paragraph = element("p", "search-results__excerpt");
  html.split(/<mark>(.*?)<\/mark>/s).forEach((part, position) => {
    const text = unescaped(part);
    paragraph.append(position % 2 ? element("mark", "", text) : text);
  });
  return paragraph;
}

/** One hit as a list item: what kind of page it is (if known), its title as a link, the excerpt. */
function resultOf(page) {
  const item = element("li");
  const link = element("a", "", page.meta.title);
  const title = element("h2");
  link.href = new URL(page.url, location.href).href;
  title.dir = "auto";
  title.append(link);
  item.append(title);
  if (page.meta.kind) item.append(element("p", "card__meta", page.meta.kind));
  item.append(excerptOf(page.excerpt));
  return item;
}

class Search {
  #box;
  #form;
  #input;
  #status = element("p", "search-status");
  #list = element("ol", "search-results");
  #more = element("button", "button--quiet");
  #index = null;
  #asked = 0;
  #waiting = [];

  constructor(box) {
    this.#box = box;
    this.#form = box.querySelector("form");
    this.#input = this.#form.elements.q;
    this.#status.setAttribute("role", "status");
    this.#more.type = "button";
    this.#more.textContent = this.#label("more");
    this.#more.hidden = true;
    box.append(this.#status, this.#list, this.#more);
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

  /** The interface text `data-label-<name>` of the box; `{count}` and `{query}` filled in. */
  #label(name, values = {}) {
    const text = this.#box.getAttribute(`data-label-${name}`) ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** «3 results for …» in the plural form of the page's language. */
  #countLabel(count, query) {
    const language = document.documentElement.lang;
    const form = new Intl.PluralRules(language).select(count);
    const name = this.#box.hasAttribute(`data-label-count-${form}`) ? `count-${form}` : "count-other";
    return this.#label(name, { count: new Intl.NumberFormat(language).format(count), query });
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
    if (!query) return this.#show([], "");
    this.#status.textContent = this.#label("loading");
    try {
      const { results } = await (await this.#loaded()).search(query);
      if (asked !== this.#asked) return;
      const message = results.length ? this.#countLabel(results.length, query) : this.#label("none", { query });
      await this.#show(results, message);
    } catch {
      if (asked === this.#asked) this.#show([], this.#label("error"));
    }
  }

  /** Replaces list and status. */
  async #show(results, message) {
    this.#waiting = [...results];
    this.#list.replaceChildren();
    await this.#showMore(false);
    this.#status.textContent = message;
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
