// What the page and the reader ask of a widget: done at once, or when there is one, or when the later part of
// the module is there.

import { isWhole, loadLater } from "./engine.js";

export class Requests {
  /** The widget, where there is one. */
  #widget;
  /** Hears that the later part is not to be had. */
  #fail;
  /** What was asked for before there was a widget, in order. */
  #pending = [];
  /** What has been asked of it while the later part is on its way, in order. */
  #held = [];
  /** Whether the state has changed while the later part was on its way. */
  #waits = false;
  /** Whether other data is on its way, which what is asked for now may be about. */
  awaitsData = false;

  constructor(widget, fail) {
    this.#widget = widget;
    this.#fail = fail;
  }

  /** Whether what has changed is drawn only when the later part is there. */
  get isWaiting() {
    return this.#waits && !isWhole();
  }

  /** Whether something waits for a widget. */
  get arePending() {
    return this.#pending.length > 0;
  }

  /** Changes the state at once; what that shows may need the later part, for which the next frame waits. */
  change(call) {
    const widget = this.#widget();
    if (!widget || this.awaitsData) this.#pending.push(call);
    if (!widget) return;
    this.#waits = true;
    call(widget);
  }

  /** Asks something that takes the later part: at once where the module is whole. */
  ask(call) {
    if (isWhole()) return call(this.#widget());
    this.#held.push(call);
    loadLater().then(
      () => this.release(),
      (thrown) => this.#held.length > 0 && this.#fail(thrown),
    );
  }

  /** The later part is there. */
  release() {
    this.#waits = false;
    for (const call of this.#held.splice(0)) call(this.#widget());
  }

  /** The next widget gets this state, and whatever this one could not do yet. */
  keep(state) {
    this.#pending = [(widget) => widget.setState(state), ...this.#held, ...this.#pending];
  }

  /** Does what waited for a widget; and again what may be about data that is still on its way. */
  repeat(call) {
    if (this.awaitsData) this.#pending.push(call);
    call(this.#widget());
  }

  /** What has waited for a widget, or for data. */
  take() {
    this.awaitsData = false;
    return this.#pending.splice(0);
  }

  /** The data is there that something has waited for. */
  give() {
    for (const call of this.take()) call(this.#widget());
  }

  /** The widget is gone, and with it what it was asked. */
  drop() {
    this.#held = [];
    this.#waits = this.awaitsData = false;
  }
}
