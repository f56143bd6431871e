/** What the tools of the pages share: elements made of text, labels out of attributes, a question, a download. */

/** A new element; `attributes` as in HTML (true: present, false or null: absent). Text never becomes markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A copy of what stands in a <template>. */
export function copyOf(template) {
  return document.importNode(template.content, true);
}

const OWN = "de"; // whose numbers and days in figures stand in for those of a language that a browser doesn't know

/** How a language writes days and numbers here, in scripts as on the pages themselves (see hooks/lotse/words.py). */
export function localeOf(language) {
  const wanted = isKnown(language) ? language : OWN;
  return `${wanted === "en" ? "en-GB" : wanted}-u-ca-gregory-nu-latn`;
}

/** Whether the browser has words of a language; Chromium has none of Albanian, and would use those of its own menus. */
export function isKnown(language) {
  return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
}

/** The interface texts of a box: its attributes `data-label-<name>`. */
export class Labels {
  #box;

  constructor(box) {
    this.#box = box;
    this.language = document.documentElement.lang || "de";
  }

  /** The text with its `{placeholders}` filled in. */
  say(name, values = {}) {
    const text = this.#box.getAttribute(`data-label-${name}`) ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));
  }

  /** The text `<name>-one`, `<name>-other` … in the plural form that the language wants for `count`. */
  count(name, count, values = {}) {
    const form = new Intl.PluralRules(localeOf(this.language)).select(count);
    const key = this.#box.hasAttribute(`data-label-${name}-${form}`) ? `${name}-${form}` : `${name}-other`;
    return this.say(key, { ...values, count: new Intl.NumberFormat(localeOf(this.language)).format(count) });
  }
}

/** Asks in a dialog; answers true only for the button that agrees. Escape means no. */
export function ask(question, agree, refuse) {
  return new Promise((resolve) => {
    const yes = element("button", { type: "button" }, agree);
    const no = element("button", { type: "button", class: "button--quiet", autofocus: true }, refuse);
    const text = element("p", { id: "lotse-question" }, question);
    const dialog = element("dialog", { class: "question", "aria-labelledby": "lotse-question" },
      text, element("p", { class: "tool__buttons" }, yes, no));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close("no"));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Hands a text over as a file; nothing leaves the computer. */
export function offerFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The chosen values of a form's facets: facet → value, without those that are still open. */
export function choicesIn(form) {
  const chosen = [...form.querySelectorAll("select[data-facet]")].filter((select) => select.value);
  return new Map(chosen.map((select) => [select.dataset.facet, select.value]));
}

/** The answers of a form's questions in words: «Is the occupation regulated? yes». */
export function answersIn(form) {
  const chosen = [...form.querySelectorAll("select")].filter((select) => select.value);
  return chosen.map((select) => {
    const question = select.closest("label").querySelector(".field__name").textContent;
    return `${question} ${select.selectedOptions[0].textContent}`;
  });
}

/**
 * Whether conditions fit the choices; what is not decided never excludes anything. What `unless` names is left out
 * where all of it is decided so.
 */
export function applies(when, choices, unless = {}) {
  const exceptions = Object.entries(unless);
  if (exceptions.length && exceptions.every(([facet, values]) => values.includes(choices.get(facet)))) return false;
  return Object.entries(when).every(([facet, values]) => !choices.has(facet) || values.includes(choices.get(facet)));
}
