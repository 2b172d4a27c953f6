// What a widget hears of its reader.

/** On the shadow root; and on the section in it: leaving is told to the element that is left only, and
    a wheel on the shadow root makes Chromium take the element for one that listens to no wheel, so that
    it scrolls without asking. */
const HEARD = ["click", "change", "focusin", "focusout", "input", "keydown", "pointerdown", "pointermove", "pointerup", "pointercancel"];
const HEARD_WITHIN = ["wheel", "pointerleave"];

/** Keys that scroll a page and that map, lanes and playhead take for themselves. */
const SCROLLS = new Set(["ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "End", "Home", "PageDown", "PageUp", " "]);

export function hearReader(root, signal, hear) {
  // A wheel that zooms must not scroll as well.
  const options = { signal, passive: false };
  for (const name of HEARD) root.addEventListener(name, hear, options);
  for (const name of HEARD_WITHIN) root.querySelector("section").addEventListener(name, hear, options);
}

/** Whether an event that comes before the later part of the module is kept and told once that is there; if so,
    makes it ready for that. */
export function isToBeKept(event) {
  const target = event.composedPath()[0];
  const isZoom = event.ctrlKey || event.metaKey;
  const isKeyOfZone = SCROLLS.has(event.key) && !isZoom && !event.altKey && target.matches?.("[data-zone]");
  // Or the page would scroll or zoom.
  if (event.type === "wheel" ? isZoom : event.type === "keydown" && isKeyOfZone) event.preventDefault();
  if (!HEARD.includes(event.type) || (event.type === "pointermove" && !event.buttons)) return false;
  // Once it has been told to all, an event forgets its target within the shadow root.
  Object.defineProperty(event, "target", { value: target });
  return true;
}

/** How long the element stays in mid-screen before a tap is expected. */
const STAY_MS = 2000;

/** Touch screens give no hover. An element kept in mid-screen for 2 s is being read, so prefetch the later part. */
export function expectTaps(element, signal, expect) {
  if (!matchMedia("(hover: none) and (pointer: coarse)").matches || navigator.connection?.saveData || typeof IntersectionObserver === "undefined") return;
  let timer;
  const watching = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer);
      if (entries.at(-1).isIntersecting) timer = setTimeout(() => (watching.disconnect(), expect()), STAY_MS);
    },
    { rootMargin: "-45% 0px" },
  );
  watching.observe(element);
  signal.addEventListener("abort", () => (clearTimeout(timer), watching.disconnect()));
}
