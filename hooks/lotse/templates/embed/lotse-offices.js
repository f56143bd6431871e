// <lotse-offices topic="…" place="…" lang="…"><a href="…">…</a></lotse-offices> for the pages of partners;
// with `town` in place of `place` for one municipality.
// Shows the offices in place of the link; where that fails the link stays. Stores nothing, reports nothing.
const HOME = new URL("./", import.meta.url);
const NAME = /^[a-z0-9]+(-[a-zA-Z0-9]+)*$/;
const STYLE = `
:host { display: block; color: var(--lotse-text, inherit); background: var(--lotse-background, transparent); font: inherit; }
a { color: var(--lotse-link, LinkText); } a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
ul { padding-inline-start: 1.25em; }`;

class LotseOffices extends HTMLElement {
  static observedAttributes = ["topic", "place", "town", "lang"];

  attributeChangedCallback() {
    if (this.isConnected) this.show();
  }

  connectedCallback() {
    this.show();
  }

  /** The page that has the offices; null when a word is none that an address may hold. */
  get address() {
    const [topic, town] = [this.getAttribute("topic"), this.getAttribute("town")];
    const where = town ? ["places", town] : [topic, this.getAttribute("place") || "all"];
    const parts = [this.lang || document.documentElement.lang || "de", ...where];
    if (![topic, ...parts].every((part) => part && NAME.test(part))) return null;
    return new URL(`${parts.join("/")}.html${town ? `#${topic}` : ""}`, HOME);
  }

  async show() {
    const address = this.address;
    const piece = address && (await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => null));
    if (!piece?.ok || this.address?.href !== address.href) return void piece?.body?.cancel();
    const page = new DOMParser().parseFromString(await piece.text(), "text/html");
    const section = (address.hash ? page.getElementById(address.hash.slice(1)) : page)?.querySelector(".lotse-offices");
    if (!section) return;
    const place = address.hash && page.querySelector("h1"); // a piece of a municipality's page doesn't name it
    if (place) section.querySelector(".lotse-offices__heading").append(" – ", ...place.childNodes);
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = STYLE;
    root.replaceChildren(style, section);
  }
}

customElements.define("lotse-offices", LotseOffices);
