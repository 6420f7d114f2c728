/* The engine of the search: reads the index beside the pages, from a server or from a disk, and answers queries.
 *
 * Pagefind finds words, one shard of the index at a time; a table of the pages answers for everything else: facets, order by date, folding, downloads.
 * From a disk a browser may not read files, but may run scripts: beside each file of the index stands one that hands over the same bytes.
 * Nothing here touches the page.
 */

globalThis.archiveSearch = (() => {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);
  const INDEX = new URL("pagefind/", ROOT);
  const FROM_DISK = location.protocol === "file:";

  /** Above this many candidates, phrases are left to Pagefind, which needs no text for them but misses some (see `withPhrases`). */
  const READABLE = 100;
  /** How many results are asked whether they hold a word: the first may have but a longer one that begins so. */
  const LOOKED_AT = 3;
  /** How many dossiers are asked whether the query is their name. */
  const NAMESAKES = 20;
  /** What stands beside the text finds, but hardly ranks: the words of headings and text do, and a long list of spellings must not outweigh them. */
  const RANKING = { metaWeights: { title: 0.02, graphies: 0.02, noms: 0.5, genre: 0.02, sorte: 0.02, date: 0.02, "média": 0.02 } };

  // --- words ----------------------------------------------------------------------------------------------------------------------------

  const APOSTROPHE = /[’ʼ‘]/g;
  const QUOTES = /[«»“”„]/g;
  const ELIDED = /(?<![\p{L}\p{N}'])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=[\p{L}\p{N}])/giu;

  const folded = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  /** Words of nearly every page, and the longest to read of all. */
  const EVERYWHERE = new Set("a à al au aux ce ces dans de des du el elle en et eux il ils je la le les leur lui ne nous on ou par pas plus pour qu que qui sa se ses son sont sur un une vous y".split(" "));

  /** What a reader typed: the words to look for, those of every page only where there are no others, and the phrases that must stand as they are. */
  function parsed(query) {
    const straight = query.normalize("NFC").replace(APOSTROPHE, "'").replace(QUOTES, '"');
    const phrases = [...straight.matchAll(/"([^"]*)"?/g)].map((match) => match[1].trim()).filter((phrase) => folded(phrase));
    const all = straight.replaceAll('"', " ").replace(ELIDED, "").split(/\s+/).filter((word) => folded(word));
    const telling = all.filter((word) => !EVERYWHERE.has(word.toLowerCase()));
    return { words: telling.length ? telling : all, phrases };
  }

  // --- the files of the index ---------------------------------------------------------------------------------------------------------------

  const awaited = new Map();

  /** Called by the scripts that stand beside the files of the index. */
  globalThis.archiveChunk = (path, base64) => awaited.get(path)?.(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));

  function fromDisk(path) {
    return new Promise((resolve, reject) => {
      awaited.set(path, resolve);
      const script = document.createElement("script");
      script.src = new URL(`${path}.js`, INDEX).href;
      script.onload = () => { awaited.delete(path); script.remove(); };
      script.onerror = () => { awaited.delete(path); script.remove(); reject(new Error(`${path} cannot be read`)); };
      document.head.append(script);
    });
  }

  /** Most files stand in a folder that is named by what it holds; those that do not are asked for anew. */
  async function fromServer(path) {
    const isNamedByContent = path.split("/").length > 2;
    const response = await fetch(new URL(path, INDEX), { cache: isNamedByContent ? "default" : "no-cache" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  const bytes = FROM_DISK ? fromDisk : fromServer;

  const json = async (path) => JSON.parse(new TextDecoder().decode(await bytes(path)));

  async function unpacked(path) {
    const stream = new Blob([await bytes(path)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  // --- opening --------------------------------------------------------------------------------------------------------------------------------

  let opened = null;

  /** Return the shards of the index, ready to be searched, and what they hold. */
  function open() {
    opened ??= opening();
    opened.catch(() => { opened = null; });
    return opened;
  }

  async function opening() {
    const entry = await json("shards.json");
    const [first, ...others] = Object.keys(entry.shards);
    const language = document.documentElement.lang;
    const early = new Map();
    const soon = (path) => early.set(path, bytes(path));
    const inside = (name, file) => `${name}/${entry.shards[name].folder}/${file}`;
    for (const [name, { languages }] of Object.entries(entry.shards)) if (languages[language]) soon(inside(name, `pagefind.${languages[language].hash}.pf_meta`));
    if (entry.shards[first].languages[language]) soon(`${first}/wasm.${entry.shards[first].languages[language].wasm ?? "unknown"}.pagefind`);
    for (const file of early.values()) file.catch(() => {});
    const { PagefindInstance, reading } = await engine(`${first}/engine.js.gz`);
    reading(async (address) => {
      const [name, ...rest] = address.slice(1).split("?")[0].split("/");
      const file = rest.join("/");
      if (file === "pagefind-entry.json") return Response.json(entry.shards[name]);
      const path = file.startsWith("wasm.") ? `${name}/${file}` : inside(name, file);
      return new Response(await (early.get(path) ?? bytes(path)));
    });
    const shards = [first, ...others].map((name) => ({ name, table: inside(name, "table.json.gz"), pagefind: new PagefindInstance({ basePath: `/${name}/`, ranking: RANKING }) }));
    await shards[0].pagefind.init(language, { load_wasm: true });
    await Promise.all(shards.slice(1).map(({ pagefind }) => pagefind.init(language, { load_wasm: false })));
    const group = new Map(entry.folded.flatMap((keys) => keys.map((key) => [key, keys[0]])));
    return { shards, group };
  }

  async function engine(path) {
    const address = URL.createObjectURL(new Blob([await unpacked(path)], { type: "text/javascript" }));
    try {
      return await import(address);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  // --- words and phrases ------------------------------------------------------------------------------------------------------------------------

  /** Return the results of a query that hold all its words and phrases, best first, and those of its words that stand nowhere. */
  async function find(query) {
    const { words, phrases } = parsed(query);
    const { shards } = await open();
    const answers = await Promise.all(shards.map((shard) => findIn(shard, words)));
    const stands = words.map((_, at) => answers.some(({ known }) => known[at]));
    const missing = words.filter((_, at) => !stands[at]);
    if (missing.length) return { found: [], phrases, missing, left: words.filter((_, at) => stands[at]) };
    const results = answers.flatMap(({ results: own }) => own).sort((one, other) => other.score - one.score || (one.key < other.key ? -1 : 1));
    const kept = phrases.length ? await withPhrases(shards, results, phrases) : results;
    return { found: await namesakesFirst(kept, [folded(query), folded(words.join(" "))]), phrases, missing, left: [] };
  }

  async function findIn(shard, words) {
    const alone = await Promise.all(words.map((word) => shard.pagefind.search(word)));
    const known = await Promise.all(words.map((word, at) => isKnown(alone[at].results, word)));
    if (!known.every(Boolean)) return { known, results: [] };
    const { results } = words.length === 1 ? alone[0] : await shard.pagefind.search(words.join(" "));
    return { known, results: results.map((result) => ({ ...result, key: `${shard.name}/${result.id}` })) };
  }

  /** Put the dossiers of just this name before all else: only dossiers have `noms`. */
  async function namesakesFirst(results, names) {
    const dossiers = results.filter((result) => result.matchedMetaFields?.includes("noms")).slice(0, NAMESAKES);
    const texts = await Promise.all(dossiers.map((result) => result.data()));
    const first = dossiers.filter((_, at) => texts[at].meta.noms.split(" · ").some((name) => names.includes(folded(name))));
    return [...first, ...results.filter((result) => !first.includes(result))];
  }

  /**
   * Say of what a shard finds for a word whether the word stands there. For one that does not, Pagefind takes the longest beginning of it that does ("football" finds "fo"), or
   * leaves it out of account among others, without saying so: so the first results are looked at, most often one alone.
   */
  async function isKnown(results, word) {
    for (const result of results.slice(0, LOOKED_AT)) if (holds(result, await result.data(), word)) return true;
    return false;
  }

  function holds(result, { content, meta }, word) {
    const words = content.split(/\s+/);
    const beside = (result.matchedMetaFields ?? []).flatMap((field) => (meta[field] ?? "").split(/\s+/));
    const seen = [...result.words.map((at) => words[at] ?? ""), ...beside].map(folded);
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
  async function withPhrases(shards, results, phrases) {
    if (results.length > READABLE) {
      const lists = await Promise.all(phrases.map((phrase) => phrased(shards, phrase)));
      return results.filter(({ key }) => lists.every((keys) => keys.has(key)));
    }
    const wanted = phrases.map((phrase) => ` ${folded(phrase)} `);
    const texts = await Promise.all(results.map((result) => result.data()));
    return results.filter((_, at) => {
      const { content, meta } = texts[at];
      const places = [content, ...Object.values(meta).flatMap((value) => value.split(" · "))].map((place) => ` ${folded(place)} `);
      return wanted.every((phrase) => places.some((place) => place.includes(phrase)));
    });
  }

  async function phrased(shards, phrase) {
    const keys = shards.map(async ({ name, pagefind }) => (await pagefind.search(`"${phrase}"`)).results.map(({ id }) => `${name}/${id}`));
    return new Set((await Promise.all(keys)).flat());
  }

  // --- the table --------------------------------------------------------------------------------------------------------------------------------

  const FACETS = ["genre", "mois", "media", "acteur", "lieu"];
  /** A page must name each actor and each place that is asked for, and be of one of the rest: as in `archive search`. */
  const EACH = new Set(["acteur", "lieu"]);
  /** Values that are an id and a name. */
  const NAMED = new Set(["media", "acteur", "lieu"]);

  let tabled = null;

  /** Return the pages, key -> row, and the names of the values of each facet, id -> name. */
  function table() {
    tabled ??= tabling();
    tabled.catch(() => { tabled = null; });
    return tabled;
  }

  async function tabling() {
    const { shards } = await open();
    const names = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const rows = new Map();
    const read = async ({ name, table: path, pagefind }) => ({ name, pagefind, held: JSON.parse(await unpacked(path)) });
    for (const { name, pagefind, held } of await Promise.all(shards.map(read))) {
      const ids = {};
      for (const facet of FACETS) {
        ids[facet] = held.values[facet].map((value) => {
          const id = NAMED.has(facet) ? value.split(" ", 1)[0] : value;
          names[facet].set(id, NAMED.has(facet) ? value.slice(id.length + 1) : value);
          return id;
        });
      }
      held.ids.forEach((id, at) => {
        const key = `${name}/${id}`;
        const row = { key, url: held.urls[at], title: held.titre[at], date: held.date[at], order: held.ordre[at], certain: held.certain[at] };
        row.outlet = held["titre-de-presse"][at];
        row.data = () => pagefind.loadFragment(id, [], "");
        for (const facet of FACETS) row[facet] = held.pages[facet][at].map((number) => ids[facet][number]);
        rows.set(key, row);
      });
    }
    return { rows, names };
  }

  const isChosen = (row, facet, value) => (facet === "mois" ? row.mois.some((month) => month.startsWith(value)) : row[facet].includes(value));

  /** Say whether a page is among what is asked for, one facet perhaps left out of account. */
  function passes(row, chosen, without) {
    return FACETS.every((facet) => {
      const values = facet === without ? [] : chosen[facet] ?? [];
      if (!values.length) return true;
      return EACH.has(facet) ? values.every((value) => isChosen(row, facet, value)) : values.some((value) => isChosen(row, facet, value));
    });
  }

  /** Return how many of some pages have each value: of a facet that takes any of several, of those pages that the other facets let through. */
  function counted(rows, chosen) {
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    for (const facet of FACETS) {
      const add = (value) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
      for (const row of rows) {
        if (!passes(row, chosen, EACH.has(facet) ? null : facet)) continue;
        for (const value of row[facet]) add(value);
        if (facet === "mois") for (const month of row.mois) if (month.length > 4) add(month.slice(0, 4));
      }
    }
    return counts;
  }

  /** Put pages in the order of their dates; those without one stay behind, in the order in which they came. */
  function byDate(results, rows, isNewestFirst) {
    const order = (result) => rows.get(result.key).order;
    const dated = results.filter(order);
    const sorted = dated.sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0) * (isNewestFirst ? -1 : 1));
    return [...sorted, ...results.filter((result) => !order(result))];
  }

  /** Put each further copy of an article under the first that was found. */
  function fold(results, group) {
    const heads = new Map();
    return results.flatMap((result) => {
      const name = group.get(result.key);
      const head = name && heads.get(name);
      if (head) { head.copies.push(result); return []; }
      const made = { ...result, copies: [] };
      if (name) heads.set(name, made);
      return [made];
    });
  }

  const isFiltered = (chosen) => FACETS.some((facet) => chosen[facet]?.length);

  /**
   * Answer what is asked for: `query`, `chosen` (facet -> values), `order` (`pertinence`, `recent`, `ancien`). Without words, all pages that were chosen.
   * `found` are the results, copies folded; `number` counts them with their copies. `facets` reads the table where it has not been needed so far.
   */
  async function search({ query, chosen, order }) {
    const hasWords = parsed(query).words.length > 0;
    if (!hasWords && !isFiltered(chosen)) return { found: [], phrases: [], missing: [], left: [], number: 0, rows: async () => [], facets: async () => null };
    const { group } = await open();
    const answer = hasWords ? await find(query) : { phrases: [], missing: [], left: [], found: [] };
    const needsTable = !hasWords || isFiltered(chosen) || order !== "pertinence";
    const held = needsTable ? await table() : null;
    const all = hasWords ? answer.found : [...held.rows.values()].map((row) => ({ ...row, words: [] }));
    const passed = isFiltered(chosen) ? all.filter((result) => passes(held.rows.get(result.key), chosen)) : all;
    const ordered = order !== "pertinence" || !hasWords ? byDate(passed, held.rows, order !== "ancien") : passed;
    return {
      ...answer,
      found: fold(ordered, group),
      number: ordered.length,
      rows: async () => { const { rows } = await table(); return ordered.map(({ key }) => rows.get(key)); },
      facets: async () => { const { rows, names } = await table(); return { names, counts: counted(all.map(({ key }) => rows.get(key)), chosen) }; },
    };
  }

  return { ROOT, FACETS, folded, parsed, open, search };
})();
