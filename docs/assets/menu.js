/**
 * The frame's three disclosures: site menu (narrow screens), language list, table of contents.
 * Without this script all of them work: the menu stays open, the other two are <details>.
 */

document.documentElement.classList.add("has-menu");

/** Runs `start` as soon as the document can be searched for elements. */
function whenParsed(start) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}

/** Says with `aria-expanded` (the style sheet obeys it) and with the button's word whether the menu is open. */
function setMenu(button, isOpen) {
  button.setAttribute("aria-expanded", String(isOpen));
  button.querySelector("[data-label]").textContent = isOpen ? button.dataset.labelClose : button.dataset.labelOpen;
}

/** The button opens and closes the menu; Escape closes it and leads back to the button. */
function setUpMenu(button) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  button.addEventListener("click", () => setMenu(button, !isOpen()));
  for (const part of [button, menu]) {
    part.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen() || !button.offsetParent) return;
      setMenu(button, false);
      button.focus();
    });
  }
}

/** A <details> that lies over the page closes on Escape, on a click beside it and when the focus leaves it. */
function setUpPopover(details) {
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
}

/** Opens the table of contents where there is room beside the text. */
function setUpTableOfContents(details) {
  const isWide = matchMedia("(min-width: 68.75em)");
  const follow = () => { details.open = isWide.matches; };
  isWide.addEventListener("change", follow);
  follow();
}

/** The way of an address below the folder of its language. */
function wayOf(pathname, language) {
  const way = pathname.slice(new URL("..", import.meta.url).pathname.length);
  return way.startsWith(`${language}/`) ? way.slice(language.length + 1) : way;
}

/** The language menu keeps question, place and section: what stands behind the address goes along to the same page. */
function setUpLanguages(menu) {
  menu.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[hreflang]");
    if (!link) return;
    const isSamePage = wayOf(link.pathname, link.hreflang) === wayOf(location.pathname, document.documentElement.lang);
    if (isSamePage) [link.search, link.hash] = [location.search, location.hash];
  }, true);
}

whenParsed(() => {
  document.querySelectorAll(".language").forEach(setUpLanguages);
  document.querySelectorAll(".menu-button").forEach(setUpMenu);
  document.querySelectorAll("details[data-popover]").forEach(setUpPopover);
  document.querySelectorAll("details[data-open-when-wide]").forEach(setUpTableOfContents);
});
