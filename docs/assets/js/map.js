/* The period of a map: which months count, and how large each circle is then. Without this script a map shows the whole time.
 *
 * All figures stand in the page, beside each place (`data-n`, see `packed` in the builder): nothing is asked for. The scale stays that of the whole time, so
 * that periods can be compared; the table under the map follows.
 */

(() => {
  "use strict";

  /** As the builder reckons (render/map/spots.py). */
  const LEAST = 3.2;
  const DOT = 2;

  const number = (value) => value.toLocaleString("fr-FR");
  const count = (value, one, many = `${one}s`) => `${number(value)}\u00a0${value < 2 ? one : many}`;

  /** `2016 ,3/5,1|2017 ...` as [{ year, month, articles, mentions }]; month 0 is a year whose month is not known. */
  function unpacked(text) {
    return text.split("|").filter(Boolean).flatMap((part) => {
      const [year, cells] = part.split(" ");
      return cells.split(",").flatMap((cell, month) => {
        if (!cell) return [];
        const [articles, mentions = articles] = cell.split("/").map(Number);
        return [{ year: Number(year), month, articles, mentions }];
      });
    });
  }

  function open(figure) {
    const form = figure.querySelector(".map-period");
    if (!form) return;
    const unit = Number(figure.querySelector("[data-unit]").dataset.unit);
    const places = [...figure.querySelectorAll("a[data-n]")].map((link) => ({
      link, name: link.dataset.name, id: link.dataset.id, months: unpacked(link.dataset.n), whole: link.dataset.all.split("/").map(Number),
    }));
    const rows = new Map([...figure.querySelectorAll("tr[data-of]")].map((row) => [row.dataset.of, row]));
    const { year, from, to } = form.elements;
    const start = Number(form.dataset.first);
    const last = Number(to.max);
    const status = form.querySelector("[role=status]");

    const monthName = (index) => new Date(Date.UTC(start, index, 1)).toLocaleDateString("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });

    /** What is known of a place between two months, both included; a year whose months are not known counts where all of it is chosen. */
    function tally(place, first, end) {
      if (first === 0 && end === last) return place.whole;
      const chosen = place.months.filter(({ year: then, month }) => {
        const index = (then - start) * 12 + month - 1;
        return month ? first <= index && index <= end : first <= index + 1 && index + 12 <= end;
      });
      return [chosen.reduce((sum, one) => sum + one.articles, 0), chosen.reduce((sum, one) => sum + one.mentions, 0)];
    }

    function show() {
      const [first, end] = [Number(from.value), Number(to.value)];
      let named = 0;
      let all = 0;
      for (const place of places) {
        const [articles, mentions] = tally(place, first, end);
        named += mentions > 0;
        all += mentions;
        const said = mentions ? `${place.name}, ${count(articles, "article")}, ${count(mentions, "mention")}` : `${place.name}, aucun article`;
        place.link.classList.toggle("is-absent", !mentions);
        place.link.setAttribute("aria-label", said);
        place.link.querySelector("title").textContent = said;
        place.link.querySelector(".disc").setAttribute("r", mentions ? Math.max(LEAST, unit * Math.sqrt(mentions)) : DOT);
        const cells = rows.get(place.id)?.querySelectorAll("td");
        if (cells) [cells[0].textContent, cells[1].textContent] = [number(articles), number(mentions)];
      }
      for (const [input, index] of [[from, first], [to, end]]) {
        input.setAttribute("aria-valuetext", monthName(index));
        form.querySelector(`b[data-end=${input.name}]`).textContent = monthName(index);
      }
      const { one, many } = status.dataset;
      status.textContent = `${count(named, `${one} nommé`, `${many} nommés`)}, ${count(all, "mention")}`;
    }

    year.addEventListener("change", () => {
      if (year.value === "choice") return;
      const index = (Number(year.value) - start) * 12;
      [from.value, to.value] = year.value ? [index, index + 11] : [0, last];
      show();
    });
    for (const input of [from, to]) {
      input.addEventListener("input", () => {
        if (Number(from.value) > Number(to.value)) (input === from ? to : from).value = input.value;
        const whole = [...year.options].find((option) => {
          const index = (Number(option.value) - start) * 12;
          if (option.value === "choice") return false;
          return option.value ? Number(from.value) === index && Number(to.value) === index + 11 : Number(from.value) === 0 && Number(to.value) === last;
        });
        year.value = whole ? whole.value : "choice";
        show();
      });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    show();
  }

  document.querySelectorAll("figure.map").forEach(open);
})();
