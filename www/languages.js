// The reader's language: which it is, the widget's words in it, and what the browser's Intl knows of it.

import { assetNames, fetchAsset } from "./assets.js";
import ENGLISH from "./messages/en.json";
import { persist } from "./patience.js";

/** The languages that `www/messages/` has words in, besides English, which is at hand. */
const FETCHED = assetNames.flatMap((name) => /^messages\/(.+)\.json$/.exec(name)?.[1] ?? []);
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

const primary = (tag) => tag.split("-")[0];
const isFetched = (tag) => FETCHED.includes(primary(tag));
/** The page's own words in a language, from those of all its kinds to those of its very own: `zh`, `zh-Hant`, `zh-Hant-TW`. */
function ownWords(tag, own) {
  const parts = tag.toLowerCase().split("-");
  const tags = parts.map((_, at) => parts.slice(0, at + 1).join("-"));
  const found = Object.entries(own ?? {}).filter(([key]) => tags.includes(key.toLowerCase()));
  const words = found.sort(([a], [b]) => a.length - b.length).flatMap(([, words]) => Object.entries(words ?? {}));
  // What is no text is no word, and takes none away.
  return words.filter(([, word]) => typeof word === "string");
}
/** Whether there are words in a language: ours, or the page's own. */
const isKnown = (tag, own) => primary(tag) === "en" || isFetched(tag) || ownWords(tag, own).length > 0;

function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag || [])[0];
  } catch {
    // Not a tag: the next one may be.
  }
}

/** The `lang` nearest to an element, out through shadow roots; its own, which may follow the state, is not asked. */
export function pageLanguage(element) {
  for (let node = element.parentNode; node; node = node.parentNode ?? node.host) {
    const lang = node.getAttribute?.("lang");
    if (lang) return lang;
  }
}

/** The language of an element: what is asked of it, the page's, the first of the reader's that there are words in. */
export function chooseLanguage(asked, element, own) {
  const readers = (navigator.languages ?? []).map(canonical).filter(Boolean);
  const tag =
    canonical(asked) ?? canonical(pageLanguage(element)) ?? readers.find((tag) => isKnown(tag, own)) ?? readers[0] ?? "en";
  // A page in English leaves open whose English; dates are as the reader writes them.
  return readers.find((reader) => reader.startsWith(`${tag}-`)) ?? tag;
}

/** Calls `changed` whenever the language around an element, or the reader's, may have changed, until the signal ends. */
export function followLanguage(element, signal, changed) {
  const observer = new MutationObserver(changed);
  for (let root = element.getRootNode(); root; root = root.host?.getRootNode()) {
    observer.observe(root, { attributes: true, attributeFilter: ["lang"], subtree: true });
  }
  signal.addEventListener("abort", () => observer.disconnect());
  addEventListener("languagechange", changed, { signal });
}

/** Words by language, once they have been fetched. */
const words = { en: ENGLISH };
const fetching = {};

/** Fetches the words of a language, once; without them the reader reads English. */
export function fetchWords(tag) {
  const language = primary(tag);
  if (words[language] || !isFetched(tag)) return undefined;
  fetching[language] ??= persist((signal) => fetchAsset(`messages/${language}.json`, { signal }, (response) => response.json()))
    .then((fetched) => void (words[language] = fetched))
    // The next element tries again.
    .catch(() => void delete fetching[language]);
  return fetching[language];
}

/** What the built-in dataset is called in a language, as far as that is there. */
export const textsOf = (tag) => words[primary(tag)]?.["built-in"];

/** The words in a language as far as they are there, key by key: the page's own, ours, English ones. */
export function wordsOf(tag, own) {
  const ours = Object.entries({ ...ENGLISH, ...words[primary(tag)] }).filter(([, word]) => typeof word === "string");
  return Object.fromEntries([...ours, ...ownWords(tag, own)]);
}

const day = "numeric";
const month = "long";
const year = "numeric";
const DAY_MS = 86_400_000;
/** The first day of the year 1. */
const FIRST_DAY = -719_162;
/** How days are written. `DateStyle` names them by their places. */
const DATES = [
  { weekday: "long", day, month, year },
  { day, month, year },
  { day, month: "short", year },
  { month, year },
  { month: "short" },
  { year },
  { day, month },
  { day },
];

/** What the module asks of a language. */
export class Tongue {
  #made = {};

  constructor(language, own) {
    this.language = language;
    this.words = wordsOf(language, own);
    this.isRightToLeft = RIGHT_TO_LEFT.test(language) && Boolean(isKnown(language, own));
  }

  #intl(name, options) {
    return (this.#made[name + JSON.stringify(options)] ??= new Intl[name](this.language, options));
  }

  #dates(options, day = 0) {
    // Years before the first are counted backwards, which is said.
    const era = options.year && day < FIRST_DAY ? "short" : undefined;
    // The dataset's calendar, whatever the locale prefers.
    return this.#intl("DateTimeFormat", { timeZone: "UTC", calendar: "gregory", era, ...options });
  }

  day(day, style) {
    return this.#dates(DATES[style], day).format(day * DAY_MS);
  }

  days(start, end, style) {
    return this.#dates(DATES[style], start).formatRange?.(start * DAY_MS, end * DAY_MS);
  }

  time(second) {
    return this.#dates({ hour: "numeric", minute: "2-digit" }).format(second * 1000);
  }

  /** Which form of a word goes with a count. */
  form(count) {
    return this.#intl("PluralRules").select(count);
  }

  /** The word of a count in its form, or in the one that every language has. */
  count(key, count) {
    const word = this.words[`${key}.${this.form(count)}`] ?? this.words[`${key}.other`];
    return word.replace("{n}", this.number(count));
  }

  number(count) {
    return this.#intl("NumberFormat").format(count);
  }

  list(items) {
    return this.#intl("ListFormat", { style: "narrow" }).format(items);
  }

  compare(a, b) {
    return this.#intl("Collator", { numeric: true }).compare(a, b);
  }

  /** The name of a country or a language by its code. */
  name(code, type) {
    try {
      return this.#intl("DisplayNames", { type, fallback: "none" }).of(code);
    } catch {
      return undefined;
    }
  }

  lower(text) {
    return text.toLocaleLowerCase(this.language);
  }

  /** The first day of a week, Monday being 0. */
  get weekday() {
    const locale = new Intl.Locale(this.language);
    return ((locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1) - 1;
  }
}
