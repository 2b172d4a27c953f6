// The element alone in a page, for a frame: its attributes come from the query, its state from the
// fragment, and the parent is told how high it is.

import { AukusAtlas } from "./aukus-atlas.js";

const atlas = document.createElement("aukus-atlas");
const query = new URLSearchParams(location.search);
// Other keys of the query are somebody else's; the element itself checks the values.
for (const name of AukusAtlas.observedAttributes) {
  if (query.has(name)) atlas.setAttribute(name, query.get(name));
}
atlas.setAttribute("loading", "eager");
if (!query.has("permalink")) atlas.setAttribute("permalink", "replace");
const page = document.documentElement;
if (["light", "dark"].includes(query.get("theme"))) page.style.setProperty("color-scheme", query.get("theme"));
// Without a wish this page has no language of its own: it speaks the one that the element finds.
page.removeAttribute("lang");
try {
  const [language] = Intl.getCanonicalLocales(query.get("lang") || []);
  if (language) page.lang = language;
} catch {
  // What is asked for is no language.
}

const main = document.querySelector("main");
const [heading] = document.getElementsByTagName("h1");
main.append(atlas);
atlas.addEventListener("atlas-ready", () => {
  const { shadowRoot } = atlas;
  page.lang ||= shadowRoot.querySelector("section").lang;
  // The page is named as what it shows.
  const title = shadowRoot.querySelector("[part~=title]").textContent;
  if (title) heading.textContent = document.title = title;
});
if (parent === window) main.className = "alone";
else import("./height.js").then(({ tellHeight }) => tellHeight(main));
