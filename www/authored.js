// What the page's author wrote in the attributes that are keys of the state, apart from what the state has made of them.

import { STATE_ATTRIBUTES } from "./attributes.js";

export class Authored {
  #written = {};
  /** Those whose ids no dataset so far has known. */
  #unknown = [];

  write(name, text) {
    this.#written[name] = text;
  }

  /** Whether what was written is first shown by the later part of the module. */
  get needsLater() {
    const { projection, selected, tour, view } = this.#written;
    return selected || tour || projection === "globe" || view === "table";
  }

  /** Gives a widget that opens all that was written. */
  open(widget) {
    this.#unknown = [];
    this.give(widget, Object.keys(STATE_ATTRIBUTES).filter((name) => this.#written[name]));
  }

  /** Gives a widget what these attributes say by now. */
  give(widget, names) {
    for (const name of names) widget.setState(STATE_ATTRIBUTES[name](this.#written[name] ?? ""), 1);
    this.#see(widget, names);
  }

  /** Another dataset is shown, which may know more of what was written. */
  giveUnknown(widget) {
    this.give(widget, this.#unknown);
  }

  #see(widget, names) {
    const { selected, track, tour } = widget.getState();
    const known = { selected, track, tour: tour?.id };
    const isUnknown = (name) => this.#written[name] && name in known && known[name] !== this.#written[name];
    this.#unknown = [...this.#unknown.filter((name) => !names.includes(name)), ...names.filter(isUnknown)];
  }
}
