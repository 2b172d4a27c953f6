// What is where on the map: places, positions, and what lies at one.

import { enter } from "./engine.js";

export class Positions {
  /** The widget, where there is one. */
  #widget;
  /** What the numbers of `pick` stand for, with this dataset on this part of the world. */
  #picked = new Map();

  constructor(widget) {
    this.#widget = widget;
  }

  /** Another dataset, or another part of the world. */
  forget() {
    this.#picked.clear();
  }

  project(place) {
    return this.#pair(place, (widget, lon, lat) => widget.project(null, lon, lat));
  }

  unproject(position) {
    return this.#pair(position, (widget, x, y) => widget.unproject(null, x, y));
  }

  pick(position) {
    const widget = this.#widget();
    if (!widget || !position) return null;
    const number = pickNumber(widget, Number(position[0]), Number(position[1]));
    if (number < 0) return null;
    let picked = this.#picked.get(number);
    if (!picked) this.#picked.set(number, (picked = widget.picked(null, number)));
    return { country: picked.country, actor: picked.actor, event: picked.event };
  }

  #pair(pair, answer) {
    const widget = this.#widget();
    if (!widget || !pair) return null;
    return answer(widget, Number(pair[0]), Number(pair[1])) ?? null;
  }
}

function pickNumber(widget, x, y) {
  return enter(() => widget.pick(x, y), widget);
}
