/**
 * The office to begin with: of those that an answer names, one as a card with what it does and how to reach it.
 * Whoever is responsible comes before whoever advises, whoever can be reached before others; the order of the page of
 * the place (by the alphabet) decides the rest. All of it is read from pages of this site, which show what is cleared.
 */

import { element } from "./dom.js";

const MOST = 6; // offices that are looked at
const ORDER = ["r", "a"]; // responsible, then advice; planned ones are nobody to begin with
const pages = new Map(); // address → the page, asked for once

function pageAt(address) {
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : "")).then((text) => new DOMParser().parseFromString(text, "text/html")));
  }
  return pages.get(address);
}

/** How one gets to somebody: 0 by phone or mail, 1 by a website, 2 by an address, 3 not at all. */
function distanceTo(page) {
  if (page.querySelector("[data-contact-ways] :is(a[href^='tel:'], a[href^='mailto:'])")) return 0;
  if (page.querySelector("[data-website]")) return 1;
  return page.querySelector("[data-contact-ways]") ? 2 : 3;
}

/** A copy of a part of a page, with its links as they lead from there and without what only that page needs. */
function copied(part, address) {
  const copy = document.importNode(part, true);
  for (const marked of [copy, ...copy.querySelectorAll("[id]")]) marked.removeAttribute("id");
  for (const gone of copy.querySelectorAll("details, .source, script, template")) gone.remove();
  for (const heading of copy.querySelectorAll("h3")) heading.replaceWith(element("strong", {}, ...heading.childNodes));
  for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address).href;
  return copy;
}

/** What an office offers on a topic: the names of its offers, and of the first what it is. */
function offersOn(page, topic, address) {
  const offers = [...page.querySelectorAll("article.offer")].filter((offer) => offer.querySelector(`.tags a[href$='themen/${topic}/']`));
  const names = offers.map((offer) => element("li", {}, ...copied(offer.querySelector("h3"), address).childNodes));
  const text = offers[0]?.querySelector(":scope > p:not(.badges)");
  return [...(names.length ? [element("ul", { class: "first-office__offers" }, ...names)] : []), ...(text ? [copied(text, address)] : [])];
}

function waysTo(page, address, labels) {
  const website = page.querySelector("[data-website]");
  const ways = page.querySelector("[data-contact-ways]");
  const parts = [...(ways ? [copied(ways, address)] : []), ...(website ? [element("p", {}, copied(website, address))] : [])];
  return parts.length ? parts : [element("p", { class: "empty" }, labels.say("no-way"))];
}

/**
 * Puts the card before the ways of an answer's line and takes its office out of them; whether there is one.
 * `line`: a <div> of hooks/lotse/templates/answers.html.jinja whose links are whole addresses.
 */
export async function withFirstOffice(line, topic, labels) {
  const found = ORDER.flatMap((role) => [...line.querySelectorAll(`[data-ways="${role}"] a[href]`)].map((link) => ({ link, role })));
  const looked = await Promise.all(found.slice(0, MOST).map(async (one) => {
    const page = await pageAt(one.link.href);
    return { ...one, page, rank: ORDER.indexOf(one.role) * 10 + distanceTo(page) };
  }));
  const first = looked.sort((one, other) => one.rank - other.rank)[0];
  if (!first) return false;
  const { link, page } = first;
  const entry = link.closest("[data-ways] > span");
  const list = entry.parentElement;
  const role = list.querySelector("b").textContent.replace(/[:：]\s*$/, "");
  const limits = entry.textContent.replace(link.textContent, "").replace(/\s*[;؛]\s*$/, "").trim(); // for whom, in brackets
  const card = element("dd", { class: "first-office" },
    element("p", { class: "first-office__kicker" }, labels.say("first")),
    element("p", { class: "first-office__name" }, element("a", { href: link.href }, ...document.importNode(link, true).childNodes), " ", element("span", { class: "badge badge--responsible" }, role)),
    ...(limits ? [element("p", { class: "first-office__limits" }, limits)] : []),
    ...offersOn(page, topic, link.href),
    element("div", { class: "first-office__ways" }, ...waysTo(page, link.href, labels)));
  entry.remove();
  line.querySelector("dt").after(card);
  for (const ways of line.querySelectorAll("[data-ways]")) listed(ways);
  for (const name of line.querySelectorAll("dd:last-child > span")) if (name.textContent.includes(link.textContent)) name.remove();
  return true;
}

/** Ways that stand in one sentence, as a list; none, and the line goes. */
function listed(ways) {
  const entries = [...ways.querySelectorAll(":scope > span")];
  if (!entries.length) return ways.remove();
  for (const entry of entries) {
    const end = entry.lastChild;
    if (end?.nodeType === Node.TEXT_NODE) end.textContent = end.textContent.replace(/\s*[;؛]\s*$/, "");
  }
  return ways.replaceChildren(ways.querySelector("b"), element("ul", { class: "helpers" }, ...entries.map((entry) => element("li", {}, ...entry.childNodes))));
}
