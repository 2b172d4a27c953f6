// What changes about the screen and the page around a widget, so that it must be drawn anew.

/** Calls `refresh(withTheme)` until the signal ends, and `refused` where a canvas cannot be drawn on. */
export function followScreen(root, signal, refresh, refused) {
  const section = root.querySelector("section");
  // Colours have a transition of no length, whose end tells that the page has changed one.
  section.addEventListener("transitionend", (event) => event.target === section && event.propertyName === "box-shadow" && refresh(true), { signal });
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", () => refresh(true), { signal });
  }
  followDensity(signal, () => refresh(false));
  // Neither of these bubbles. A browser that has taken a canvas's memory gives it back empty.
  section.addEventListener("contextrestored", () => refresh(true), { signal, capture: true });
  section.addEventListener("error", (event) => event.target.localName === "canvas" && refused(), { signal, capture: true });
}

/** A page that is zoomed, or moved to another screen, may keep its size in CSS pixels. */
function followDensity(signal, refresh) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const changed = () => {
    refresh();
    followDensity(signal, refresh);
  };
  query.addEventListener("change", changed, { signal, once: true });
}
