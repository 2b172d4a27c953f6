// The promise `ready`: of whatever opens next.

export class Ready {
  promise;
  resolve;
  reject;
  #isOpen = false;

  constructor() {
    this.renew();
  }

  /** A promise that is still open is kept: whoever waits for it waits for whatever opens next. */
  renew() {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.promise = new Promise((resolve, reject) => {
      const once = (settle) => (value) => {
        this.#isOpen = false;
        settle(value);
      };
      this.resolve = once(resolve);
      this.reject = once(reject);
    });
    // The page may not care; a refusal is told by `atlas-error` too.
    this.promise.catch(() => {});
  }
}
