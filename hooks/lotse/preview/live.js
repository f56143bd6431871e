// While the site is edited: shows the page anew when something has changed. Only the preview's server sends this file.
const script = document.querySelector("script[data-number]");
const number = Number(script.dataset.number);
const events = new EventSource(`/_lotse/events?number=${number}&page=${encodeURIComponent(location.pathname)}`);
events.addEventListener("state", (event) => {
  if (Number(event.data) !== number) {
    events.close();
    location.reload();
  }
});
window.addEventListener("pagehide", () => events.close());
