/* The page of an article: a small card for each thing named, and references to copy or save.
 *
 * Everything is in the page already: nothing is fetched. Without this script names keep their titles, and references stand open to be copied by hand.
 * Whatever comes from a record or an article is put on the page as text, never as HTML.
 */

(() => {
  "use strict";

  if (!document.querySelector(".article")) return;

  // --- cards ------------------------------------------------------------------------------------------------------------------------------
  // WCAG 1.4.13: a card goes with Escape, stays while the pointer is on it, and stays until focus or pointer leave.

  /** Milliseconds before a card shows under the pointer, and before it goes: time to pass over a name, and to move onto the card. */
  const BEFORE = 250;
  const AFTER = 250;
  const GAP = 6;
  const MARGIN = 8;

  const source = document.getElementById("cards");
  const told = source ? JSON.parse(source.textContent) : {};
  const key = (link) => /((?:acteurs|lieux)\/[^/#?]+)\.html$/.exec(link.getAttribute("href") ?? "")?.[1];
  const named = [...document.querySelectorAll(".article-text a[href], .article-head h1 a[href]")].filter((link) => told[key(link)]);

  const card = document.createElement("div");
  card.id = "card";
  card.className = "card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;

  let shown = null;
  let timer = 0;

  const line = (name, words, attributes = {}) => {
    const element = document.createElement("span");
    element.className = `card__${name}`;
    element.textContent = words;
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    return element;
  };

  function fill(link) {
    const { name, kind, role, then, ar, seen } = told[key(link)];
    card.replaceChildren(
      line("name", name),
      ...(ar ? [line("ar", ar, { lang: "ar", dir: "rtl" })] : []),
      ...(kind ? [line("kind", kind)] : []),
      ...(role ? [line("role", `À cette date\u00a0: ${role}`)] : []),
      ...(then ? [line("role", `Nom d’alors\u00a0: ${then}`)] : []),
      line("rule", [seen, link.dataset.rule].filter(Boolean).join(" · ")),
    );
  }

  /** Below the name, or above it where there is no room; never beyond the edges of the page. */
  function place(link, x) {
    const boxes = [...link.getClientRects()];
    const box = boxes.find((one) => x === undefined || (x >= one.left && x <= one.right)) ?? boxes[0];
    const below = box.bottom + GAP + card.offsetHeight <= window.innerHeight;
    const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - MARGIN);
    card.style.left = `${Math.max(left, MARGIN) + window.scrollX}px`;
    card.style.top = `${(below ? box.bottom + GAP : box.top - GAP - card.offsetHeight) + window.scrollY}px`;
  }

  function show(link, x) {
    window.clearTimeout(timer);
    hide();
    shown = link;
    fill(link);
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link, x);
  }

  function hide() {
    window.clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  const later = (action, pause) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, pause);
  };

  for (const link of named) {
    link.dataset.rule = link.title.split(" — ").pop();
    link.removeAttribute("title");
    link.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && later(() => show(link, event.clientX), shown ? 0 : BEFORE));
    link.addEventListener("pointerleave", () => later(hide, AFTER));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
  }
  card.addEventListener("pointerenter", () => window.clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(hide, AFTER));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  if (named.length) document.body.append(card);

  // --- references ---------------------------------------------------------------------------------------------------------------------------

  const status = document.createElement("p");
  status.className = "format__status";
  status.setAttribute("role", "status");

  const button = (label, name, action) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.setAttribute("aria-label", `${label} (${name})`);
    element.addEventListener("click", action);
    return element;
  };

  /** A copy opened from disk is no secure context in every browser: there the text is selected and copied the old way. */
  async function copy(text, words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      window.getSelection().selectAllChildren(text);
      return document.execCommand("copy");
    }
  }

  function save(words, file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
    link.download = file;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  for (const text of document.querySelectorAll(".format pre")) {
    const { file } = text.dataset;
    const name = text.closest(".format").querySelector("summary").textContent.trim();
    const words = () => `${text.textContent.trim()}\n`;
    /** RIS asks for CRLF. */
    const saved = () => (file.endsWith(".ris") ? words().replaceAll("\n", "\r\n") : words());
    const tell = (done) => (status.textContent = done ? `${name}\u00a0: copié.` : `${name}\u00a0: sélectionné, copiez avec Ctrl+C.`);
    const row = document.createElement("p");
    row.className = "format__ways";
    row.append(
      button("Copier", name, async () => tell(await copy(text, words()))),
      button("Enregistrer", name, () => save(saved(), file)),
    );
    text.after(row);
  }
  document.querySelector(".formats")?.append(status);
})();
