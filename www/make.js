// Makes an atlas of one's own data, all on the page: reads, checks, shows, and gives it to be saved.

import "./aukus-atlas.js";
import { convert, decode } from "./convert.js";

const at = (id) => document.getElementById(id);
const FORMS = { csv: "A table of changes", timelinejs: "A TimelineJS document", geojson: "GeoJSON", dataset: "A dataset" };
/** How long the page waits after a key. */
const REST_MS = 250;
/** How many findings are listed. */
const MOST = 100;
/** The largest file that is put into the field of text. */
const MOST_BYTES = 20_000_000;

let dataset = null;
let atlas = null;
let stem = "atlas";
/** What the file is called, in words; empty for what was pasted. */
let name = "";
/** Whether the file's letters were those of old Windows. */
let isOld = false;
let timer = 0;
let reads = 0;

/** Reads what stands in the field, and shows what came of it. */
async function read() {
  const mine = ++reads;
  const text = at("text").value;
  const isBlank = !text.trim();
  at("findings").hidden = isBlank;
  if (isBlank) return;
  const [form, title, language, dates] = ["form", "title", "language", "dates"].map((id) => at(id).value.trim());
  const request = { form, title, name, language, dates, countries: countryNames([language, ...navigator.languages]) };
  let outcome;
  try {
    outcome = await convert(text, request);
  } catch (error) {
    at("verdict").textContent = `The converter could not be loaded: ${error.message}`;
    return;
  }
  if (mine !== reads) return;
  tell(outcome);
  if (!outcome.dataset) return void (at("stale").hidden = false);
  at("stale").hidden = true;
  dataset = outcome.dataset;
  await show();
  if (mine === reads) offer();
}

/** Languages in which tables name countries, besides those of the editor; the converter knows English by itself. */
const TONGUES = ["de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "hi", "ja", "ko", "zh-Hans", "zh-Hant"];
const known = { key: "", names: {} };

/** The codes of countries by their names in these languages and in others; the first language that has a name decides. */
function countryNames(languages) {
  const all = [...new Set([...languages, ...TONGUES])].filter((tag) => tag && isKnown(tag));
  if (known.key === String(all)) return known.names;
  const names = {};
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  // Codes that have been given up stand for others: DD for DE.
  const isOwn = (code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isOwn);
  for (const language of all) {
    const named = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const code of codes) {
      const name = named.of(code);
      if (name) names[name] ??= code;
    }
  }
  Object.assign(known, { key: String(all), names });
  return names;
}

function isKnown(tag) {
  try {
    return Intl.DisplayNames.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

function count(n, one, many) {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

/** Says what was found. */
function tell({ form, dataset, errors, warnings, asks }) {
  const what = FORMS[form];
  at("asked").hidden = asks !== "dates";
  at("verdict").textContent = errors.length
    ? `${what} with ${count(errors.length, "error", "errors")}. Nothing of it is shown until ${errors.length === 1 ? "it is" : "they are"} mended.`
    : `${what}: ${count(dataset.events.length, "event", "events")}, ${count(dataset.actors.length, "actor", "actors")}, ${count(dataset.statuses.length, "status", "statuses")}.`;
  if (isOld) at("verdict").append(" The file is not UTF-8: it was read as Windows-1252, so look at letters with accents.");
  at("errors").replaceChildren(...errors.slice(0, MOST).map(finding));
  if (errors.length > MOST) at("errors").append(make("li", `and ${errors.length - MOST} more`));
  at("warned").hidden = !warnings.length;
  at("warned").querySelector("summary").textContent = count(warnings.length, "thing was guessed or left out", "things were guessed or left out");
  at("warnings").replaceChildren(...warnings.slice(0, MOST).map(finding));
}

function finding({ path, line, column, parts, found, expected, hint }) {
  const item = make("li");
  const place = item.appendChild(make("p"));
  place.className = "place";
  const go = place.appendChild(make("button", `Line ${line}`));
  go.type = "button";
  go.className = "button";
  go.setAttribute("aria-label", `Go to line ${line}, column ${column}`);
  go.addEventListener("click", () => goTo(line, column, parts[1]));
  if (path && !path.startsWith("line ")) place.append(make("code", path));
  else if (path.includes(", ")) place.append(`column ${path.split(", ")[1]}`);
  item.append(make("p", `Found ${found}; expected ${expected}.`));
  if (hint) item.append(make("p", `${hint[0].toUpperCase()}${hint.slice(1)}`));
  const shown = item.appendChild(make("pre"));
  shown.append(parts[0], make("mark", parts[1] || " "), parts[2]);
  return item;
}

/** Puts the cursor where something was found. */
function goTo(line, column, what) {
  const field = at("text");
  const lines = field.value.split("\n");
  const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const start = before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  field.focus();
  field.setSelectionRange(start, start + (what.endsWith("…") ? 0 : what.length));
  const height = parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, (line - 3) * height);
}

/** Shows the dataset: day, selection and camera stay while it is worked on. */
async function show() {
  at("preview").hidden = false;
  if (!atlas) {
    atlas = document.createElement("aukus-atlas");
    atlas.setAttribute("loading", "eager");
    at("stage").append(atlas);
  }
  await atlas.setData(dataset);
}

/** What can be taken along. */
function offer() {
  at("results").hidden = false;
  const file = `${stem}.json`;
  const { title, summary } = dataset;
  const fallback = [plain(title), plain(summary)].filter(Boolean).map(escape);
  at("snippet-element").textContent = [
    '<script type="module" src="aukus-atlas.js"></script>',
    `<aukus-atlas src="${escape(file)}">`,
    ...fallback.map((text) => `  <p>${text}</p>`),
    "</aukus-atlas>",
  ].join("\n");
  at("snippet-frame").textContent =
    `<iframe src="embed.html?src=${encodeURIComponent(file)}" title="${escape(plain(title))}"\n        width="100%" height="1100" loading="lazy"></iframe>`;
}

/** The page of one file with this dataset in place of its own. */
async function onePage() {
  const response = await fetch("standalone.html");
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`.trim());
  const [title, summary] = [dataset.title, dataset.summary].map((text) => escape(plain(text) ?? ""));
  const letters = Array.from(new TextEncoder().encode(JSON.stringify(dataset)), (byte) => String.fromCharCode(byte));
  const data = btoa(letters.join(""));
  // What stands in the page is replaced piece by piece; a function, since texts may have a dollar sign in them.
  return [
    [/<html lang="[^"]*"/, () => `<html lang="${escape(dataset.language)}"`],
    [/<title>[^<]*/, () => `<title>${title}`],
    [/(<meta name="description" content=")[^"]*/, (_, before) => before + (summary || title)],
    [/(<h1[^>]*>)[^<]*/, (_, before) => before + title],
    [/(<aukus-atlas[^>]*>)[^]*?(?=<\/aukus-atlas>)/, (_, before) => `${before}<p>${title}</p>${summary && `<p>${summary}</p>`}`],
    [/(id="atlas-file-data">)[^<]*/, (_, before) => before + data],
  ].reduce((page, [found, put]) => {
    if (!found.test(page)) throw new Error("the page of one file is not as it was built");
    return page.replace(found, put);
  }, await response.text());
}

/** A text of a dataset, in the first of its languages where it has several. */
function plain(text) {
  return typeof text === "string" ? text : Object.values(text ?? {})[0];
}

function escape(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter]);
}

function save(name, content, type) {
  const link = make("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  link.download = name;
  link.click();
  // The download has its own hold on it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  at("told").textContent = `Saved as ${name}.`;
}

async function take(file) {
  if (file.size > MOST_BYTES) {
    at("findings").hidden = false;
    at("verdict").textContent = `${file.name} is larger than ${MOST_BYTES / 1e6} MB; the command line reads it: atlas convert.`;
    return;
  }
  const bare = file.name.replace(/\.[^.]*$/, "");
  stem = bare.replace(/[^\p{L}\p{N}_-]+/gu, "-") || "atlas";
  name = bare.replace(/[-_\s]+/g, " ").trim();
  const bytes = new Uint8Array(await file.arrayBuffer());
  // The beginning is enough to say that a file is no text.
  const isArchive = [0x50, 0x4b, 3, 4].every((byte, at) => bytes[at] === byte);
  const decoded = decode(isArchive ? bytes.subarray(0, 4) : bytes);
  isOld = Boolean(decoded.isOld);
  at("text").value = decoded.text;
  await read();
  if (decoded.text.trim()) return;
  at("findings").hidden = false;
  at("verdict").textContent = `${file.name} is empty.`;
}

function make(name, text = "") {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  return element;
}

at("text").addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(read, REST_MS);
});
for (const id of ["form", "title", "language", "dates"]) at(id).addEventListener("change", read);
at("file").addEventListener("change", ({ target }) => {
  if (target.files.length) take(target.files[0]);
  // So that choosing the same file again is told too.
  target.value = "";
});
/** Does what may fail, and tells in a place if it does. */
async function attempt(what, place, act) {
  try {
    await act();
  } catch (error) {
    at(place).textContent = `${what}: ${error.message}`;
  }
}

at("example").addEventListener("click", () => {
  at("findings").hidden = false;
  attempt("The example could not be fetched", "verdict", fillExample);
});

async function fillExample() {
  const response = await fetch("gallery/guide.csv");
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  at("text").value = await response.text();
  [stem, name, isOld] = ["harbour-pact", "", false];
  if (!at("title").value) at("title").value = "The Harbour Pact";
  read();
}

at("clear").addEventListener("click", () => {
  at("text").value = at("title").value = "";
  [stem, name, isOld] = ["atlas", "", false];
  at("text").focus();
  for (const id of ["findings", "preview", "results"]) at(id).hidden = true;
  read();
});

for (const button of document.querySelectorAll("[data-dates]")) {
  button.addEventListener("click", () => {
    at("dates").value = button.dataset.dates;
    read();
  });
}

const drop = document.querySelector(".drop");
for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  drop.addEventListener(name, (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("over", name === "dragenter" || name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });
}

at("save-json").addEventListener("click", () => save(`${stem}.json`, `${JSON.stringify(dataset, null, 2)}\n`, "application/json"));
for (const [button, what, ending, kind, make] of [
  ["save-page", "The page could not be made", "html", "text/html", onePage],
  ["save-svg", "The drawing could not be made", "svg", "image/svg+xml", () => atlas.toSVG()],
  ["save-png", "The picture could not be made", "png", "image/png", () => atlas.toPNG()],
]) {
  at(button).addEventListener("click", () => attempt(what, "told", async () => save(`${stem}.${ending}`, await make(), kind)));
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const code = at(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(code.textContent);
      at("told").textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(code);
      at("told").textContent = "Selected: copy it with the keyboard.";
    }
  });
}

// A form that the browser has kept through a reload is read again.
read();
