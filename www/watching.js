// What an element that shows something must notice: the reader, its size, the screen, the printer, the address.

import { expectTaps, hearReader } from "./hearing.js";
import { followScreen } from "./screen.js";

/** Tells, until the signal ends, what is noticed: `near` of a reader who is about to do something, `hear` of what they do,
    `hearNow` of what cannot wait, `refresh` of another size or, `true`, of other colours, `lost` of a canvas that is
    refused, `moved` of another fragment in the address. */
export function watch(element, root, signal, { near, hear, hearNow, refresh, lost, moved }) {
  root.addEventListener("focusin", near, { signal });
  expectTaps(element, signal, near);
  hearReader(root, signal, hear);
  // At once, whatever of the module is there: the browser prints when this is done.
  for (const name of ["beforeprint", "afterprint"]) addEventListener(name, hearNow, { signal });
  watchSize(element, signal, () => refresh(false));
  followScreen(root, signal, refresh, lost);
  addEventListener("hashchange", moved, { signal });
}

function watchSize(element, signal, changed) {
  let seen = "";
  const observer = new ResizeObserver((entries) => {
    const { width, height } = entries.at(-1).contentRect;
    const size = `${width} ${height}`;
    if (size === seen) return;
    seen = size;
    // What is drawn may change the height. Seen at once, browsers would report that to the page as an error.
    observer.disconnect();
    changed();
    requestAnimationFrame(() => signal.aborted || observer.observe(element));
  });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}
