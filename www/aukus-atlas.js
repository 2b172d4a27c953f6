// The custom element <aukus-atlas>. A class that extends HTMLElement must be JavaScript; all that
// it shows and does is made by the browser module, loaded once per page when the first element
// nears the viewport.

import init, { Engine, Widget, __wbg_reset_state as resetModule } from "./aukus_atlas.js";
import STYLE from "./atlas.css";
import ENGLISH from "./messages/en.json";

const FILES = __ATLAS_FILES__;
const VERSION = "__ATLAS_VERSION__";
const beside = (name) => new URL(name, import.meta.url);

// Importing the module where there is no DOM (on a server) must do no harm.
const Base = globalThis.HTMLElement ?? class {};

/** How near the viewport an element loads. */
const NEAR_PX = 400;
/** After this long without an answer the reader is told that loading goes on. */
const SLOW_MS = 10_000;

/** Attributes that are keys of the state, and how they read as such. */
const STATE_ATTRIBUTES = {
  date: (text) => ({ date: text || null }),
  selected: (text) => ({ selected: text || null }),
  track: (text) => ({ track: text || null }),
  projection: (text) => ({ camera: { projection: text || "flat" } }),
  view: (text) => ({ view: text || "both" }),
  theme: (text) => ({ theme: text || "auto" }),
  tour: (text) => ({ tour: text ? { id: text, step: 0 } : null }),
  lang: (text) => ({ lang: text || null }),
};
/** What of the state each of them tells. */
const OF_STATE = {
  date: (state) => state.date,
  selected: (state) => state.selected,
  track: (state) => state.track,
  projection: (state) => state.camera.projection,
  view: (state) => state.view,
  theme: (state) => state.theme,
  tour: (state) => state.tour?.id ?? null,
  lang: (state) => state.lang,
};
const OTHER_ATTRIBUTES = ["src", "permalink", "interactive", "loading"];

let engine;
/** Whether the module has panicked, and what it holds can no longer be trusted. */
let isLost = false;
let styleSheet;

/** The module and the base part of the world, fetched once for all elements of the page. */
function loadEngine(onStep) {
  engine ??= (async () => {
    const world = fetchFile(beside(FILES["world-base.bin"])).then((response) => response.arrayBuffer());
    // A failure here is told where the world is awaited.
    world.catch(() => {});
    await init({ module_or_path: fetchFile(beside(FILES.wasm)) });
    if (isLost) resetModule();
    isLost = false;
    onStep();
    const bytes = new Uint8Array(await world);
    onStep();
    return new Engine(bytes, (message) => {
      console.error(message);
      // Not from within the panic: the module is still on the stack.
      queueMicrotask(() => tellPanic(message));
    });
  })();
  // What failed may work the next time.
  engine.catch(() => (engine = undefined));
  return engine;
}

/** Elements that are in the page, for telling all of them when the module they share is lost. */
const connected = new Set();
let tellPanic = () => {};

let detail;

/** The detail part of the world, fetched when a zoom or a dense screen shows more than the base has. */
async function loadDetail(engine) {
  detail ??= fetchFile(beside(FILES["world-detail.bin"])).then((response) => response.arrayBuffer());
  detail.catch(() => (detail = undefined));
  const bytes = await detail;
  if (!engine.hasDetail) engine.addDetail(new Uint8Array(bytes));
}

async function fetchFile(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw problem("fetch", `${url}: ${error.message}`);
  }
  if (!response.ok) throw problem("fetch", `${url}: ${response.status} ${response.statusText}`.trim());
  return response;
}

function problem(code, message, errors = []) {
  return { code, message, errors };
}

/** The detail of `atlas-error` for whatever was thrown. */
function detailOf(thrown) {
  if (thrown && typeof thrown.code === "string" && Array.isArray(thrown.errors)) return thrown;
  return problem("internal", String(thrown?.message ?? thrown));
}

/** The nearest language tag that the browser knows how to read. */
function validLanguage(...candidates) {
  for (const candidate of candidates) {
    try {
      const [tag] = Intl.getCanonicalLocales(candidate || []);
      if (tag) return tag;
    } catch {
      // Not a tag: the next one may be.
    }
  }
  return "en";
}

class AukusAtlas extends Base {
  static version = VERSION;

  static get observedAttributes() {
    return [...Object.keys(STATE_ATTRIBUTES), ...OTHER_ATTRIBUTES];
  }

  #widget = null;
  #root = null;
  #status = null;
  #observers = [];
  #abort = null;
  /** What was asked for before there was a widget, in order. */
  #pending = [];
  /** Attributes as the page's author wrote them, apart from what the state has made of them. */
  #authored = {};
  #data = null;
  /** Whether `setData` has given the data, which then needs no fetching. */
  #hasData = false;
  #messages = {};
  #loads = 0;
  #settle = null;
  #ready = null;
  #isReflecting = false;
  /** While a dataset opens, what its first state is made of is no change. */
  #isOpening = false;
  /** Between being taken out and put back. */
  #isReturning = false;

  constructor() {
    super();
    this.#renewReady();
  }

  // Life cycle

  static {
    tellPanic = (message) => {
      engine = undefined;
      isLost = true;
      for (const element of connected) element.#abandon(message);
    };
  }

  connectedCallback() {
    connected.add(this);
    // A property set before the class was there shadows its accessor: taken off and set again.
    for (const name of [...AukusAtlas.observedAttributes, "messages"]) {
      if (Object.prototype.hasOwnProperty.call(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#attachRoot();
    this.#abort = new AbortController();
    if (this.getAttribute("loading") === "eager" || typeof IntersectionObserver === "undefined") {
      this.#load();
      return;
    }
    const nearing = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        nearing.disconnect();
        this.#load();
      },
      { rootMargin: `${NEAR_PX}px` },
    );
    nearing.observe(this);
    this.#observers.push(nearing);
  }

  disconnectedCallback() {
    connected.delete(this);
    // An element that is moved keeps its state, and comes back with it.
    if (this.#widget) {
      const state = this.#stateToKeep();
      this.#pending = [(widget) => widget.setState(state)];
      this.#isReturning = true;
    }
    this.#close();
    this.#abort?.abort();
    this.#abort = null;
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || this.#isReflecting) return;
    if (name in STATE_ATTRIBUTES) {
      this.#authored[name] = after;
      this.#widget?.setState(STATE_ATTRIBUTES[name](after ?? ""));
    } else if (name === "src") {
      this.#data = null;
      this.#hasData = false;
      if (this.isConnected && this.#abort && (this.#widget || this.#loads > 0)) this.#load();
    } else if (name === "interactive") {
      this.#widget?.setInteractive(this.interactive);
    } else if (name === "loading" && after === "eager" && this.#abort && this.#loads === 0) {
      this.#load();
    }
  }

  #attachRoot() {
    if (this.#root) return;
    this.#root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!styleSheet) {
      styleSheet = new CSSStyleSheet();
      styleSheet.replaceSync(STYLE);
    }
    this.#root.adoptedStyleSheets = [styleSheet];
    this.#showFallback();
  }

  /** A promise that is still open is kept: whoever waits for it waits for whatever opens next. */
  #renewReady() {
    if (this.#settle && !this.#settle.isDone) return;
    this.#ready = new Promise((resolve, reject) => {
      const settle = { isDone: false };
      settle.resolve = () => ((settle.isDone = true), resolve());
      settle.reject = (detail) => ((settle.isDone = true), reject(detail));
      this.#settle = settle;
    });
    // The page may not care; a refusal is told by `atlas-error` too.
    this.#ready.catch(() => {});
  }

  async #load() {
    const load = ++this.#loads;
    this.#renewReady();
    const isStale = () => load !== this.#loads || !this.#abort;
    const { signal } = this.#abort;
    const progress = this.#showProgress();
    try {
      const dataset = this.#hasData ? this.#data : this.#fetchDataset(signal);
      // Both are awaited below; a failure of the second while the first is awaited is told there.
      Promise.resolve(dataset).catch(() => {});
      const loaded = await loadEngine(progress.step);
      if (isStale()) return;
      const data = await dataset;
      progress.step();
      if (isStale()) return;
      this.#open(loaded, data);
    } catch (thrown) {
      if (!isStale()) this.#fail(thrown);
    } finally {
      progress.end();
    }
  }

  async #fetchDataset(signal) {
    const url = this.hasAttribute("src") ? new URL(this.getAttribute("src"), document.baseURI) : beside("data/aukus.json");
    let response;
    try {
      response = await fetch(url, { signal });
    } catch (error) {
      throw problem("fetch", `${url}: ${error.message}`);
    }
    if (!response.ok) throw problem("fetch", `${url}: ${response.status} ${response.statusText}`.trim());
    return parseDataset(await response.text());
  }

  #open(loaded, data) {
    this.#closeWidget();
    const language = this.#language();
    const widget = new Widget(loaded, this, this.#root, data, language, this.#messagesFor(language), (name, detail, isCancelable) =>
      this.#emit(name, detail, isCancelable),
    );
    this.#widget = widget;
    this.#data = data;
    this.#isOpening = true;
    this.#status?.remove();
    this.#status = null;
    for (const slot of this.#root.querySelectorAll("slot")) slot.remove();
    widget.setInteractive(this.interactive);
    for (const [name, read] of Object.entries(STATE_ATTRIBUTES)) {
      if (this.#authored[name]) widget.setState(read(this.#authored[name]));
    }
    // What the page's author wrote is how this element opens: a permalink tells what differs.
    widget.markOpening();
    const pending = this.#pending;
    this.#pending = [];
    if (!this.#isReturning) this.#openPermalink();
    this.#isReturning = false;
    this.#observe(widget);
    widget.refresh(true);
    widget.flush();
    for (const call of pending) call(widget);
    widget.flush();
    this.#isOpening = false;
    this.#reflect();
    // The style sheet asks for this one.
    this.#reflect(["theme"]);
    this.#settle.resolve();
    this.#emit("atlas-ready", { version: VERSION }, false);
    this.#seeDetail(loaded);
  }

  #observe(widget) {
    const { signal } = this.#abort;
    const refresh = (withTheme) => {
      if (this.#widget === widget) widget.refresh(withTheme);
    };
    const resize = new ResizeObserver(() => refresh(false));
    resize.observe(this);
    this.#observers.push(resize);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => refresh(true), { signal });
    }
    const follow = () => {
      if (this.permalink !== "off") this.#openPermalink(true);
    };
    addEventListener("hashchange", follow, { signal });
  }

  #close() {
    this.#loads++;
    for (const observer of this.#observers) observer.disconnect();
    this.#observers = [];
    this.#closeWidget();
    clearTimeout(this.#permalinkTimer);
    if (this.#root) this.#showFallback();
    this.#renewReady();
  }

  #closeWidget() {
    const widget = this.#widget;
    this.#widget = null;
    if (!widget) return;
    widget.destroy();
    // A listener of the page may have asked for this from within a call of the widget's.
    queueMicrotask(() => widget.free());
  }

  /** The module has panicked: what it holds of this element can no longer be asked for. */
  #abandon(message) {
    if (!this.#widget && !this.#isOpening) return;
    this.#widget = null;
    this.#isOpening = false;
    for (const observer of this.#observers) observer.disconnect();
    this.#observers = [];
    this.#root.querySelector(".atlas")?.remove();
    this.#fail(problem("panic", message));
  }

  #fail(thrown) {
    const detail = detailOf(thrown);
    try {
      this.#closeWidget();
    } catch {
      // A module that is lost cannot clear up.
    }
    for (const section of this.#root.querySelectorAll("section")) section.remove();
    this.#showError(detail);
    this.#settle.reject(detail);
    this.#emit("atlas-error", detail, false);
  }

  // What is shown while there is no widget

  #showFallback() {
    this.#status?.remove();
    this.#status = null;
    if (!this.#root.querySelector("slot")) this.#root.append(document.createElement("slot"));
  }

  /** A bar over the fallback: nothing is covered, nothing spins. */
  #showProgress() {
    this.#status?.remove();
    const status = make("div", "loading");
    status.setAttribute("role", "status");
    const bar = status.appendChild(make("div", "bar")).appendChild(make("i"));
    const text = status.appendChild(make("span", "small"));
    const word = this.#messagesFor(this.#language());
    const all = 3;
    let done = 0;
    const show = () => {
      bar.style.setProperty("width", `${(100 * done) / all}%`);
      text.textContent = `${word.loading}: ${word["loading.steps"].replace("{n}", done).replace("{all}", all)}`;
    };
    show();
    // While an earlier dataset is shown it stays until the new one is there.
    if (!this.#widget) this.#root.prepend(status);
    this.#status = status;
    const slow = setTimeout(() => (text.textContent = word["loading.slow"]), SLOW_MS);
    return {
      step: () => {
        done = Math.min(done + 1, all);
        show();
      },
      end: () => {
        clearTimeout(slow);
        if (status.getAttribute("role") === "status") status.remove();
      },
    };
  }

  #showError(detail) {
    this.#showFallback();
    const word = this.#messagesFor(this.#language());
    const box = make("div", "error");
    box.setAttribute("role", "alert");
    box.setAttribute("part", "error");
    box.append(make("b", "", word[detail.code === "dataset" ? "error.dataset" : "error.load"]));
    const list = make("ul", "plain small");
    const most = 12;
    for (const { path, found, expected, hint } of detail.errors.slice(0, most)) {
      const item = make("li");
      item.append(make("code", "", path || "dataset"), ` ${word["error.found"].replace("{found}", found)}; `);
      item.append(word["error.expected"].replace("{expected}", expected));
      if (hint) item.append(`; ${hint}`);
      list.append(item);
    }
    if (detail.errors.length > most) list.append(make("li", "", word["error.more"].replace("{n}", detail.errors.length - most)));
    const message = detail.code === "panic" ? word["error.panic"] : detail.message;
    box.append(detail.errors.length ? list : make("p", "small", message));
    const retry = make("button", "button outlined", word.retry);
    retry.type = "button";
    retry.addEventListener("click", () => this.#load());
    if (detail.code !== "dataset") box.append(retry);
    this.#status = box;
    this.#root.prepend(box);
  }

  // The page's side

  #emit(name, detail, isCancelable) {
    if (name === "atlas-change") {
      if (this.#isOpening) return true;
      this.#reflect(detail.changed);
      if (detail.changed.includes("camera")) this.#seeDetail();
      if (detail.changed.includes("lang")) this.#takeLanguage();
      this.#writePermalink(detail);
    }
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: isCancelable }));
  }

  async #seeDetail() {
    const widget = this.#widget;
    if (!widget?.wantsDetail || navigator.connection?.saveData) return;
    try {
      const loaded = await loadEngine(() => {});
      await loadDetail(loaded);
      if (this.#widget === widget) widget.takeDetail();
    } catch (error) {
      // The base map stays; the next zoom tries again.
    }
  }

  /** Attributes follow the state, without being taken for a wish of the page. */
  #reflect(changed) {
    const state = this.#widget?.getState();
    if (!state) return;
    const defaults = { view: "both", theme: "auto", projection: "flat" };
    this.#isReflecting = true;
    for (const [name, read] of Object.entries(OF_STATE)) {
      const value = read(state);
      const key = name === "projection" ? "camera" : name;
      const isWanted = changed ? changed.includes(key) : this.hasAttribute(name);
      if (!isWanted) continue;
      if (value === null || (value === defaults[name] && !this.hasAttribute(name))) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }
    this.#isReflecting = false;
  }

  #stateToKeep() {
    const { playing, ...state } = this.#widget.getState();
    return state;
  }

  /** Takes what the fragment tells, unless it is an anchor of the page's own. None at all, when the
      reader comes back to it, is how the element opened. */
  #openPermalink(isFollowing = false) {
    if (this.permalink === "off" || !this.#widget) return;
    const pairs = [...new URLSearchParams(location.hash.slice(1))];
    const isOurs = pairs.length ? this.#widget.knowsPairs(pairs) : isFollowing;
    if (!isOurs) return;
    this.#isFollowing = true;
    this.#widget.openPairs(pairs);
    this.#isFollowing = false;
  }

  #isFollowing = false;

  #permalinkTimer = 0;

  #writePermalink({ reason, changed }) {
    if (this.permalink === "off" || this.#isFollowing) return;
    const isChoice = reason === "user" && changed.includes("selected") && this.permalink === "push";
    const write = () => {
      if (!this.#widget) return;
      const fragment = new URLSearchParams(this.#widget.pairs()).toString();
      const url = fragment ? `#${fragment}` : `${location.pathname}${location.search}`;
      history[isChoice ? "pushState" : "replaceState"](history.state, "", url);
    };
    clearTimeout(this.#permalinkTimer);
    // Browsers let a page write its address only so often: a drag is written once it rests.
    if (isChoice) write();
    else this.#permalinkTimer = setTimeout(write, 200);
  }

  // Language

  #language() {
    const nearest = this.closest?.("[lang]")?.getAttribute("lang");
    return validLanguage(this.#widget?.getState()?.lang, this.getAttribute("lang"), nearest, navigator.language);
  }

  #messagesFor(language) {
    const own = this.#messages ?? {};
    const primary = language.split("-")[0];
    const merged = { ...ENGLISH, ...own[primary], ...own[language] };
    // A word that is no text would be no word at all.
    return Object.fromEntries(Object.entries(merged).filter(([, word]) => typeof word === "string"));
  }

  #takeLanguage() {
    const language = this.#language();
    this.#widget?.setLanguage(language, this.#messagesFor(language));
  }

  // Properties

  get ready() {
    return this.#ready;
  }

  get messages() {
    return this.#messages;
  }

  set messages(messages) {
    this.#messages = messages;
    this.#takeLanguage();
  }

  get interactive() {
    return this.getAttribute("interactive") !== "false";
  }

  set interactive(value) {
    this.setAttribute("interactive", String(value) === "false" ? "false" : "true");
  }

  get permalink() {
    const value = this.getAttribute("permalink");
    return value === "replace" || value === "push" ? value : "off";
  }

  set permalink(value) {
    this.setAttribute("permalink", value);
  }

  // Methods

  getState() {
    return this.#widget?.getState() ?? null;
  }

  setState(partial) {
    if (partial === null || typeof partial !== "object") return;
    if (this.#widget) this.#widget.setState(partial);
    else this.#pending.push((widget) => widget.setState(partial));
  }

  async setData(data) {
    let parsed;
    try {
      parsed = typeof data === "string" ? parseDataset(data) : (data ?? null);
      if (this.#widget) {
        this.#widget.setDataset(parsed);
        this.#loads++;
        this.#data = parsed;
        this.#widget.flush();
        this.#emit("atlas-ready", { version: VERSION }, false);
        return;
      }
    } catch (thrown) {
      this.#refuse(thrown);
    }
    this.#data = parsed;
    this.#hasData = true;
    if (!this.#abort) return;
    this.#load();
    await this.#ready;
  }

  #refuse(thrown) {
    const detail = detailOf(thrown);
    this.#fail(detail);
    throw detail;
  }

  select(id) {
    id = id === null || id === undefined ? undefined : String(id);
    if (this.#widget) this.#widget.select(id);
    else this.#pending.push((widget) => widget.select(id));
  }

  goTo(day) {
    if (this.#widget) this.#widget.goTo(String(day));
    else this.#pending.push((widget) => widget.goTo(String(day)));
  }

  play() {
    if (this.#widget) this.#widget.play();
    else this.#pending.push((widget) => widget.play());
  }

  pause() {
    if (this.#widget) this.#widget.pause();
    else this.#pending.push((widget) => widget.pause());
  }

  reset() {
    this.#pending = [];
    this.#widget?.reset();
  }

  project(place) {
    return this.#pair(place, (lon, lat) => this.#widget.project(lon, lat));
  }

  unproject(position) {
    return this.#pair(position, (x, y) => this.#widget.unproject(x, y));
  }

  pick(position) {
    return this.#pair(position, (x, y) => this.#widget.pick(x, y));
  }

  #pair(pair, answer) {
    if (!this.#widget || !pair) return null;
    const result = answer(Number(pair[0]), Number(pair[1]));
    return ArrayBuffer.isView(result) ? [...result] : (result ?? null);
  }

  flush() {
    this.#widget?.flush();
  }

  async toSVG() {
    await this.#ready;
    return this.#widget.toSVG();
  }

  async toPNG() {
    const svg = await this.toSVG();
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = document.createElement("canvas");
      const scale = 2;
      canvas.width = image.naturalWidth * scale;
      canvas.height = image.naturalHeight * scale;
      const context = canvas.getContext("2d");
      context.scale(scale, scale);
      context.drawImage(image, 0, 0);
      return await new Promise((resolve, reject) =>
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(problem("image", "the picture could not be drawn"))), "image/png"),
      );
    } finally {
      URL.revokeObjectURL(url);
    }
  }
}

/** Attributes that are plain strings read as they are written; unset, as their default. */
const DEFAULTS = { src: "", date: "", selected: null, track: null, projection: "flat", view: "both", theme: "auto", tour: null, lang: "", loading: "lazy" };
for (const [name, fallback] of Object.entries(DEFAULTS)) {
  Object.defineProperty(AukusAtlas.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      const state = name in STATE_ATTRIBUTES ? this.getState() : null;
      return (state ? OF_STATE[name](state) : this.getAttribute(name)) ?? fallback;
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

function parseDataset(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem("dataset", error.message, [{ path: "", found: `a slip in the JSON: ${error.message}`, expected: "JSON" }]);
  }
}

function make(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

// A second copy of this module on a page does no harm.
if (globalThis.customElements && !customElements.get("aukus-atlas")) {
  customElements.define("aukus-atlas", AukusAtlas);
}

export { AukusAtlas };
