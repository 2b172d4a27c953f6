// The language of an element, and the widget's words in it.

import ENGLISH from "./messages/en.json";

/** The first of these tags that the browser knows how to read. */
export function validLanguage(...candidates) {
  for (const candidate of candidates) {
    try {
      const [tag] = Intl.getCanonicalLocales(candidate || []);
      if (tag) return tag;
    } catch {
      // Not a tag: the next one may be.
    }
  }
  return "en";
}

/** The messages in a language, with the page's own over them. */
export function messagesIn(language, own) {
  const primary = language.split("-")[0];
  const merged = { ...ENGLISH, ...own?.[primary], ...own?.[language] };
  // A word that is no text would be no word at all.
  return Object.fromEntries(Object.entries(merged).filter(([, word]) => typeof word === "string"));
}
