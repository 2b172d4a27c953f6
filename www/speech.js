// The language that an element speaks: which it is, and the words in it.

import { chooseLanguage, fetchWords, followLanguage, Tongue, wordsOf } from "./languages.js";

export class Speech {
  #element;
  /** The widget, where there is one. */
  #widget;
  /** Hears that another language is to be spoken, or other words in it. */
  #changed;
  /** Ends the following of the page's language. */
  #following = null;
  /** The page's own words, by language. */
  messages = {};
  /** What has been given to the widget, or was the language of what is shown without one. */
  tongue = null;

  constructor(element, widget, changed) {
    this.#element = element;
    this.#widget = widget;
    this.#changed = changed;
  }

  /** The language that is to be spoken by now. */
  get language() {
    const asked = this.#widget()?.getState()?.lang || this.#element.getAttribute("lang");
    return chooseLanguage(asked, this.#element, this.messages);
  }

  /** The words of a language, as far as they are there. */
  words(language) {
    return wordsOf(language, this.messages);
  }

  /** What speaks the language of now from here on. */
  renew() {
    return (this.tongue = new Tongue(this.language, this.messages));
  }

  /** Follows the page's language until `end`. */
  follow() {
    this.end();
    this.#following = new AbortController();
    followLanguage(this.#element, this.#following.signal, () => this.take());
  }

  end() {
    this.#following?.abort();
  }

  /** Takes the language that is to be spoken by now, where it or its words are others than before. */
  async take(hasNewWords = false) {
    if (!this.tongue) return;
    const { language } = this;
    if (language === this.tongue.language && !hasNewWords) return;
    const fetched = fetchWords(language);
    if (fetched) await fetched;
    // Another one may have been asked for meanwhile.
    if (language === this.language) this.#changed();
  }
}
