/* The page of the search: its form, facets, results and downloads, all of which follow from its address.
 *
 * Everything that comes from an article is put on the page as text, never as HTML.
 */

(() => {
  "use strict";

  const { ROOT, FACETS, folded, parsed, asked, open, search } = globalThis.archiveSearch;

  /** Results shown at once, and how many more each time. */
  const BATCH = 10;
  /** Words of an excerpt, and how many of them may stand before the first word found. */
  const EXCERPT = 40;
  const LEAD = 8;
  const LOOK_BACK = 14;
  /** Values of a facet that are shown at first, and from how many on they can be looked for. */
  const VALUES = 8;
  const MANY = 12;
  const PAUSE = 120;
  const MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

  const BETWEEN_LETTERS = /(?<=[\p{L}\p{N}_])'(?=[\p{L}\p{N}_])/gu;

  /** The index has U+0027 between letters, because Pagefind splits words there and not at U+2019; readers see U+2019. */
  const printed = (text) => text.replace(BETWEEN_LETTERS, "’");
  const number = (value) => value.toLocaleString("fr-FR");
  const counting = (value, one, many) => `${number(value)} ${value > 1 ? many : one}`;
  const quoted = (text) => `«\u202f${text.replace(/["«“]\s*([^"»”]*?)\s*["»”]/g, "“$1”")}\u202f»`;

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // --- a result ---------------------------------------------------------------------------------------------------------------------------

  /** Where the title stands in the text, in words: articles begin with it, or with a line above it. */
  function titleSpan(words, title) {
    const key = folded(title.join(" "));
    for (let start = 0; start < Math.min(words.length, 40); start += 1) {
      if (folded(words.slice(start, start + title.length).join(" ")) === key) return [start, start + title.length];
    }
    return [0, 0];
  }

  const MARKED = /^((?:[^\p{L}\p{N}]|(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)[’'](?=[\p{L}\p{N}]))*)(.*?)([^\p{L}\p{N}]*)$/isu;

  /** What stands between two words: French signs are held to theirs, as on the pages, where the index knows but spaces. */
  function gap(before, after) {
    if (/«$/.test(before) || /^[»;!?%]/.test(after)) return "\u202f";
    return after.startsWith(":") ? "\u00a0" : " ";
  }

  /** Words as nodes, those found marked: without what is elided before them or punctuation around them. */
  function shown(words, isFound) {
    return words.flatMap((word, at) => {
      const space = at ? [gap(words[at - 1], word)] : [];
      const [, before, itself, after] = isFound(at) ? printed(word).match(MARKED) : [];
      return itself ? [...space, before, element("mark", {}, itself), after] : [...space, printed(word)];
    });
  }

  const ENDS_SENTENCE = /[.!?…][»”")]*$/;

  const bare = (word = "") => folded(printed(word).match(MARKED)[2]);

  /** Where words stand that are written as those found: of these the index tells few places. */
  function wordHits(words, places) {
    const found = new Set(places.map((at) => bare(words[at])).filter(Boolean));
    return [...words.keys()].filter((at) => found.has(bare(words[at])));
  }

  /** Where phrases stand in the text, in words. */
  function phraseHits(words, phrases) {
    const parts = words.flatMap((word, at) => folded(word).split(" ").filter(Boolean).map((part) => ({ part, at })));
    return phrases.flatMap((phrase) => {
      const wanted = folded(phrase).split(" ");
      const starts = [...parts.keys()].filter((start) => wanted.every((part, step) => parts[start + step]?.part === part));
      return starts.flatMap((start) => parts.slice(start, start + wanted.length).map(({ at }) => at));
    });
  }

  /** The stretch of the text with most of the words found, from the beginning of a sentence where one is near. */
  function excerpt(words, hits, from) {
    const counts = hits.map((hit) => hits.filter((other) => other >= hit && other < hit + EXCERPT - LEAD).length);
    const first = hits[counts.indexOf(Math.max(...counts))] ?? from;
    let start = Math.max(from, first - LEAD);
    for (let at = first; at > Math.max(from, first - LOOK_BACK); at -= 1) {
      if (ENDS_SENTENCE.test(words[at - 1])) { start = at; break; }
    }
    const end = Math.min(words.length, start + EXCERPT);
    const begins = start === from || ENDS_SENTENCE.test(words[start - 1] ?? "");
    const nodes = shown(words.slice(start, end), (at) => hits.includes(start + at));
    return [...(begins ? [] : ["… "]), ...nodes, ...(end < words.length && !ENDS_SENTENCE.test(words[end - 1]) ? [" …"] : [])];
  }

  const linkTo = (data, ...words) => {
    const link = element("a", { href: new URL(data.raw_url.replace(/^\//, ""), ROOT).href });
    link.append(...words);
    return link;
  };

  /** The line of a result as in all lists of the site: when, what, where. */
  function line({ meta }, link) {
    const made = element("p", {}, element("span", { class: "when" }, printed(meta.date ?? meta.sorte ?? "")), element("span", { class: "what" }, link));
    if (meta.genre !== "Article") made.append(element("span", { class: "from" }, "dossier"));
    else if (meta["média"]) made.append(element("span", { class: "from" }, printed(meta["média"])));
    return made;
  }

  /** Further copies of an article, folded. */
  async function copies(results) {
    const texts = await Promise.all(results.map((result) => result.data()));
    const items = texts.map((data) => {
      const parts = [linkTo(data, printed(data.meta.title)), [data.meta.date, data.meta["média"]].filter(Boolean).map(printed).join(", ")];
      return element("li", {}, parts[0], parts[1] ? ` (${parts[1]})` : "");
    });
    return element("details", { class: "copies" }, element("summary", {}, counting(results.length, "reprise", "reprises"), " du même texte"), element("ul", {}, ...items));
  }

  async function entry(result, phrases) {
    const data = await result.data();
    const words = data.content.split(/\s+/);
    const titleWords = data.meta.title.split(/\s+/);
    const [start, end] = titleSpan(words, titleWords);
    const found = phrases.length ? phraseHits(words, phrases) : wordHits(words, result.words);
    const hits = [...new Set(found)].sort((one, other) => one - other);
    const inText = hits.filter((hit) => hit >= end);
    const item = element("li", {}, line(data, linkTo(data, ...shown(titleWords, (at) => hits.includes(start + at) && start + at < end))));
    if (words.length > end) item.append(element("blockquote", {}, element("p", {}, ...excerpt(words, inText, end))));
    if (!hits.length && ["graphies", "noms"].some((field) => result.matchedMetaFields?.includes(field))) item.append(element("p", { class: "more" }, "Trouvé par une autre graphie d’un nom."));
    if (result.copies.length) item.append(await copies(result.copies));
    return item;
  }

  // --- the address: all that is asked for ----------------------------------------------------------------------------------------------------

  function addressOf({ query, chosen, order }) {
    const target = new URL(location.href.split(/[?#]/, 1)[0]);
    if (query) target.searchParams.set("q", query);
    for (const facet of FACETS) for (const value of chosen[facet]) target.searchParams.append(facet, value);
    if (order !== "pertinence") target.searchParams.set("tri", order);
    return target.href;
  }

  const others = (values, value) => values.filter((other) => other !== value);
  const isSet = ({ chosen }) => FACETS.some((facet) => chosen[facet].length);

  /** What is asked for once a value is chosen or no longer is; a year and a month of it exclude each other. */
  function toggled(wanted, facet, value) {
    const values = wanted.chosen[facet];
    const related = (other) => facet === "mois" && (other.startsWith(value) || value.startsWith(other));
    const next = values.includes(value) ? others(values, value) : [...values.filter((other) => !related(other)), value];
    return { ...wanted, chosen: { ...wanted.chosen, [facet]: next } };
  }

  // --- facets ---------------------------------------------------------------------------------------------------------------------------------

  const TITLES = { genre: "Sorte de page", mois: "Date", media: "Média", acteur: "Acteur", lieu: "Lieu" };

  function label(facet, value, names) {
    if (facet === "mois") return value.length > 4 ? `${MONTHS[Number(value.slice(5)) - 1]} ${value.slice(0, 4)}` : value;
    return printed(names?.[facet].get(value) ?? value);
  }

  function choice(facet, value, count, wanted, names, change) {
    const isChosen = wanted.chosen[facet].includes(value);
    const box = element("input", { type: "checkbox", value, ...(isChosen ? { checked: "" } : {}) });
    box.addEventListener("change", () => change(toggled(wanted, facet, value)));
    const text = facet === "mois" && value.length > 4 ? MONTHS[Number(value.slice(5)) - 1] : label(facet, value, names);
    return element("li", facet === "mois" && value.length > 4 ? { class: "month" } : {}, element("label", {}, box, element("span", { class: "value" }, text), " ", element("span", { class: "n" }, number(count))));
  }

  /** Years, and the months of those that are chosen. */
  function dates(counts, chosen) {
    const years = new Set([...counts.keys(), ...chosen].map((value) => value.slice(0, 4)));
    const isOpen = (month) => chosen.some((value) => value.startsWith(month.slice(0, 4)));
    const months = [...new Set([...counts.keys(), ...chosen])].filter((value) => value.length > 4 && isOpen(value));
    return [...years, ...months].sort();
  }

  function ranked(facet, counts, chosen, names) {
    if (facet === "mois") return dates(counts, chosen);
    const values = [...new Set([...chosen, ...counts.keys()])];
    const rank = (value) => (chosen.includes(value) ? Infinity : counts.get(value) ?? 0);
    return values.sort((one, other) => rank(other) - rank(one) || label(facet, one, names).localeCompare(label(facet, other, names), "fr"));
  }

  /** One facet: its most frequent values first, the others on request, many of them to be looked for. */
  function facetSet(facet, { counts, names }, wanted, unfolded, change) {
    const chosen = wanted.chosen[facet];
    const values = ranked(facet, counts[facet], chosen, names);
    if (values.length < 2 && !chosen.length) return null;
    const list = element("ul");
    const state = unfolded.get(facet) ?? { isWhole: facet === "mois", sought: "" };
    unfolded.set(facet, state);
    const more = element("button", { type: "button", class: "all-values" });
    const fill = () => {
      const sought = folded(state.sought);
      const fitting = sought ? values.filter((value) => ` ${folded(label(facet, value, names))}`.includes(` ${sought}`)) : values;
      const visible = state.isWhole || sought ? fitting : fitting.slice(0, Math.max(VALUES, chosen.length));
      list.replaceChildren(...visible.map((value) => choice(facet, value, counts[facet].get(value) ?? 0, wanted, names, change)));
      if (!visible.length) list.append(element("li", { class: "none" }, "Aucun nom de ce début"));
      more.hidden = Boolean(sought) || facet === "mois" || values.length <= VALUES;
      more.textContent = state.isWhole ? "Montrer moins" : `Montrer les ${number(values.length)}`;
      more.setAttribute("aria-expanded", String(state.isWhole));
    };
    more.addEventListener("click", () => { state.isWhole = !state.isWhole; fill(); });
    const made = element("fieldset", { "data-facet": facet }, element("legend", {}, TITLES[facet]));
    if (values.length > MANY && facet !== "mois") {
      const box = element("input", { type: "text", "aria-label": `Chercher dans : ${TITLES[facet]}`, placeholder: "Chercher un nom", autocomplete: "off", spellcheck: "false" });
      box.value = state.sought;
      box.addEventListener("input", () => { state.sought = box.value; fill(); });
      made.append(box);
    }
    fill();
    made.append(list, more);
    return made;
  }

  // --- downloads ---------------------------------------------------------------------------------------------------------------------------------

  /** The address that a page has for others: the canonical one; in a copy on a disk without one, its path in the copy. */
  function publicAddress(url) {
    const canonical = document.querySelector("link[rel=canonical]")?.href;
    if (canonical) return new URL(url, canonical).href;
    return location.protocol === "file:" ? url : new URL(url, ROOT).href;
  }

  const identifier = (row) => row.url.split("/").at(-1).replace(/\.html$/, "");

  /** RFC 4180; of a date as much as is certain. */
  function asCsv(rows) {
    const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const heads = ["id", "kind", "title", "date", "date_in_words", "outlet", "url"];
    const cells = rows.map((row) => [identifier(row), row.genre[0] ?? "", row.title, row.certain, row.date, row.outlet, publicAddress(row.url)]);
    return [heads, ...cells].map((values) => `${values.map(cell).join(",")}\r\n`).join("");
  }

  /** RIS as Zotero and others read it: articles alone, of a date as much as is certain. */
  function asRis(rows) {
    const field = (tag, value) => (value ? [`${tag}  - ${value.replace(/\s+/g, " ")}`] : []);
    const articles = rows.filter((row) => row.genre.includes("Article"));
    return articles.map((row) => {
      const [year = "", month = "", day = ""] = row.certain.split("-");
      const lines = [
        ...field("TY", "NEWS"), ...field("TI", row.title), ...field("T2", row.outlet), ...field("PY", year),
        ...field("DA", year && `${year}/${month}/${day}/`), ...field("UR", publicAddress(row.url)), ...field("ID", identifier(row)), "ER  - ",
      ];
      return lines.map((text) => `${text}\r\n`).join("");
    }).join("\r\n");
  }

  function download(name, type, content) {
    const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // --- the page -----------------------------------------------------------------------------------------------------------------------------------

  function openPage(page) {
    const form = page.querySelector("form.search-form");
    const box = form.elements.q;
    const sort = page.querySelector("select[name=tri]");
    const status = page.querySelector("[role=status]");
    const list = page.querySelector(".results ul");
    const more = page.querySelector("button.more-results");
    const advice = page.querySelector(".advice");
    const without = page.querySelector(".without");
    const chips = page.querySelector(".chosen");
    const panel = page.querySelector("details.facets");
    const sets = panel.querySelector(".sets");
    const tools = page.querySelector(".tools");
    const site = document.title.split(" — ").slice(1).join(" — ");
    const unfolded = new Map();
    let wanted = asked(location.href);
    let turn = 0;
    let answer = null;

    const say = (text) => { status.textContent = text; };

    /** The first result stands before the others are asked for: its text is mostly there from the search itself. */
    async function showMore() {
      const mine = turn;
      const before = list.childElementCount;
      const [first, ...others] = answer.found.slice(before, before + BATCH);
      const items = first ? [await entry(first, answer.phrases)] : [];
      if (mine !== turn) return null;
      list.append(...items);
      await null; // whoever watches the list sees it before more is asked for
      const later = await Promise.all(others.map((result) => entry(result, answer.phrases)));
      if (mine !== turn) return null;
      list.append(...later);
      const left = answer.found.length - list.childElementCount;
      more.hidden = left === 0;
      more.textContent = left === 1 ? "Afficher le dernier résultat" : `Afficher ${number(Math.min(left, BATCH))} résultats de plus`;
      return items[0] ?? null;
    }

    function summary({ number: count, found, missing }) {
      const { query } = wanted;
      const words = count ? counting(count, "résultat", "résultats") : "Aucun résultat";
      const filters = FACETS.reduce((sum, facet) => sum + wanted.chosen[facet].length, 0);
      const narrowed = filters ? `, avec ${counting(filters, "filtre", "filtres")}` : "";
      const again = count > found.length ? `, dont ${counting(count - found.length, "reprise repliée", "reprises repliées")}` : "";
      const nowhere = `\u00a0: ${missing.map(quoted).join(", ")} ne figure${missing.length > 1 ? "nt" : ""} nulle part`;
      const about = query ? ` pour ${quoted(query)}` : "";
      return `${words}${about}${narrowed}${again}${missing.length && parsed(query).words.length > 1 ? nowhere : ""}.`;
    }

    async function run() {
      const mine = (turn += 1);
      const { query } = wanted;
      box.value = box.value.trim() === query ? box.value : query;
      sort.value = query || wanted.order !== "pertinence" ? wanted.order : "recent";
      sort.options[0].disabled = !query;
      document.title = `${query ? `${quoted(query)}, recherche` : "Recherche"} — ${site}`;
      showChosen(null);
      if (!parsed(query).words.length && !isSet(wanted)) return clear("");
      page.setAttribute("aria-busy", "true");
      try {
        const found = await search(wanted);
        if (mine !== turn) return undefined;
        answer = found;
        list.replaceChildren();
        advice.hidden = answer.number > 0;
        tools.hidden = answer.number === 0;
        offer(answer.left);
        await showMore();
        if (mine !== turn) return undefined;
        say(summary(answer));
        showFacets(await answer.facets(), mine);
      } catch (error) {
        if (mine === turn) clear("L’index de la recherche n’a pas pu être lu. Rechargez la page, ou passez par les index ci-dessous.", true);
        console.warn(error);
      } finally {
        if (mine === turn) page.removeAttribute("aria-busy");
      }
      return undefined;
    }

    /** Show what can be chosen; the box that has the focus keeps it. */
    function showFacets(facets, mine) {
      if (mine !== turn) return;
      const held = sets.contains(document.activeElement) ? document.activeElement : null;
      const place = held && { facet: held.closest("fieldset")?.dataset.facet, type: held.type, value: held.value };
      sets.replaceChildren(...FACETS.map((facet) => facetSet(facet, facets, wanted, unfolded, change)).filter(Boolean));
      panel.hidden = !sets.childElementCount;
      page.classList.toggle("has-facets", !panel.hidden);
      showChosen(facets.names);
      if (!place) return;
      const same = [...sets.querySelectorAll(`fieldset[data-facet="${place.facet}"] :is(input, button)`)].find((input) => input.type === place.type && (place.type !== "checkbox" || input.value === place.value));
      same?.focus();
    }

    /** Name what is chosen, each a button that gives it up. */
    function showChosen(names) {
      if (!names && isSet(wanted) && chips.childElementCount) return;
      const buttons = FACETS.flatMap((facet) => wanted.chosen[facet].map((value) => {
        const button = element("button", { type: "button" }, element("span", { class: "visually-hidden" }, "Retirer le filtre "), label(facet, value, names), element("span", { "aria-hidden": "true" }, " ×"));
        button.addEventListener("click", () => { change(toggled(wanted, facet, value)); box.focus(); });
        return element("li", {}, button);
      }));
      if (buttons.length > 1) {
        const all = element("button", { type: "button", class: "all" }, "Tout retirer");
        all.addEventListener("click", () => { change({ ...wanted, chosen: Object.fromEntries(FACETS.map((facet) => [facet, []])) }); box.focus(); });
        buttons.push(element("li", {}, all));
      }
      chips.replaceChildren(...buttons);
      chips.hidden = !buttons.length;
    }

    /** Offer to search without the words that stand nowhere. */
    function offer(words) {
      const query = words.join(" ");
      without.hidden = !query;
      if (query) without.replaceChildren("Chercher seulement ", element("a", { href: addressOf({ ...wanted, query }) }, quoted(query)));
    }

    function clear(text, isFault = false) {
      answer = null;
      list.replaceChildren();
      sets.replaceChildren();
      panel.hidden = true;
      page.classList.remove("has-facets");
      tools.hidden = true;
      more.hidden = true;
      advice.hidden = !isFault;
      without.hidden = true;
      say(text);
    }

    function change(next, isTyping = false) {
      wanted = next;
      const target = addressOf(wanted);
      if (target !== location.href) history[isTyping ? "replaceState" : "pushState"](null, "", target);
      run();
    }

    let waiting = 0;
    const typed = () => ({ ...wanted, query: box.value.trim() });
    box.addEventListener("focus", () => open().catch(() => {}), { once: true });
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => change(typed(), true), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      change(typed());
    });
    sort.addEventListener("change", () => change({ ...wanted, order: sort.value }));
    panel.querySelector(".to-results").addEventListener("click", (event) => {
      event.preventDefault(); // the address is that of the search
      const hits = page.querySelector(".hits");
      hits.scrollIntoView();
      hits.focus({ preventScroll: true });
    });
    more.addEventListener("click", async () => {
      const mine = turn;
      page.setAttribute("aria-busy", "true");
      try {
        (await showMore())?.querySelector("a").focus();
      } finally {
        if (mine === turn) page.removeAttribute("aria-busy");
      }
    });
    tools.querySelector(".as-csv").addEventListener("click", async () => download("recherche.csv", "text/csv", asCsv(await answer.rows())));
    tools.querySelector(".as-ris").addEventListener("click", async () => download("recherche.ris", "application/x-research-info-systems", asRis(await answer.rows())));
    addEventListener("popstate", () => { wanted = asked(location.href); run(); });

    const wide = matchMedia("(min-width: 60em)");
    const unfold = () => { panel.open = wide.matches; };
    wide.addEventListener("change", unfold);
    unfold();
    box.value = wanted.query;
    run();
    if (!wanted.query && !isSet(wanted)) box.focus();
  }

  const page = document.getElementById("recherche-page");
  page.querySelector(".without-script").hidden = true;
  page.classList.add("is-live");
  openPage(page);
})();
