// The state in the fragment of the page's address.

/** Browsers let a page write its address only so often: a drag is written once it rests. */
const REST_MS = 200;

export class Permalink {
  #element;
  /** The widget, where there is one. */
  #widget;
  #isOpening = false;
  #timer = 0;

  constructor(element, widget) {
    this.#element = element;
    this.#widget = widget;
  }

  get #isOff() {
    return this.#element.permalink === "off" || !this.#widget();
  }

  /** Takes what the fragment tells, unless it is an anchor of the page's own. An empty one, when the reader
      comes back to it, stands for how the element opened. */
  open(isFollowing = false) {
    if (this.#isOff) return;
    const text = location.hash.slice(1);
    const pairs = [...new URLSearchParams(text)];
    // The name of an anchor has no value, and may be that of a key.
    const isOurs = text ? text.includes("=") && this.#widget().knowsPairs(pairs) : isFollowing;
    if (!isOurs) return;
    this.#isOpening = true;
    this.#widget().openPairs(pairs);
    this.#isOpening = false;
  }

  write({ reason, changed }) {
    if (this.#isOff || this.#isOpening) return;
    const isStep = reason === "tour" && changed.includes("tour");
    const isChosen = isStep || (reason === "user" && changed.includes("selected"));
    const isChoice = isChosen && this.#element.permalink === "push";
    const write = () => {
      if (!this.#widget()) return;
      // Whole: a fragment alone would be taken from the page's <base>.
      const url = new URL(location.href);
      url.hash = new URLSearchParams(this.#widget().pairs());
      try {
        history[isChoice ? "pushState" : "replaceState"](history.state, "", url);
      } catch {
        // A document without an address of its own, as in `srcdoc`, cannot have one written.
      }
    };
    this.end();
    if (isChoice) write();
    else this.#timer = setTimeout(write, REST_MS);
  }

  end() {
    clearTimeout(this.#timer);
  }
}
