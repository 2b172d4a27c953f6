// The files that the module fetches: beside it, unless the page says that they lie elsewhere. Bundlers
// take such files along where their addresses are written like these.

import { cacheMode, persist } from "./patience.js";
import { isProblem, problem } from "./problem.js";

const FILES = __ATLAS_URLS__;

/** What the files are called, wherever they lie. */
export const assetNames = Object.keys(FILES);

let base;

/** The folder named as the one where the files are; undefined for where the module lies. */
export const assetBase = () => base;

export function setAssetBase(folder) {
  base = folder ? new URL(folder, document.baseURI).href.replace(/\/?$/, "/") : undefined;
}

function addressOf(name) {
  const [path, url] = FILES[name];
  return base ? new URL(path, base) : url();
}

/** What `read` makes of the response with a file, by its logical name. */
export function fetchAsset(name, options, read) {
  return fetchOther(addressOf(name), options, read);
}

/** The same with what lies elsewhere, a dataset of the page's; a body that is cut or damaged is told like one that never
    came. */
export async function fetchOther(url, options, read = (response) => response) {
  try {
    const response = await fetch(url, { ...options, cache: cacheMode() });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    return await read(response);
  } catch (error) {
    throw isProblem(error) ? error : problem("fetch", `${url}: ${error.message}`);
  }
}

/** The bytes of a file, asked for again whenever a reader wishes. */
export function fetchBytes(name) {
  return persist((signal) => fetchAsset(name, { signal }, (response) => response.arrayBuffer()));
}

/** The bytes of a file while the caller waits. */
export function assetNow(name) {
  const url = addressOf(name);
  try {
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    // A letter per byte: a synchronous request gives no bytes.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(request.status);
    return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
  } catch (error) {
    throw problem("fetch", `${url}: ${error.message}`);
  }
}
