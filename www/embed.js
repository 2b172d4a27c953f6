// The element alone in a page, for a frame: its attributes come from the query, its state from the
// fragment, and the parent is told how high it is.

import { AukusAtlas } from "./aukus-atlas.js";

const atlas = document.createElement("aukus-atlas");
const query = new URLSearchParams(location.search);
for (const name of AukusAtlas.observedAttributes) {
  if (query.has(name)) atlas.setAttribute(name, query.get(name));
}
atlas.setAttribute("loading", "eager");
if (!query.has("permalink")) atlas.setAttribute("permalink", "replace");
// Without a wish this page has no language of its own: it speaks the one that the element finds.
const page = document.documentElement;
if (query.get("lang")) page.lang = query.get("lang");
else page.removeAttribute("lang");
document.querySelector("main").append(atlas);
atlas.addEventListener("atlas-ready", () => (page.lang ||= atlas.shadowRoot.querySelector("section").lang));

if (parent !== window) {
  const tell = () => {
    const height = Math.ceil(atlas.getBoundingClientRect().height);
    // Any page may embed this one, and a height is no secret.
    parent.postMessage({ type: "aukus-atlas:height", height }, "*");
  };
  new ResizeObserver(tell).observe(atlas);
}
