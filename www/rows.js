// Events by the hundred thousand: taken in slices, between which the page can draw and hear its reader. A
// module of its own, fetched by those who have so many.

/** How long a slice takes; a device a quarter as fast still answers at once. */
const SLICE_MS = 6;
/** How long a step of one takes, about. */
const STEP_MS = 3;
/** How much of a file is read at once. */
const PIECE_BYTES = 65_536;

/** Gives way to whatever else waits. */
function giveWay() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), done());
    port2.postMessage(0);
  });
}

/** Takes a page's arrays into the dataset that a widget shows, or in its place a table, or a dataset as JSON, in pieces.
    What takes longer than a slice has a bar over the section, with a button to give up; so does the page's own signal,
    and `signal` where the widget is to show something else. `taken` is called when the widget has them, before they
    are drawn. */
export async function takeRows(widget, { rows, isGiven }, section, words, signal, taken) {
  const { onprogress } = rows;
  let [isCancelled, bar] = [false, null];
  const ask = () => {
    if (isCancelled || rows.signal?.aborted || signal.aborted) throw new DOMException("given up", "AbortError");
  };
  const tell = (share) => {
    bar ??= showBar(section, words, () => (isCancelled = true));
    bar.tell(share);
    onprogress?.(share);
  };
  try {
    await takeInSlices(widget, { ...rows, isGiven }, ask, tell);
    taken();
    // What has been taken over can no longer be given up.
    while (!signal.aborted && widget.drawPart()) await giveWay();
    onprogress?.(1);
  } finally {
    bar?.status.remove();
  }
}

/** `ask` throws where it is to be given up; `tell` hears how far it has come, 0 to 1. */
async function takeInSlices(widget, { arrays, table, isGiven }, ask, tell) {
  ask();
  widget.beginRows(arrays ? { arrays: typed(arrays), isGiven } : { title: table.title, bytes: table.bytes, isGiven });
  if (table) {
    let [read, began] = [0, performance.now()];
    for await (const piece of table.pieces()) {
      for (let at = 0; at < piece.length; at += PIECE_BYTES) {
        ask();
        widget.feedRows(piece.subarray(at, at + PIECE_BYTES));
        if (performance.now() - began < SLICE_MS) continue;
        tell(Math.min((read + at) / table.bytes, 1) / 2);
        await giveWay();
        began = performance.now();
      }
      read += piece.length;
    }
  }
  const before = table ? 0.5 : 0;
  let [budget, sliceBegan] = [4096, performance.now()];
  for (;;) {
    ask();
    const began = performance.now();
    const share = widget.advanceRows(null, budget);
    if (share >= 1) return;
    const now = performance.now();
    budget = Math.min(Math.max(Math.round((budget * STEP_MS) / Math.max(now - began, 0.1)), 512), 4 * budget, 1 << 18);
    if (now - sliceBegan < SLICE_MS) continue;
    tell(before + share * (1 - before));
    await giveWay();
    sliceBegan = performance.now();
  }
}

/** A page's arrays as arrays of the numbers that the module reads. */
function typed({ time, span, actor, status, kind, kinds, title }) {
  const as = (Type, name, given) => {
    if (given === null || typeof given !== "object") return undefined;
    try {
      return given instanceof Type ? given : new Type(given);
    } catch (error) {
      const wrong = { path: `rows.${name}`, found: error.message, expected: "an array of numbers" };
      throw { code: "dataset", message: `${wrong.path}: ${wrong.found}; expected ${wrong.expected}`, errors: [wrong] };
    }
  };
  return {
    time: as(Float64Array, "time", time),
    span: as(Float32Array, "span", span),
    // In an array of bytes 255 is nobody.
    actor: actor instanceof Uint8Array ? actor : as(Uint16Array, "actor", actor),
    status: as(Uint8Array, "status", status),
    kind: as(Uint8Array, "kind", kind),
    kinds: Array.from(kinds ?? []),
    title,
  };
}

function showBar(section, word, giveUp) {
  const status = create("div", "loading over");
  const bar = status.appendChild(create("div", "bar"));
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", word["loading.rows"]);
  const done = bar.appendChild(create("i"));
  status.append(create("span", "small", word["loading.rows"]));
  const button = status.appendChild(create("button", "link small", word.cancel));
  button.type = "button";
  button.addEventListener("click", giveUp);
  section.append(status);
  return {
    status,
    tell: (share) => {
      const percent = Math.round(share * 100);
      bar.setAttribute("aria-valuenow", percent);
      done.style.setProperty("width", `${percent}%`);
    },
  };
}

function create(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
