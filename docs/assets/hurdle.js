/** The form for hurdles: its answers become the text of a mail. Nothing is sent and nothing kept. */

import { askBeforeLeaving } from "./leaving.js";

const PERSONAL = [
  /[\w.+-]+@[\w-]+\.\w/u, // a mail address
  /(?:\+|\b0)[\d\s/()-]{6,}\d/u, // a phone number
  /\b(?:Frau|Herrn?|Mrs?\.?|Ms\.?)\s+(?:(?:Dr|Prof)\.?\s+)*\p{Lu}\p{Ll}/u, // a person who is addressed
  /\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d\b/u, // an exact day
];

/** The answer to one question in words; empty if there is none. */
function answer(field) {
  const boxes = [...field.querySelectorAll("input[type=checkbox]")];
  if (boxes.length) return boxes.filter((box) => box.checked).map((box) => box.dataset.words).join(", ");
  const input = field.querySelector("select, textarea, input");
  return input.tagName === "SELECT" ? input.selectedOptions[0].textContent : input.value.trim();
}

/** Whether a text holds something that a person could be recognised by. */
export function isPersonal(text) {
  return PERSONAL.some((pattern) => pattern.test(text));
}

/** The text of the mail: each question with its answer, and nothing else. */
function textOf(form) {
  const fields = [...form.querySelectorAll("[data-field]")];
  return fields.map((field) => `${field.dataset.label}: ${answer(field)}`).join("\r\n\r\n");
}

function update(form) {
  const text = textOf(form);
  const written = [...form.querySelectorAll("input[type=text], textarea:not([readonly])")];
  const fault = written.some((input) => isPersonal(input.value)) ? form.dataset.warning : "";
  const [alert, link] = ["[data-hurdle-fault]", "[data-hurdle-mail]"].map((found) => form.querySelector(found));
  alert.hidden = !fault;
  alert.textContent = fault;
  form.querySelector("[data-hurdle-text]").value = fault ? "" : text;
  link.hidden = Boolean(fault) || !form.dataset.mail;
  const query = `subject=${encodeURIComponent(form.dataset.subject)}&body=${encodeURIComponent(text)}`;
  link.href = `mailto:${form.dataset.mail}?${query}`;
}

for (const form of document.querySelectorAll("[data-hurdle]")) {
  form.hidden = false;
  const plain = document.querySelector("[data-hurdle-plain]");
  if (plain && form.dataset.mail) plain.hidden = true;
  form.addEventListener("input", () => update(form));
  form.addEventListener("submit", (event) => event.preventDefault());
  let isUnsaved = false;
  form.addEventListener("input", () => { isUnsaved = true; });
  form.querySelector("[data-hurdle-mail]").addEventListener("click", () => { isUnsaved = false; });
  form.querySelector("[data-hurdle-text]").addEventListener("copy", () => { isUnsaved = false; });
  askBeforeLeaving(() => isUnsaved);
  update(form);
}
