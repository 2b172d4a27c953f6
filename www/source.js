// Where what an element shows comes from: the file at its `src`, or what the page has given.

export class Source {
  /** Tells one dataset from another, whatever rows there are for it. */
  dataset = Symbol();
  /** The address that it was fetched from; null where it is built in, or given. */
  src = null;
  /** Whether the page has given it, which then needs no fetching. */
  isGiven = false;
  /** What the page gave, of which `data` is a copy. */
  given = null;
  /** The dataset as plain values, once it is there. */
  data = null;
  /** The text that it was read from, while it may still be wrong. */
  text = "";
  /** Events by the hundred thousand for it: a page's arrays, or the pieces of a long file. */
  rows = null;

  constructor(known) {
    Object.assign(this, known);
  }
}
