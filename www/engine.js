// The browser module and the world, fetched once for all elements of a page. The module is in two
// parts: what the first picture needs, and what is fetched once a reader comes near. And its loss:
// it was built without words for a panic, which is a trap that whoever called in gets to see.

import { Engine, Widget, __wbg_finalize_init as start, __wbg_get_imports as glue } from "./aukus_atlas.js";
import { assetNow, fetchAsset, fetchBytes } from "./assets.js";
import { Painter } from "./painter.js";
import { persist } from "./patience.js";
import { isProblem, problem } from "./problem.js";
import { addStyle } from "./style.js";

/** What there is of the module. It fails or is lost as a whole, and then another takes its place; code that is still
    under way keeps the one that it began with. */
let module;
let detail;

function currentModule() {
  return (module ??= { engine: undefined, later: undefined, isWhole: false, lent: undefined });
}

/** The first part of the module and the base part of the world. */
export function loadEngine(onStep) {
  const own = currentModule();
  own.engine ??= (async () => {
    const world = fetchBytes("world-base.bin");
    // A failure here is told where the world is awaited.
    world.catch(() => {});
    const imports = { ...glue(), later: { load: () => addLaterNow(own) } };
    const { instance } = await fetchCompiled("wasm", "instantiate", imports);
    start(instance);
    own.lent = instance.exports;
    onStep();
    const bytes = new Uint8Array(await world);
    onStep();
    return enter(() => new Engine(bytes, (canvas) => new Painter(canvas)));
  })();
  // What failed may work the next time.
  own.engine.catch(() => module === own && (module = undefined));
  return own.engine;
}

/** A part of the module. Streaming needs the right type of content, which not every host sends. */
function fetchCompiled(name, how, imports) {
  const compile = async (response) =>
    response.headers.get("Content-Type") === "application/wasm"
      ? WebAssembly[`${how}Streaming`](response, imports)
      : WebAssembly[how](await response.arrayBuffer(), imports);
  const explain = (error) => {
    throw /wasm-unsafe-eval|content.security.policy|\bCSP\b/i.test(error.message) ? problem("policy", error.message) : error;
  };
  return persist((signal) => fetchAsset(name, { signal }, (response) => compile(response).catch(explain)));
}

/** Whether the later part is there. */
export const isWhole = () => module?.isWhole ?? false;

/** The later part: panels of what is chosen, the table, input, pictures for download. */
export function loadLater() {
  const own = currentModule();
  own.later ??= (async () => {
    const compiled = await fetchCompiled("later", "compile");
    await own.engine;
    addLater(own, compiled);
  })();
  own.later.catch(() => (own.later = undefined));
  return own.later;
}

function addLater(own, compiled) {
  if (own.isWhole) return;
  new WebAssembly.Instance(compiled, { ...glue(), first: own.lent });
  // It carries its style sheet with it.
  addStyle(new TextDecoder().decode(WebAssembly.Module.customSections(compiled, "style")[0]));
  own.isWhole = true;
}

/** The later part while the caller waits: the last resort of a call that must be answered at once and
    comes before the part that was sent for. */
export function loadLaterNow() {
  addLaterNow(currentModule());
}

function addLaterNow(own) {
  if (own.isWhole) return;
  try {
    addLater(own, new WebAssembly.Module(assetNow("later")));
  } catch (thrown) {
    throw isProblem(thrown) ? { ...thrown, isLoss: true } : thrown;
  }
}

/** The detail part of the world, fetched when a zoom or a dense screen shows more than the base has. */
export function fetchDetail() {
  detail ??= fetchBytes("world-detail.bin");
  detail.catch(() => (detail = undefined));
  return detail;
}

/** Fetches the detail part and gives it to the module. */
export async function loadDetail(engine) {
  const bytes = await fetchDetail();
  if (engine.hasDetail) return;
  enter(() => engine.addDetail(new Uint8Array(bytes)));
  engine.hasDetail = true;
}

/** How to tell the elements of the page that the module they share is lost, and in whose widget it failed. */
export const connected = new Set();

/** Calls into the module, for a widget or for one that is being made. Whatever is thrown there, but a
    refusal, leaves it in a state that cannot be trusted: a trap, an overflow of the stack. */
export function enter(call, widget = null) {
  depth++;
  try {
    return call();
  } catch (thrown) {
    if (!isProblem(thrown) || thrown.isLoss) {
      console.error(thrown);
      module = undefined;
      // What is lost need not be given back.
      leaving.length = 0;
      for (const tell of [...connected]) tell(thrown, widget);
    }
    throw thrown;
  } finally {
    depth--;
    if (depth === 0) for (const call of leaving.splice(0)) call();
  }
}

let depth = 0;
const leaving = [];

/** Calls once nothing of the module is running. A microtask may come too soon: where a script of the embedding
    program has called, WebKit runs microtasks after each listener. */
export function afterwards(call) {
  if (depth === 0) call();
  else leaving.push(call);
}

/** What can be asked of a widget, with `(value, x, y)`. `widget.rs` knows them by their places. */
const CALLS = ["destroy", "flush", "frame", "getState", "goTo", "markOpening", "pause", "play", "project", "refresh", "reset", "select", "setInteractive", "setState", "takeDetail", "unproject", "wantsDetail"];
const LATER_CALLS = ["knowsPairs", "openPairs", "pairs", "picked", "setDataset", "setLanguage", "toSVG", "beginRows", "feedRows", "advanceRows", "giveUpRows", "drawPart", "prepare", "told"];

CALLS.forEach((name, verb) => {
  Widget.prototype[name] = function (value, x = 0, y = 0) {
    return enter(() => this.call(verb, value, x, y), this);
  };
});
LATER_CALLS.forEach((name, verb) => {
  Widget.prototype[name] = function (value, x = 0) {
    return enter(() => this.callLater(verb, value, x), this);
  };
});
