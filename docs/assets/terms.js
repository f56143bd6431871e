// Explains where one stands: a German word opens a short text below its paragraph, the number of a note its source.
// A note opens on click, touch and by the tab key. Escape closes, and so does whatever is done elsewhere.
// Without this script a word leads to the page of words, and a number to the list at the end of the page.

const BLOCKS = "p, li, dd, td, blockquote";
let opened = null;

function close(returnFocus) {
  if (!opened) return;
  const { link, box } = opened;
  opened = null;
  box.remove();
  link.setAttribute("aria-expanded", "false");
  link.removeAttribute("aria-controls");
  if (returnFocus) link.focus();
}

function show(link, box) {
  close(false);
  box.id = "term-box";
  box.setAttribute("role", "note");
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", box.id);
  opened = { link, box };
}

function explain(link) {
  const box = document.createElement("span");
  box.className = "term-box";
  const word = document.createElement("strong");
  word.lang = "de";
  word.dir = "ltr";
  word.textContent = link.textContent;
  box.append(word, " – ", link.dataset.term);
  show(link, box);
  (link.closest(BLOCKS) ?? link).append(box);
}

/** The note right behind its number, so that its links are next for the tab key. */
function cite(link) {
  const note = document.getElementById(link.hash.slice(1));
  const text = note?.querySelector("[data-note]");
  if (!text) return;
  const box = document.createElement("span");
  box.className = "term-box note-box";
  box.lang = note.lang;
  box.dir = note.dir;
  box.append(...document.importNode(text, true).childNodes);
  show(link, box);
  link.closest(".note").after(box);
}

function prepare(link, open) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const again = opened?.link === link;
    close(false);
    if (!again) open(link);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
}

for (const link of document.querySelectorAll("a.term[data-term]")) prepare(link, explain);
for (const link of document.querySelectorAll(".note > a")) {
  prepare(link, cite);
  link.addEventListener("focus", () => {
    if (link.matches(":focus-visible") && opened?.link !== link) cite(link);
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(true);
});

/** Whether something belongs to the open note: its number or its text. */
function isOurs(target) {
  return target instanceof Node && (opened.link.contains(target) || opened.box.contains(target));
}

for (const type of ["pointerdown", "focusin"]) {
  document.addEventListener(type, (event) => {
    const isNote = opened?.box.classList.contains("note-box");
    if (isNote && event.target !== document && !isOurs(event.target)) close(false);
  });
}
