// Where a dataset comes from: built in, from its address, or a table at one.

import { fetchAsset, fetchOther } from "./assets.js";
import { importConverter } from "./lazily.js";
import { either, persist } from "./patience.js";
import { problem } from "./problem.js";

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

/** What is wrong with a dataset, with the lines of its text at which it is: the converter knows them. */
export async function placed(thrown, text) {
  if (thrown?.code !== "dataset" || !text) return thrown;
  return importConverter().then(({ withLines }) => withLines(thrown, text)).catch(() => thrown);
}

/** The dataset at an address (null for the built-in one): `{data}`, with its text while that may still be
    wrong, or with the rows that are to be taken into it. `name` is what a table is called. */
export function fetchDataset(src, name, signal) {
  return persist(async (again) => {
    const trying = new AbortController();
    const giveUp = () => trying.abort();
    again.addEventListener("abort", giveUp);
    try {
      return await tryOnce(src, name, either(signal, trying.signal));
    } finally {
      // What is left to be read in pieces comes in, whatever else is asked for again.
      again.removeEventListener("abort", giveUp);
    }
  });
}

function tryOnce(src, name, signal) {
  if (src === null) return fetchAsset("data", { signal }, async (response) => ({ data: parseDataset(await response.text()) }));
  const url = addressIn(src);
  return fetchOther(url, { signal }, async (response) => {
    const read = await readUpTo(MOST_BYTES, response);
    const title = name || titleOf(url);
    if (!isTable(url, response)) return read.pieces ? inPieces(read, title) : readDataset(await read.whole.text());
    if (read.pieces) return inPieces({ ...read, title }, title);
    const { decode, fromTable } = await importConverter();
    return { data: await fromTable(decode(new Uint8Array(await read.whole.arrayBuffer())).text, title) };
  });
}

/** Adds texts in a language to those that a record, or one with the same id in a list, has; whether it did not have
    them yet. A plural that it lacks is that of its label. */
export function translate(record, texts, tag, own = record.language) {
  let isNew = false;
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === "string") {
      const known = record[key] ?? record.label;
      isNew ||= !known[tag];
      record[key] = { ...(typeof known === "string" ? { [own]: known } : known), [tag]: text };
    } else {
      for (const item of record[key]) {
        const of = text[item.id];
        if (of) isNew = translate(item, of, tag, own) || isNew;
      }
    }
  }
  return isNew;
}

/** Whether what has been fetched is a table of changes rather than a dataset. */
function isTable(url, response) {
  return /\.(csv|tsv)$/i.test(url.pathname) || /^text\/(csv|tab-)/.test(response.headers.get("Content-Type"));
}

function addressIn(src) {
  try {
    return new URL(src, document.baseURI);
  } catch (error) {
    throw problem("fetch", `${src}: ${error.message}`);
  }
}

/** A part of an address without its escapes, where they are escapes. */
function readable(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What a file is called. */
function titleOf(url) {
  return readable(url.pathname.split("/").pop()).replace(/\.\w+$/, "").replace(/[-_]+/g, " ");
}

async function readDataset(text) {
  try {
    return { data: parseDataset(text), text };
  } catch (thrown) {
    throw await placed(thrown, text);
  }
}

/** A text of at most so many bytes is read at once, with all that it can say. */
const MOST_BYTES = 4_194_304;

/** The whole of a response; of one that is longer its pieces, as they come in, and how many bytes they will be. */
async function readUpTo(most, response) {
  const [begun, reader] = [[], response.body.getReader()];
  let [read, next] = [0, await reader.read()];
  for (; !next.done && read < most; next = await reader.read()) {
    begun.push(next.value);
    read += next.value.length;
  }
  if (next.done) return { whole: new Blob(begun) };
  async function* pieces() {
    try {
      yield* begun.splice(0);
      for (; !next.done; next = await reader.read()) yield next.value;
    } catch (error) {
      throw error.name === "AbortError" ? error : problem("fetch", `${response.url}: ${error.message}`);
    } finally {
      // Given up, it need not come in.
      reader.cancel().catch(() => {});
    }
  }
  return { pieces, bytes: Number(response.headers.get("content-length")) || Infinity };
}

/** What is too long to be read at once is read into an empty dataset: a table, which has a title, or JSON. */
function inPieces(table, title) {
  const [scales, statuses, groups, tracks, actors, sources, events] = Array.from({ length: 7 }, () => []);
  const data = { schema: 1, title, language: "en", updated: "2000-01-01", scales, statuses, groups, tracks, actors, sources, events };
  return { data, rows: { table } };
}

/** The same of a text that a page has; nothing where it is short enough. */
export function longText(text) {
  if (typeof text !== "string" || text.length < MOST_BYTES) return undefined;
  async function* pieces() {
    const encoder = new TextEncoder();
    for (let [at, end] = [0, 0]; at < text.length; at = end) {
      end = at + 65_536;
      // Not between the halves of a letter.
      if (text.charCodeAt(end - 1) >> 10 === 0x36) end++;
      yield encoder.encode(text.slice(at, end));
    }
  }
  return inPieces({ pieces, bytes: text.length }, "…");
}
