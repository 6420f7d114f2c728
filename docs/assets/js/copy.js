/* The page that offers a copy of the site: how large it is, and that it is one where it is. */

(() => {
  "use strict";

  const offer = document.querySelector(".copy-offer");
  const here = document.querySelector(".copy-here");
  const absent = document.querySelector(".copy-absent");

  function instead(other) {
    offer.hidden = true;
    other.hidden = false;
  }

  async function measure() {
    const answer = await fetch(offer.querySelector("a").href, { method: "HEAD" });
    if (answer.status === 404) return instead(absent);
    const size = Number(answer.headers.get("Content-Length")) / 1e6;
    const amount = size.toLocaleString("fr-FR", { maximumFractionDigits: size < 10 ? 1 : 0, minimumFractionDigits: 0 });
    if (answer.ok && size) offer.querySelector(".copy-size").textContent = `${amount}\u00a0Mo`;
    return undefined;
  }

  if (location.protocol === "file:") instead(here);
  else measure().catch(() => {});
})();
