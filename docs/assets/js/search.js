/* The search on every page: "/" and Ctrl-K (on a Mac, also Cmd-K) go to the box, or to the page of the search where no box is seen. */

(() => {
  "use strict";

  const PAGE = new URL("../../recherche.html", document.currentScript.src);

  const isTyping = (target) => target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);

  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const isControlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSlash && !isControlK) return;
    const boxes = [...document.querySelectorAll("input[type=search][name=q]")];
    const box = boxes.find((input) => input.checkVisibility?.() ?? input.offsetParent);
    event.preventDefault();
    if (box) { box.focus(); box.select(); } else location.assign(PAGE);
  });
})();
