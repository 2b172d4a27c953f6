// The converter: a browser module of its own, fetched when there is something to convert or to explain.

let loading;

function load() {
  loading ??= (async () => {
    const response = await fetch(new URL("./__ATLAS_FILE:convert__", import.meta.url));
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`.trim());
    const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
    return instance.exports;
  })();
  // What failed may work the next time.
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Reads a text of any of the forms that are known: `{form, dataset, errors, warnings, asks?}`. `request` may
    say `form`, `title`, `name` (where the text has no title), `language`, `dates` ("day-first", "month-first"),
    `countries` (names and their codes) and `sourced`; `asks` in the answer is what it should have said. */
export async function convert(text, request = {}) {
  const converter = await load();
  const whole = text.toWellFormed?.() ?? text;
  const input = new TextEncoder().encode(JSON.stringify({ ...request, text: whole }));
  try {
    const room = converter.room(input.length);
    new Uint8Array(converter.memory.buffer, room, input.length).set(input);
    const at = converter.run();
    return JSON.parse(new TextDecoder().decode(new Uint8Array(converter.memory.buffer, at, converter.length())));
  } catch (error) {
    // What a trap leaves behind is not to be used again.
    loading = undefined;
    throw error;
  }
}

/** The dataset that a table of changes makes, for the element; else throws the detail of `atlas-error`. A table
    has no title of its own. */
export async function fromTable(text, title) {
  const { dataset, errors } = await convert(text, { form: "csv", title });
  if (!dataset) throw refusal(errors);
  return dataset;
}

/** A text in whatever a spreadsheet writes: UTF-8, UTF-16, else the letters of old Windows; and whether it is those. */
export function decode(bytes) {
  const [a, b] = bytes;
  const of = (encoding, options) => new TextDecoder(encoding, options).decode(bytes);
  if (a === 0xff && b === 0xfe) return { text: of("utf-16le") };
  if (a === 0xfe && b === 0xff) return { text: of("utf-16be") };
  try {
    return { text: of("utf-8", { fatal: true }) };
  } catch {
    return { text: of("windows-1252"), isOld: true };
  }
}

/** What is wrong with the text of a dataset, with its lines. */
export async function withLines(thrown, text) {
  const { errors } = await convert(text, { form: "dataset" });
  return errors.length ? refusal(errors) : thrown;
}

function refusal(found) {
  const errors = found.map(({ parts, ...error }) => error);
  const [{ path, found: what, expected, hint }] = errors;
  const message = `${path || "dataset"}: found ${what}; expected ${expected}${hint ? `; ${hint}` : ""}`;
  return { code: "dataset", message, errors };
}
