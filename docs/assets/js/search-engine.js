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

  const decoded = (base64) => Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  /** Called by the scripts that stand beside the files of the index. */
  globalThis.archiveChunk = (path, base64) => awaited.get(path)?.(decoded(base64));

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

  /** Inflate by the browser's own means: several times as fast as Pagefind's. */
  function inflated(packed, type = "application/octet-stream") {
    const { writable, readable } = new DecompressionStream("gzip");
    const writer = writable.getWriter();
    Promise.all([writer.write(packed), writer.close()]).catch(() => {}); // whoever reads is told
    return new Response(readable, { headers: { "Content-Type": type } });
  }

  const unpacked = async (path, type) => inflated(await bytes(path), type);

  // --- opening --------------------------------------------------------------------------------------------------------------------------------

  /** Make something when it is first asked for; anew where that failed. */
  function once(make) {
    let made = null;
    return () => {
      made ??= make();
      made.catch(() => { made = null; });
      return made;
    };
  }

  /** Return the shards of the index, ready to be searched, and what they hold. */
  const open = once(opening);

  /** Where a shard has the chunks that tell all places of a word; the others tell few, which is enough for all but phrases. */
  const WHOLE = "places";

  /** What every search needs is asked for all at once: what leads to the shards, Pagefind's script and its program. */
  async function opening() {
    const language = document.documentElement.lang;
    const [entry, { PagefindInstance, reading }, program] = await Promise.all([
      unpacked("shards.json.gz", "application/json").then((response) => response.json()),
      unpacked("program/engine.js.gz", "text/javascript").then(imported),
      unpacked(`program/${language}.wasm.gz`, "application/wasm"),
    ]);
    reading((address) => answered(entry, address));
    await new PagefindInstance().backend({ module_or_path: program });
    const instance = async (basePath) => {
      const made = new PagefindInstance({ basePath, ranking: RANKING });
      await made.init(language, { load_wasm: false });
      return made;
    };
    const shards = await Promise.all(Object.keys(entry.shards).map(async (name) => {
      const whole = once(() => instance(`/${name}/${WHOLE}/`));
      return { name, table: inside(entry, name, "table.json.gz"), pagefind: await instance(`/${name}/`), whole };
    }));
    const group = new Map(entry.folded.flatMap((keys) => keys.map((key) => [key, keys[0]])));
    return { shards, group };
  }

  async function imported(script) {
    const address = URL.createObjectURL(await script.blob());
    try {
      return await import(address);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  const inside = (entry, name, file) => `${name}/${entry.shards[name].folder}/${file}`;

  /** Hand Pagefind a file that it asks for: of each shard, what leads to it and its lists are here already. */
  async function answered(entry, address) {
    const [, name, isWhole, file] = address.match(`^/([^/]+)/(${WHOLE}/)?([^?]+)`);
    const [, language] = file.match(/^pagefind\.(.+)\.pf_meta$/) ?? [];
    if (file === "pagefind-entry.json") return Response.json(entry.shards[name]);
    return inflated(language ? decoded(entry.shards[name].lists[language]) : await bytes(inside(entry, name, isWhole ? file.replace("index", WHOLE) : file)));
  }

  // --- words and phrases ------------------------------------------------------------------------------------------------------------------------

  /** Return the results of a query that hold all its words and phrases, best first, and those of its words that stand nowhere. */
  async function find(query) {
    const { words, phrases } = parsed(query);
    const { shards } = await open();
    const names = [folded(query), folded(words.join(" "))];
    const answers = await Promise.all(shards.map((shard) => findIn(shard, words, names)));
    const stands = words.map((_, at) => answers.some(({ known }) => known[at]));
    const missing = words.filter((_, at) => !stands[at]);
    if (missing.length) return { found: [], phrases, missing, left: words.filter((_, at) => stands[at]) };
    const inRank = (one, other) => other.isNamesake - one.isNamesake || other.score - one.score || (one.key < other.key ? -1 : 1);
    const results = answers.flatMap(({ results: own }) => own).sort(inRank);
    return { found: phrases.length ? await withPhrases(shards, results, phrases) : results, phrases, missing, left: [] };
  }

  async function findIn(shard, words, names) {
    const { results } = await shard.pagefind.search(words.join(" "));
    const stands = async (word) => await isKnown(results, word) || (words.length > 1 && isKnown((await shard.pagefind.search(word)).results, word));
    const [namesakes, ...known] = await Promise.all([namesakesAmong(results, names), ...words.map(stands)]);
    for (const result of results) Object.assign(result, { key: `${shard.name}/${result.id}`, isNamesake: namesakes.has(result), copies: [] });
    return { known, results: known.every(Boolean) ? results : [] };
  }

  /** Return the dossiers of just this name, which stand before all else: only dossiers have `noms`. */
  async function namesakesAmong(results, names) {
    const dossiers = results.filter((result) => result.matchedMetaFields?.includes("noms")).slice(0, NAMESAKES);
    const texts = await Promise.all(dossiers.map((result) => result.data()));
    return new Set(dossiers.filter((_, at) => texts[at].meta.noms.split(" · ").some((name) => names.includes(folded(name)))));
  }

  /**
   * Say of what a shard finds whether a word stands there. For one that does not, Pagefind takes the longest beginning of it that does ("football" finds "fo"), or
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
    const keys = shards.map(async ({ name, whole }) => (await (await whole()).search(`"${phrase}"`)).results.map(({ id }) => `${name}/${id}`));
    return new Set((await Promise.all(keys)).flat());
  }

  // --- the table --------------------------------------------------------------------------------------------------------------------------------

  const FACETS = ["genre", "mois", "media", "acteur", "lieu"];
  /** A page must name each actor and each place that is asked for, and be of one of the rest: as in `archive search`. */
  const EACH = new Set(["acteur", "lieu"]);
  /** Values that are an id and a name. */
  const NAMED = new Set(["media", "acteur", "lieu"]);

  /** Return the pages, key -> row, and the names of the values of each facet, id -> name. */
  const table = once(tabling);

  async function tabling() {
    const { shards } = await open();
    const names = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const rows = new Map();
    const read = async ({ name, table: path, pagefind }) => ({ name, pagefind, held: await (await unpacked(path, "application/json")).json() });
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
      if (name) heads.set(name, result);
      return [result];
    });
  }

  // --- the answer -------------------------------------------------------------------------------------------------------------------------------

  const ORDERS = ["pertinence", "recent", "ancien"];

  /** What an address asks for: `query`, `chosen` (facet -> values), `order`. */
  function asked(address) {
    const given = new URL(address).searchParams;
    const chosen = Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(given.getAll(facet).filter(Boolean))]]));
    const order = ORDERS.includes(given.get("tri")) ? given.get("tri") : "pertinence";
    return { query: (given.get("q") ?? "").trim(), chosen, order };
  }

  const isFiltered = (chosen) => FACETS.some((facet) => chosen[facet]?.length);

  async function answering({ query, chosen, order }) {
    const hasWords = parsed(query).words.length > 0;
    if (!hasWords && !isFiltered(chosen)) return { found: [], phrases: [], missing: [], left: [], number: 0, rows: async () => [], facets: async () => null };
    const { group } = await open();
    const answer = hasWords ? await find(query) : { phrases: [], missing: [], left: [], found: [] };
    const needsTable = !hasWords || isFiltered(chosen) || order !== "pertinence";
    const held = needsTable ? await table() : null;
    const all = hasWords ? answer.found : [...held.rows.values()].map((row) => ({ ...row, words: [], copies: [] }));
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

  let latest = {};

  /**
   * Answer what is asked for. Without words, all pages that were chosen. `found` are the results, copies folded; `number` counts them with their copies. `facets` reads
   * the table where it has not been needed so far. The same question twice in a row is answered once.
   */
  function search(wanted) {
    const question = JSON.stringify(wanted);
    if (latest.question !== question) latest = { question, answer: answering(wanted) };
    latest.answer.catch(() => { latest = {}; });
    return latest.answer;
  }

  search(asked(location.href)).catch(() => {}); // the page, still on its way, will ask the same, and tell of a fault
  return { ROOT, FACETS, folded, parsed, asked, open, search };
})();
