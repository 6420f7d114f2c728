/* Tables that a reader sorts and filters: every `.table[data-noun]` gets a row of boxes above it, and a button in each heading.
 *
 * Without this script they are plain tables in a sensible order. What is chosen stands behind the # of the address, so that it can be kept and sent:
 * `#q=mots&nature=Personne&tri=-articles` (with - for falling). Nothing is fetched; words of the page stay text.
 */

(() => {
  "use strict";

  /** Below this many lines there is nothing to find by filtering. */
  const FEW = 3;
  /** What a list of values says where nothing is chosen, by its label; `tous` fits all others. */
  const EVERY = { Année: "toutes", Nature: "toutes", Dans: "partout" };
  const ARTICLE = /^(?:les?|la|une?|des)\s+|^l['’]/i;
  const collator = new Intl.Collator("fr", { numeric: true, ignorePunctuation: true });

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ‘]/g, "'").replace(/œ/g, "oe").replace(/\s+/g, " ");
  const key = (text) => folded(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** What a cell is sorted by: the value that the page gives, a number, or its words without a leading article. */
  const sortValue = (cell) => {
    const given = cell.querySelector("[data-v]");
    if (given) return given.dataset.v;
    const words = cell.textContent.trim();
    const figures = words.replace(/[\s\u202f]/g, "");
    return cell.querySelector(":scope > .n") && /^\d+$/.test(figures) ? Number(figures) : words.replace(ARTICLE, "");
  };

  const choice = (cell) => (cell.querySelector("[data-facet]")?.dataset.facet ?? cell.textContent.trim());

  const compare = (one, other) => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return collator.compare(String(one), String(other));
  };

  /** What stands nowhere comes last, whichever way the others run. */
  const ordered = (one, other, falling) => {
    const [left, right] = [one === "", other === ""];
    if (left || right) return left - right;
    return falling ? compare(other, one) : compare(one, other);
  };

  class Table {
    constructor(holder, index) {
      this.holder = holder;
      this.index = index;
      this.body = holder.querySelector("tbody");
      this.nouns = holder.dataset.noun.split("|");
      this.rows = [...this.body.rows].map((line) => ({ line, words: folded(line.textContent), cells: [...line.cells] }));
      this.columns = [...holder.querySelectorAll("thead th")].map((head, place) => this.column(head, place));
      this.sorted = null;
      if (this.rows.length > 1) this.columns.forEach((column) => this.addButton(column));
      if (this.rows.length >= FEW) this.addForm();
    }

    column(head, place) {
      const marked = head.querySelector("[data-facet]");
      const name = head.textContent.trim();
      return { head, place, name, key: key(name), label: marked?.dataset.facet ?? "", isNumber: Boolean(head.querySelector(".n")) };
    }

    addButton(column) {
      const words = element("button", { type: "button", className: "sort" }, ...column.head.childNodes);
      words.addEventListener("click", () => {
        const falling = this.sorted?.column === column ? !this.sorted.falling : column.isNumber || column.name === "Date";
        this.sort(column, falling);
        this.keep();
      });
      column.head.append(words);
    }

    addForm() {
      const say = `Filtrer les ${this.nouns[1]}`;
      this.box = element("input", { type: "search", autocomplete: "off", spellcheck: false, placeholder: "Filtrer", ariaLabel: say });
      this.choices = this.columns.filter((column) => column.label).map((column) => this.select(column)).filter(Boolean);
      this.status = element("p", { className: "filter-status" });
      this.status.setAttribute("role", "status");
      this.status.setAttribute("aria-live", "polite");
      this.reset = element("button", { type: "button", className: "filter-reset", hidden: true }, "Tout montrer");
      this.form = element("form", { className: "filter", ariaLabel: say }, this.box, ...this.choices.map(({ box }) => box), this.reset, this.status);
      this.form.setAttribute("role", "search");
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.form.addEventListener("input", () => this.update());
      this.reset.addEventListener("click", () => {
        this.form.reset();
        this.update();
        this.box.focus();
      });
      this.holder.before(this.form);
      this.filter();
    }

    /** A list of the values of a column; nothing where there is nothing to choose. */
    select(column) {
      const counts = new Map();
      for (const { cells } of this.rows) counts.set(choice(cells[column.place]), (counts.get(choice(cells[column.place])) ?? 0) + 1);
      const values = [...counts.keys()].filter(Boolean).sort(collator.compare);
      if (values.length < 2) return null;
      const every = element("option", { value: "" }, `${column.label}\u00a0: ${EVERY[column.label] ?? "tous"}`);
      const options = values.map((value) => element("option", { value }, `${value} (${counts.get(value)})`));
      return { column, key: key(column.label), box: element("select", { ariaLabel: column.label }, every, ...options) };
    }

    sort(column, falling) {
      this.sorted = { column, falling };
      const values = new Map(this.rows.map((row) => [row, sortValue(row.cells[column.place])]));
      const lines = [...this.rows].sort((one, other) => ordered(values.get(one), values.get(other), falling));
      this.body.append(...lines.map(({ line }) => line));
      for (const { head } of this.columns) head.removeAttribute("aria-sort");
      column.head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    }

    filter() {
      const words = folded(this.box.value).split(" ").filter(Boolean);
      const chosen = this.choices.filter(({ box }) => box.value);
      let shown = 0;
      for (const { line, words: text, cells } of this.rows) {
        const fits = words.every((word) => text.includes(word)) && chosen.every(({ column, box }) => choice(cells[column.place]) === box.value);
        line.hidden = !fits;
        shown += fits;
      }
      const noun = this.nouns[shown < 2 ? 0 : 1];
      const all = this.rows.length;
      this.status.textContent = shown === all ? `${all} ${noun}` : `${shown} ${noun} sur ${all}`;
      this.reset.hidden = shown === all && !words.length;
      this.holder.hidden = !shown;
    }

    update() {
      this.filter();
      this.keep();
    }

    /** Write the state behind the # of the address; only the first table of a page has an address. */
    keep() {
      if (this.index) return;
      const state = new URLSearchParams();
      if (this.box?.value) state.set("q", this.box.value);
      for (const { key: name, box } of this.choices ?? []) if (box.value) state.set(name, box.value);
      if (this.sorted) state.set("tri", (this.sorted.falling ? "-" : "") + this.sorted.column.key);
      const hash = state.toString();
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    }

    /** Take the state from the address. */
    restore() {
      if (this.index || !location.hash.includes("=")) return;
      const state = new URLSearchParams(location.hash.slice(1));
      const by = state.get("tri") ?? "";
      const column = this.columns.find((one) => one.key === by.replace(/^-/, ""));
      if (column) this.sort(column, by.startsWith("-"));
      if (!this.form) return;
      this.box.value = state.get("q") ?? "";
      for (const { key: name, box } of this.choices) {
        box.value = state.get(name) ?? "";
        if (box.selectedIndex < 0) box.value = "";
      }
      this.filter();
    }
  }

  /** On a narrow screen the style sheet lays lines out as paragraphs, which some browsers then take for no table any more: it is said in words. */
  const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };
  for (const [name, role] of Object.entries(ROLES)) for (const part of document.querySelectorAll(`.table ${name}`)) part.setAttribute("role", role);

  const tables = [...document.querySelectorAll(".table[data-noun]")].filter((holder) => holder.querySelector("tbody")).map((holder, index) => new Table(holder, index));
  tables.forEach((table) => table.restore());
  addEventListener("hashchange", () => tables.forEach((table) => table.restore()));
})();
