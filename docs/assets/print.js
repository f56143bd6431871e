/** Opens what is folded before the page is printed, and folds it again afterwards. */

let opened = [];

addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".content details:not([open])")];
  for (const details of opened) details.open = true;
});

addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});
