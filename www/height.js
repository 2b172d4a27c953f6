// A frame's height, told to the page around it in the ways that pages commonly understand. A height
// is no secret, and any page may embed this one, so that it is told to whoever is the parent.

/** How iframe-resizer's messages begin, and what a frame says that waits for its start message. */
const RESIZER = "[iFrameSizer]";
const RESIZER_READY = "[iFrameResizerChild]Ready";
/** How long a parent may take to give the height that it was told. */
const PARENT_MS = 500;
/** An id that may be echoed: nothing in it means anything to either side. */
const ID = /^[\w-]{1,64}$/;

/** The messages that tell a height, by dialect; `ids` are what parents call this frame. */
const DIALECTS = {
  atlas: (height) => ({ type: "aukus-atlas:height", height }),
  // Its parents find the frame by who sent the message or, older ones, by a part of its address.
  datawrapper: (height, { address }) => ({ "datawrapper-height": { [address]: height } }),
  pym: (height, { pym }) => pym && ["pym", pym, "height", height].join("xPYMx"),
  resizer: (height, { resizer, event }) => resizer && `${RESIZER}${resizer}:${height}:${innerWidth}:${event}`,
  amp: (height) => ({ sentinel: "amp", type: "embed-size", height }),
};

/** Tells the parent the height of an element, now and whenever it changes. */
export function tellHeight(element) {
  const query = new URLSearchParams(location.search);
  const named = (id) => (ID.test(id ?? "") ? id : null);
  const ids = {
    address: `${location.pathname.split("/").pop()}${location.search}`,
    pym: named(query.get("childId")),
    resizer: null,
    event: "init",
  };
  // As long as a scroll bar may come and go, its room is kept: the width, and with it the height, would come and go with it.
  const root = document.documentElement;
  root.style.scrollbarGutter = "stable";
  let [told, waiting] = [0, 0];
  const tell = () => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    // Before anything is drawn there is none to tell.
    if (height === 0) return;
    told = height;
    clearTimeout(waiting);
    waiting = setTimeout(fit, PARENT_MS);
    for (const dialect of Object.values(DIALECTS)) {
      const message = dialect(height, ids);
      if (message) parent.postMessage(message, "*");
    }
    if (ids.resizer) ids.event = "resizeObserver";
  };
  /** A parent that gives the frame the height it is told needs no scroll bar in it; one that does so no more does. */
  const fit = () => {
    const isFitted = innerHeight >= told;
    root.style.overflowY = isFitted ? "hidden" : "";
    root.style.scrollbarGutter = isFitted ? "" : "stable";
  };
  addEventListener("resize", () => innerHeight === told && fit());
  // Of all that may be sent to this page only this is taken: the name by which the parent's resizer knows it.
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || typeof data !== "string" || !data.startsWith(RESIZER)) return;
    const id = named(data.slice(RESIZER.length).split(":")[0]);
    if (!id || ids.resizer === id) return;
    ids.resizer = id;
    ids.event = "init";
    tell();
  });
  new ResizeObserver(tell).observe(element);
  parent.postMessage(RESIZER_READY, "*");
}
