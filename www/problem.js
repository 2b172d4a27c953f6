// What went wrong, as `atlas-error` tells it:
// `{code, message, errors: [{path, found, expected, hint?, line?, column?}]}`.

import { cacheMode } from "./patience.js";

export function problem(code, message, errors = []) {
  return { code, message, errors };
}

export function isProblem(thrown) {
  return typeof thrown?.code === "string" && Array.isArray(thrown.errors);
}

/** The detail of `atlas-error` for whatever was thrown. */
export function detailOf(thrown) {
  return isProblem(thrown) ? thrown : problem("internal", String(thrown?.message ?? thrown));
}

/** What `read` makes of the response from an address; a body that is cut or damaged is told like one that never came. */
export async function fetchFile(url, options, read = (response) => response) {
  try {
    const response = await fetch(url, { ...options, cache: cacheMode() });
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    return await read(response);
  } catch (error) {
    throw isProblem(error) ? error : problem("fetch", `${url}: ${error.message}`);
  }
}

/** Whether what has been fetched is a table of changes rather than a dataset. */
export function isTable(url, response) {
  return /\.(csv|tsv)$/i.test(url.pathname) || /^text\/(csv|tab-)/.test(response.headers.get("Content-Type"));
}

/** A page's own object as plain values: what its getters and proxies do must not happen within the module. */
export function copyOf(data) {
  try {
    return structuredClone(data) ?? null;
  } catch (error) {
    throw problem("dataset", error.message, [{ path: "", found: error.message, expected: "a dataset as plain objects" }]);
  }
}

export function parseDataset(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem("dataset", error.message, [{ path: "", found: `a slip in the JSON: ${error.message}`, expected: "JSON" }]);
  }
}
