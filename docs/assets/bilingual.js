// Shows a page with German beside the reader's language, for the desk of an office. Asks only this site, and
// only when somebody wants it; without the script the language menu leads to the German page.

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td";

/** Leaves by the last element with an id before them, which both languages share. */
function sections(article) {
  const found = new Map();
  let key = "";
  for (const node of article.querySelectorAll(`[id], ${BLOCKS}`)) {
    if (node.id && !node.id.startsWith("term-")) key = node.id;
    if (!node.matches(BLOCKS) || node.querySelector(BLOCKS) || !node.textContent.trim() || node.closest(".no-print, nav, form")) continue;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(node);
  }
  return found;
}

function column(nodes, language, direction) {
  const cell = document.createElement("div");
  cell.lang = language;
  cell.dir = direction;
  for (const node of nodes ?? []) {
    const line = document.createElement(/^H[1-4]$/.test(node.tagName) ? "strong" : "p");
    line.textContent = node.textContent.replace(/\s+/g, " ").trim();
    const block = document.createElement("div");
    block.append(line);
    cell.append(block);
  }
  return cell;
}

async function show(button, article) {
  const answer = await fetch(button.dataset.german);
  if (!answer.ok) throw new Error(String(answer.status));
  const german = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("article.content");
  const here = sections(article);
  const there = sections(german);
  const table = document.createElement("div");
  table.className = "bilingual";
  for (const key of new Set([...here.keys(), ...there.keys()])) {
    const row = document.createElement("div");
    row.className = "bilingual__row";
    row.append(
      column(here.get(key), document.documentElement.lang, document.documentElement.dir || "ltr"),
      column(there.get(key), "de", "ltr"),
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
