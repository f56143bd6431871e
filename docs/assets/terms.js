// Explains a German word where it stands: the link opens a short text below its paragraph, Escape closes it.
// Without this script the link leads to the page of words.

const BLOCKS = "p, li, dd, td, blockquote";
let opened = null;

function close(returnFocus) {
  if (!opened) return;
  const { link, box } = opened;
  opened = null;
  box.remove();
  link.setAttribute("aria-expanded", "false");
  if (returnFocus) link.focus();
}

function open(link) {
  const box = document.createElement("span");
  box.className = "term-box";
  box.id = "term-box";
  box.setAttribute("role", "note");
  const word = document.createElement("strong");
  word.lang = "de";
  word.dir = "ltr";
  word.textContent = link.textContent;
  box.append(word, " – ", link.dataset.term);
  (link.closest(BLOCKS) ?? link).append(box);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", box.id);
  opened = { link, box };
}

for (const link of document.querySelectorAll("a.term[data-term]")) {
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
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(true);
});
