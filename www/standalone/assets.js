// The files of the module where all of them stand in the page itself, each in a script element that is
// data: takes the place of `assets.js` in `standalone.html`.

import { problem } from "../problem.js";

const PREFIX = "atlas-file-";

/** What the files are called. */
export const assetNames = Array.from(document.querySelectorAll(`[id^="${PREFIX}"]`), ({ id }) => id.slice(PREFIX.length));

/** Files inside the page lie nowhere else. */
export const assetBase = () => undefined;
export function setAssetBase() {}

export function assetNow(name) {
  const text = document.getElementById(PREFIX + name)?.textContent;
  if (!text) throw problem("fetch", `${name} is not in this page`);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export async function fetchAsset(name, options, read = (response) => response) {
  const type = name.endsWith("wasm") || name === "later" ? "application/wasm" : "application/octet-stream";
  return read(new Response(assetNow(name), { headers: { "Content-Type": type } }));
}

/** Nothing else is fetched: a page of one file has nothing beside it, and its policy lets nothing in. */
export async function fetchOther(url) {
  throw problem("fetch", `${url}: this page has everything in one file and fetches nothing; setData() gives it other data`);
}

export const fetchBytes = (name) => fetchAsset(name, {}, (response) => response.arrayBuffer());
