/** Asks once before a page is left whose entries are kept nowhere; the browser puts the question in its own words. */
export function askBeforeLeaving(isUnsaved) {
  addEventListener("beforeunload", (event) => {
    if (isUnsaved()) event.preventDefault();
  });
}
