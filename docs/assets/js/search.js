/* The search of the site: the box in the header, its shortcut, and the page that shows what was found.
 *
 * Pagefind reads its index from pagefind/ beside the pages; nothing else is asked for, and nothing leaves the site. Its own boxes and lists are not used.
 * Everything that comes from an article is put on the page as text, never as HTML.
 */

(() => {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);
  const PAGE = new URL("recherche.html", ROOT);

  /** Results shown at once, and how many more each time. */
  const BATCH = 10;
  /** Words of an excerpt, and how many of them may stand before the first word found. */
  const EXCERPT = 40;
  const LEAD = 8;
  const LOOK_BACK = 14;
  /** Above this many candidates, phrases are left to Pagefind, which needs no text for them but misses some (see `withPhrases`). */
  const READABLE = 100;
  /** How many dossiers are asked whether the query is their name. */
  const NAMESAKES = 20;
  const PAUSE = 200;
  /** What stands beside the text finds, but hardly ranks: the words of headings and text do, and a long list of spellings must not outweigh them. */
  const RANKING = { metaWeights: { title: 0.02, graphies: 0.02, noms: 0.5, genre: 0.02, sorte: 0.02, date: 0.02, "média": 0.02 } };

  // --- words ----------------------------------------------------------------------------------------------------------------------------

  const APOSTROPHE = /[’ʼ‘]/g;
  const QUOTES = /[«»“”„]/g;
  const ELIDED = /(?<![\p{L}\p{N}'])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=[\p{L}\p{N}])/giu;
  const BETWEEN_LETTERS = /(?<=[\p{L}\p{N}_])'(?=[\p{L}\p{N}_])/gu;

  /** The index has U+0027 between letters, because Pagefind splits words there and not at U+2019; readers see U+2019. */
  const printed = (text) => text.replace(BETWEEN_LETTERS, "’");

  const folded = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const number = (value) => value.toLocaleString("fr-FR");
  const quoted = (text) => `«\u202f${text.replace(/["«“]\s*([^"»”]*?)\s*["»”]/g, "“$1”")}\u202f»`;

  /** What a reader typed: the words to look for, and the phrases that must stand as they are. */
  function parsed(query) {
    const straight = query.normalize("NFC").replace(APOSTROPHE, "'").replace(QUOTES, '"');
    const phrases = [...straight.matchAll(/"([^"]*)"?/g)].map((match) => match[1].trim()).filter((phrase) => folded(phrase));
    const words = straight.replaceAll('"', " ").replace(ELIDED, "").split(/\s+/).filter((word) => folded(word));
    return { words, phrases };
  }

  // --- searching ------------------------------------------------------------------------------------------------------------------------

  let engine = null;

  /** The one place that knows where the index comes from. */
  function load() {
    engine ??= import(new URL("pagefind/pagefind.js", ROOT).href).then(async (pagefind) => {
      await pagefind.options({ ranking: RANKING });
      await pagefind.init();
      return pagefind;
    });
    engine.catch(() => { engine = null; });
    return engine;
  }

  /** Return the results of a query that hold all its words and phrases, and those of its words that stand nowhere. */
  async function search(query) {
    const { words, phrases } = parsed(query);
    const pagefind = await load();
    const known = await Promise.all(words.map((word) => isKnown(pagefind, word)));
    const missing = words.filter((_, at) => !known[at]);
    if (missing.length) return { found: [], phrases, missing, left: words.filter((_, at) => known[at]) };
    const { results } = await pagefind.search(words.join(" "));
    const found = phrases.length ? await withPhrases(pagefind, results, phrases) : results;
    return { found: await namesakesFirst(found, [folded(query), folded(words.join(" "))]), phrases, missing, left: [] };
  }

  /** Put the dossiers of just this name before all else: only dossiers have `noms`. */
  async function namesakesFirst(results, names) {
    const dossiers = results.filter((result) => result.matchedMetaFields?.includes("noms")).slice(0, NAMESAKES);
    const texts = await Promise.all(dossiers.map((result) => result.data()));
    const first = dossiers.filter((_, at) => texts[at].meta.noms.split(" · ").some((name) => names.includes(folded(name))));
    return [...first, ...results.filter((result) => !first.includes(result))];
  }

  /**
   * Say whether a word stands anywhere. For one that does not, Pagefind takes the longest beginning of it that does ("football" finds "fo"), or leaves it
   * out of account among others, without saying so: so the first result is looked at.
   */
  async function isKnown(pagefind, word) {
    const [first] = (await pagefind.search(word)).results;
    if (!first) return false;
    const { content, meta } = await first.data();
    const words = content.split(/\s+/);
    const beside = (first.matchedMetaFields ?? []).flatMap((field) => (meta[field] ?? "").split(/\s+/));
    const seen = [...first.words.map((at) => words[at] ?? ""), ...beside].map(folded);
    const wanted = folded(word).replaceAll(" ", "");
    return seen.some((text) => [text.replaceAll(" ", ""), ...text.split(" ")].some((form) => isForm(form, wanted)));
  }

  /** Say whether two words may be forms of one, as stemming has it: endings differ. */
  function isForm(one, other) {
    let same = 0;
    while (same < other.length && one[same] === other[same]) same += 1;
    if (/\d/.test(other) || other.length < 3) return same === other.length;
    return other.length < 6 ? same >= Math.min(other.length - 1, 3) : same > other.length / 2;
  }

  /**
   * Keep the results that hold every phrase. Pagefind's own search for phrases misses one where a word of it stands on the page both with and without
   * an accent ("a" and "à"), so the texts are read, as long as they are few.
   */
  async function withPhrases(pagefind, results, phrases) {
    if (results.length > READABLE) {
      const lists = await Promise.all(phrases.map((phrase) => pagefind.search(`"${phrase}"`)));
      const ids = lists.map((list) => new Set(list.results.map((result) => result.id)));
      return results.filter((result) => ids.every((set) => set.has(result.id)));
    }
    const wanted = phrases.map((phrase) => ` ${folded(phrase)} `);
    const texts = await Promise.all(results.map((result) => result.data()));
    return results.filter((_, at) => {
      const { content, meta } = texts[at];
      const places = [content, ...Object.values(meta).flatMap((value) => value.split(" · "))].map((place) => ` ${folded(place)} `);
      return wanted.every((phrase) => places.some((place) => place.includes(phrase)));
    });
  }

  // --- showing --------------------------------------------------------------------------------------------------------------------------

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** Where the title stands in the text, in words: articles begin with it, or with a line above it. */
  function titleSpan(words, title) {
    const key = folded(title.join(" "));
    for (let start = 0; start < Math.min(words.length, 40); start += 1) {
      if (folded(words.slice(start, start + title.length).join(" ")) === key) return [start, start + title.length];
    }
    return [0, 0];
  }

  const MARKED = /^((?:[^\p{L}\p{N}]|(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)[’'](?=[\p{L}\p{N}]))*)(.*?)([^\p{L}\p{N}]*)$/isu;

  /** Words as nodes, those found marked: without what is elided before them or punctuation around them. */
  function shown(words, isFound) {
    return words.flatMap((word, at) => {
      const space = at ? [" "] : [];
      const [, before, itself, after] = isFound(at) ? printed(word).match(MARKED) : [];
      return itself ? [...space, before, element("mark", {}, itself), after] : [...space, printed(word)];
    });
  }

  const ENDS_SENTENCE = /[.!?…][»”")]*$/;

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

  /** One result, laid out as the entries of all lists of the site. */
  async function entry(result, phrases) {
    const data = await result.data();
    const { title, date, genre, sorte } = data.meta;
    const outlet = data.meta["média"];
    const words = data.content.split(/\s+/);
    const titleWords = title.split(/\s+/);
    const [start, end] = titleSpan(words, titleWords);
    const found = phrases.length ? phraseHits(words, phrases) : result.words;
    const hits = [...new Set(found)].sort((one, other) => one - other);
    const inText = hits.filter((hit) => hit >= end);
    const link = element("a", { href: new URL(data.raw_url.replace(/^\//, ""), ROOT).href });
    link.append(...shown(titleWords, (at) => hits.includes(start + at) && start + at < end));
    const line = element("p", {}, element("span", { class: "when" }, printed(date ?? sorte ?? "")), element("span", { class: "what" }, link));
    if (genre !== "Article") line.append(element("span", { class: "from" }, "dossier"));
    else if (outlet) line.append(element("span", { class: "from" }, printed(outlet)));
    const item = element("li", {}, line);
    if (words.length > end) item.append(element("blockquote", {}, element("p", {}, ...excerpt(words, inText, end))));
    if (!hits.length && ["graphies", "noms"].some((field) => result.matchedMetaFields?.includes(field))) item.append(element("p", { class: "more" }, "Trouvé par une autre graphie d’un nom."));
    return item;
  }

  function address(query) {
    const target = new URL(PAGE);
    if (query) target.searchParams.set("q", query);
    return target;
  }

  // --- the page -------------------------------------------------------------------------------------------------------------------------

  function openPage(page) {
    const form = page.querySelector("form");
    const box = form.elements.q;
    const status = page.querySelector("[role=status]");
    const list = page.querySelector(".results ul");
    const more = page.querySelector("button.more-results");
    const advice = page.querySelector(".advice");
    const without = page.querySelector(".without");
    const site = document.title.split(" — ").slice(1).join(" — ");
    let asked = 0;
    let results = [];
    let phrases = [];

    const say = (text) => { status.textContent = text; };

    async function showMore() {
      const mine = asked;
      const before = list.childElementCount;
      const items = await Promise.all(results.slice(before, before + BATCH).map((result) => entry(result, phrases)));
      if (mine !== asked) return null;
      list.append(...items);
      const left = results.length - list.childElementCount;
      more.hidden = left === 0;
      more.textContent = left === 1 ? "Afficher le dernier résultat" : `Afficher ${number(Math.min(left, BATCH))} résultats de plus`;
      return items[0] ?? null;
    }

    function summary(query, { found, missing }) {
      const count = found.length ? `${number(found.length)} résultat${found.length > 1 ? "s" : ""}` : "Aucun résultat";
      const nowhere = `\u00a0: ${missing.map(quoted).join(", ")} ne figure${missing.length > 1 ? "nt" : ""} nulle part`;
      return `${count} pour ${quoted(query)}${missing.length && parsed(query).words.length > 1 ? nowhere : ""}.`;
    }

    async function run() {
      const query = box.value.trim();
      const mine = (asked += 1);
      document.title = `${query ? `${quoted(query)}, recherche` : "Recherche"} — ${site}`;
      if (!parsed(query).words.length) return clear("");
      try {
        const answer = await search(query);
        if (mine !== asked) return undefined;
        results = answer.found;
        phrases = answer.phrases;
        list.replaceChildren();
        advice.hidden = results.length > 0;
        offer(answer.left);
        await showMore();
        if (mine === asked) say(summary(query, answer));
      } catch (error) {
        if (mine === asked) clear("L’index de la recherche n’a pas pu être lu. Rechargez la page, ou passez par les index ci-dessous.", true);
        console.warn(error);
      }
      return undefined;
    }

    /** Offer to search without the words that stand nowhere. */
    function offer(words) {
      const query = words.join(" ");
      without.hidden = !query;
      if (query) without.replaceChildren("Chercher seulement ", element("a", { href: address(query).href }, quoted(query)));
    }

    function clear(text, isFault = false) {
      results = [];
      list.replaceChildren();
      more.hidden = true;
      advice.hidden = !isFault;
      without.hidden = true;
      say(text);
    }

    function remember(replace) {
      const target = address(box.value.trim());
      if (target.href !== location.href) history[replace ? "replaceState" : "pushState"](null, "", target);
    }

    const fromAddress = () => {
      box.value = new URLSearchParams(location.search).get("q") ?? "";
      return run();
    };

    let waiting = 0;
    box.addEventListener("focus", () => load().catch(() => {}), { once: true });
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { remember(true); run(); }, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      remember(false);
      run();
    });
    more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());
    addEventListener("popstate", fromAddress);
    fromAddress();
    if (!box.value) box.focus();
  }

  // --- from every page ----------------------------------------------------------------------------------------------------------------------

  const isTyping = (target) => target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const box = [...document.querySelectorAll("input[type=search]")].find((input) => input.checkVisibility?.() ?? input.offsetParent);
    event.preventDefault();
    if (box) { box.focus(); box.select(); } else location.assign(PAGE);
  });

  const page = document.getElementById("recherche-page");
  if (page) {
    page.querySelector(".without-script").hidden = true;
    page.classList.toggle("is-live", location.protocol !== "file:");
    page.querySelector(".from-disk").hidden = location.protocol !== "file:";
    if (location.protocol !== "file:") openPage(page);
  }
})();
