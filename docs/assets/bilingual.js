// Shows a page with German beside the reader's language, for the desk of an office. Asks only this site, and
// only when somebody wants it; without the script the language menu leads to the German page.

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td";

const HIDDEN = "[hidden], .no-print, [role='status'], .place, nav, form, details:not([open]) > :not(summary)";

/** Leaves by the last element with an id before them, which both languages share; the title's id is its words. */
function sections(article) {
  const found = new Map();
  let key = "";
  for (const node of article.querySelectorAll(`[id], ${BLOCKS}`)) {
    if (node.id && !node.matches("a, h1, [id^='term-']")) key = node.id;
    if (!node.matches(BLOCKS) || node.querySelector(BLOCKS) || !node.textContent.trim() || node.closest(HIDDEN)) continue;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(node);
  }
  return found;
}

/** The number of a step, for its first line; nothing for other lines. */
function numberOf(node) {
  const item = node.closest("li");
  if (!item?.parentElement.matches("ol") || (node !== item && item.querySelector(BLOCKS) !== node)) return "";
  return `${[...item.parentElement.children].indexOf(item) + 1}. `;
}

/** A line with its references and numbers as they are: flattened to text they would change their order. */
function lineOf(node, language, address) {
  const copy = document.importNode(node, true);
  for (const gone of copy.querySelectorAll(`${HIDDEN}, script, template`)) gone.remove();
  const line = document.createElement(/^H[1-4]$/.test(node.tagName) ? "strong" : "p");
  line.id = node.id;
  line.append(numberOf(node), ...copy.childNodes);
  for (const link of line.querySelectorAll("a[href]")) asLink(link, language, address);
  for (const marked of [line, ...line.querySelectorAll("[id]")]) {
    if (marked.id) marked.id = `${language}-${marked.id}`;
    else marked.removeAttribute("id");
  }
  return line;
}

/** What scripts made a button is a link again in the copy: to its place in the same column, or to its page. */
function asLink(link, language, address) {
  const target = link.getAttribute("href");
  link.href = target.startsWith("#") ? `#${language}-${target.slice(1)}` : new URL(target, address).href;
  for (const name of ["aria-expanded", "aria-controls"]) link.removeAttribute(name);
  if (link.matches(".note > a")) link.setAttribute("role", "doc-noteref");
  else if (link.getAttribute("role") === "button") link.removeAttribute("role");
}

function column(nodes, key, language, direction, address) {
  const cell = document.createElement("div");
  cell.lang = language;
  cell.dir = direction;
  for (const node of nodes ?? []) {
    const block = document.createElement("div");
    block.append(lineOf(node, language, address));
    cell.append(block);
  }
  if (key && !cell.querySelector(`[id="${CSS.escape(`${language}-${key}`)}"]`)) cell.id = `${language}-${key}`;
  return cell;
}

/** The office that an entry of a list of helpers leads to. */
function officeOf(entry) {
  return entry.querySelector("a[href]")?.getAttribute("href").match(/anlaufstellen\/([^/]+)\//)?.[1];
}

/** Leaves of the German lists of helpers what a chosen place leaves of those here. */
function narrowLike(article, german) {
  const entries = [...article.querySelectorAll("li[data-reach]")];
  const gone = new Set(entries.filter((entry) => entry.hidden).map(officeOf));
  const here = new Set(entries.filter((entry) => !entry.hidden).map(officeOf));
  for (const entry of german.querySelectorAll("li[data-reach]")) {
    if (gone.has(officeOf(entry)) && !here.has(officeOf(entry))) entry.remove();
  }
}

async function show(button, article) {
  const answer = await fetch(button.dataset.german);
  if (!answer.ok) throw new Error(String(answer.status));
  const german = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("article.content");
  narrowLike(article, german);
  const here = sections(article);
  const there = sections(german);
  const table = document.createElement("div");
  table.className = "bilingual";
  for (const key of new Set([...here.keys(), ...there.keys()])) {
    const row = document.createElement("div");
    row.className = "bilingual__row";
    row.append(
      column(here.get(key), key, document.documentElement.lang, document.documentElement.dir || "ltr", location.href),
      column(there.get(key), key, "de", "ltr", new URL(button.dataset.german, location.href)),
    );
    table.append(row);
  }
  article.hidden = true;
  article.after(table);
  return table;
}

const button = document.querySelector("[data-bilingual]");
const article = document.querySelector("article.content");
if (button && article) {
  button.hidden = false;
  let table = null;
  button.addEventListener("click", async () => {
    if (table) {
      table.remove();
      table = null;
      article.hidden = false;
    } else {
      try {
        table = await show(button, article);
      } catch {
        window.location.assign(button.dataset.german);
      }
    }
    button.setAttribute("aria-pressed", String(Boolean(table)));
  });
}
export { sections };
