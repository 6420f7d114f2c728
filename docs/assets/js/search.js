/* The search on every page: "/" and Ctrl-K (on a Mac, also Cmd-K) go to the box, or to the page of the search where no box is seen. Who goes to a box will search:
 * what every search needs is fetched meanwhile.
 */

(() => {
  "use strict";

  const PAGE = new URL("../../recherche.html", document.currentScript.src);
  const BOX = "input[type=search][name=q]";
  const NEEDED = ["shards.json.gz", "program/engine.js.gz", `program/${document.documentElement.lang}.wasm.gz`];

  function fetchMeanwhile({ target }) {
    if (location.protocol === "file:" || location.pathname === PAGE.pathname || !target.matches(BOX)) return;
    document.removeEventListener("focusin", fetchMeanwhile);
    for (const file of NEEDED) document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: new URL(`pagefind/${file}`, PAGE).href }));
  }
  document.addEventListener("focusin", fetchMeanwhile);

  const isTyping = (target) => target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);

  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const isControlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSlash && !isControlK) return;
    const boxes = [...document.querySelectorAll(BOX)];
    const box = boxes.find((input) => input.checkVisibility?.() ?? input.offsetParent);
    event.preventDefault();
    if (box) { box.focus(); box.select(); } else location.assign(PAGE);
  });
})();
