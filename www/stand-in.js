// What stands in the widget's place: the page's fallback, over it how loading goes or what went wrong.

import { errorBox, progressBar } from "./status.js";

export class StandIn {
  #root;
  /** The bar or the box over the fallback. */
  #box = null;
  /** What is told to have gone wrong. */
  error = null;

  constructor(root) {
    this.#root = root;
    this.showFallback();
  }

  showFallback() {
    this.#put(null);
    if (!this.#root.querySelector("slot")) this.#root.append(document.createElement("slot"));
  }

  /** Gives the bar; while an earlier dataset is shown, which stays until the new one is there, it is not seen. */
  showProgress(english, askAgain, isSeen) {
    const bar = progressBar(english, askAgain);
    this.#put(bar.status, null, isSeen);
    return bar;
  }

  showError(detail, tongue, retry, hasFallback) {
    this.showFallback();
    const box = errorBox(detail, tongue, retry, hasFallback);
    box.dir = tongue.isRightToLeft ? "rtl" : "ltr";
    this.#put(box, detail);
  }

  /** The widget takes its place. */
  end() {
    this.#put(null);
    for (const slot of this.#root.querySelectorAll("slot")) slot.remove();
  }

  #put(box, error = null, isSeen = true) {
    this.#box?.remove();
    this.#box = box;
    this.error = error;
    if (box && isSeen) this.#root.prepend(box);
  }
}
