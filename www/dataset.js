// Where a dataset comes from: built in, from its address, or a table at one.

import { fetchAsset, fetchOther } from "./assets.js";
import { importConverter } from "./lazily.js";
import { either, persist } from "./patience.js";
import { isTable, parseDataset, problem } from "./problem.js";

/** What is wrong with a dataset, with the lines of its text at which it is: the converter knows them. */
export async function placed(thrown, text) {
  if (thrown?.code !== "dataset" || !text) return thrown;
  return importConverter().then(({ withLines }) => withLines(thrown, text)).catch(() => thrown);
}

/** The dataset at an address (null for the built-in one): `{data}`, with its text while that may still be
    wrong, or with the rows that are to be taken into it. `name` is what a table is called. */
export function fetchDataset(src, name, signal) {
  return persist((again) => {
    const options = { signal: either(signal, again) };
    if (src === null) return fetchAsset("data", options, async (response) => ({ data: parseDataset(await response.text()) }));
    const url = addressIn(src);
    return fetchOther(url, options, (response) => (isTable(url, response) ? fetchTable(response, url, name) : readDataset(response)));
  });
}

function addressIn(src) {
  try {
    return new URL(src, document.baseURI);
  } catch (error) {
    throw problem("fetch", `${src}: ${error.message}`);
  }
}

async function readDataset(response) {
  const text = await response.text();
  try {
    return { data: parseDataset(text), text };
  } catch (thrown) {
    throw await placed(thrown, text);
  }
}

/** A table that is too long to be read at once is read piece by piece, into an empty dataset. */
async function fetchTable(response, url, name) {
  const { fromTable, readTable, titleOf } = await importConverter();
  const table = await readTable(response);
  if (table.text !== undefined) return { data: await fromTable(table.text, url, name) };
  const title = name || titleOf(url);
  const [scales, statuses, groups, tracks, actors, sources, events] = Array.from({ length: 7 }, () => []);
  const data = { schema: 1, title, language: "en", updated: "2000-01-01", scales, statuses, groups, tracks, actors, sources, events };
  return { data, rows: { table: { ...table, title } } };
}
