// What takes too long can be asked for again, without losing what has come already.

let asking = new AbortController();
let hasAsked = false;

/** Asks again for whatever is still on its way to any element of the page. */
export function askAgain() {
  const before = asking;
  asking = new AbortController();
  hasAsked = true;
  before.abort();
}

/** How what is kept from before may be used: what a reader asks for again may have been kept damaged. */
export const cacheMode = () => (hasAsked ? "reload" : "default");

/** What `load` gives, begun anew whenever it is asked again. It gets the signal that ends the try before. */
export async function persist(load) {
  for (;;) {
    const { signal } = asking;
    try {
      const found = await load(signal);
      hasAsked = false;
      return found;
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }
}

/** A signal that ends with either of two; where browsers cannot say so, with the first. */
export const either = (one, other) => AbortSignal.any?.([one, other]) ?? one;
