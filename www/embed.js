// The element alone in a page, for a frame: its attributes come from the query, its state from the
// fragment, and the parent is told how high it is.

import { AukusAtlas } from "./aukus-atlas.js";
import { tellHeight } from "./height.js";

const atlas = document.createElement("aukus-atlas");
const page = document.documentElement;
const query = new URLSearchParams(location.search);
// What else the query has is somebody else's; what a value may be the element says.
for (const name of AukusAtlas.observedAttributes) {
  if (query.has(name)) atlas.setAttribute(name, query.get(name));
}
atlas.setAttribute("loading", "eager");
if (!query.has("permalink")) atlas.setAttribute("permalink", "replace");
if (["light", "dark"].includes(query.get("theme"))) page.style.setProperty("color-scheme", query.get("theme"));
try {
  [page.lang] = Intl.getCanonicalLocales(query.get("lang") || page.lang);
} catch {
  // Not a language: the page's own stays.
}

// The page is named as what it shows.
const [heading] = document.getElementsByTagName("h1");
atlas.addEventListener("atlas-ready", () => {
  const title = atlas.shadowRoot.querySelector("[part~=title]")?.textContent;
  if (title) heading.textContent = document.title = title;
});

const main = document.querySelector("main");
main.append(atlas);
tellHeight(main);
