// What the widget cannot do without. Where one of these is missing, the fallback stays.

const NEEDED = {
  WebAssembly: () => WebAssembly.Instance,
  adoptedStyleSheets: () => "adoptedStyleSheets" in Document.prototype && CSSStyleSheet.prototype.replaceSync,
  ResizeObserver: () => ResizeObserver,
  roundRect: () => Path2D.prototype.roundRect,
  "canvas 2d": () => document.createElement("canvas").getContext("2d"),
  "Intl.DateTimeFormat": () => Intl.DateTimeFormat,
};

const has = (find) => {
  try {
    return Boolean(find());
  } catch {
    // A name that the browser does not know throws.
    return false;
  }
};

/** The name of the first feature that this browser lacks. */
export function missingFeature() {
  return Object.keys(NEEDED).find((name) => !has(NEEDED[name]));
}
