/* What the chronology shows: events, articles on the day they appeared, articles on the days they tell of. Without this script, all of it. */

(() => {
  "use strict";

  const count = (value) => `${value.toLocaleString("fr-FR")}\u00a0ligne${value < 2 ? "" : "s"} affichée${value < 2 ? "" : "s"}`;

  function open(form) {
    const root = form.closest(".chronology");
    const boxes = [...form.querySelectorAll("input")];
    const status = form.querySelector("[role=status]");

    function show() {
      let left = 0;
      for (const { name, checked } of boxes) {
        for (const line of root.querySelectorAll(`li.${name}`)) line.hidden = !checked;
      }
      for (const day of root.querySelectorAll(".day")) {
        const lines = day.querySelectorAll("li:not([hidden])").length;
        left += lines;
        day.hidden = !lines;
      }
      for (const month of root.querySelectorAll(".month")) {
        month.classList.toggle("is-empty", !month.querySelector(".day:not([hidden]), .moved"));
      }
      status.textContent = count(left);
    }

    form.addEventListener("change", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    if (boxes.some((box) => !box.checked)) show();
  }

  document.querySelectorAll(".chronology-filter").forEach(open);
})();
