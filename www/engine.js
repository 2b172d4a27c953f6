// The browser module and the world, fetched once for all elements of a page; and its loss: the
// module was built without words for a panic, which is a trap that whoever called in gets to see.

import { Engine, Widget, __wbg_finalize_init as start, __wbg_get_imports as imports } from "./aukus_atlas.js";
import { Painter } from "./painter.js";
import { fetchFile, isProblem } from "./problem.js";

const FILES = __ATLAS_FILES__;
export const beside = (name) => new URL(name, import.meta.url);

let engine;
let detail;

/** The module and the base part of the world. */
export function loadEngine(onStep) {
  engine ??= (async () => {
    const world = fetchFile(beside(FILES["world-110m.bin"])).then((response) => response.arrayBuffer());
    // A failure here is told where the world is awaited.
    world.catch(() => {});
    const { instance } = await instantiate(await fetchFile(beside(FILES.wasm)), imports());
    start(instance);
    onStep();
    const bytes = new Uint8Array(await world);
    onStep();
    return enter(() => new Engine(bytes, (canvas) => new Painter(canvas)));
  })();
  // What failed may work the next time.
  engine.catch(() => (engine = undefined));
  return engine;
}

/** Streaming needs the right type of content, which not every host sends. */
async function instantiate(response, imports) {
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/** The detail part of the world, fetched when a zoom or a dense screen shows more than the base has. */
export function fetchDetail() {
  detail ??= fetchFile(beside(FILES["world-50m.bin"])).then((response) => response.arrayBuffer());
  detail.catch(() => (detail = undefined));
  return detail;
}

/** Fetches the detail part and gives it to the module. */
export async function loadDetail(engine) {
  const bytes = await fetchDetail();
  if (!engine.hasDetail) enter(() => engine.addDetail(new Uint8Array(bytes)));
}

/** How to tell the elements of the page that the module they share is lost. */
export const connected = new Set();

/** Calls into the module. Whatever is thrown there, but a refusal, leaves it in a state that cannot be
    trusted: a trap, an overflow of the stack. */
export function enter(call) {
  try {
    return call();
  } catch (thrown) {
    if (!isProblem(thrown)) {
      console.error(thrown);
      engine = undefined;
      for (const tell of connected) tell(thrown);
    }
    throw thrown;
  }
}

for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(Widget.prototype))) {
  if (name === "constructor" || name.startsWith("__")) continue;
  Widget.prototype[name] = function (...values) {
    return enter(() => value.apply(this, values));
  };
}
