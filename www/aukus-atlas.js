// The custom element <aukus-atlas>. A class that extends HTMLElement must be JavaScript; all that
// it shows and does is made by the browser module, loaded once per page when the first element
// nears the viewport.

import { Widget } from "./aukus_atlas.js";
import { DEFAULTS, OF_STATE, OTHER_ATTRIBUTES, STATE_ATTRIBUTES } from "./attributes.js";
import { beside, connected, enter, fetchDetail, isWhole, loadDetail, loadEngine, loadLater, loadLaterNow } from "./engine.js";
import ENGLISH from "./messages/en.json";
import { pngFromSvg } from "./picture.js";
import { detailOf, fetchFile, isProblem, parseDataset, problem } from "./problem.js";
import { takeRows } from "./rows.js";
import { errorBox, progressBar, rowsBar } from "./status.js";
import { styleSheet } from "./style.js";

const VERSION = "__ATLAS_VERSION__";

// Importing the module where there is no DOM (on a server) must do no harm.
const Base = globalThis.HTMLElement ?? class {};

/** How near the viewport an element loads. */
const NEAR_PX = 400;

/** What the widget hears of, on the shadow root; and what it hears of on the section in it: leaving is
    told to the element that is left only, and a wheel on the shadow root makes Chromium take the element
    for one that listens to no wheel, so that it scrolls without asking. */
const HEARD = ["click", "keydown", "pointerdown", "pointermove", "pointerup", "pointercancel"];
const HEARD_WITHIN = ["wheel", "pointerleave"];
/** What is kept for the later part of the module where it comes before that. */
const KEPT = ["click", "keydown", "pointerdown", "pointermove", "pointerup", "pointercancel"];

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

function pickNumber(widget, x, y) {
  return enter(() => widget.pick(x, y));
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
  /** Ends what the widget hears. */
  #hearing = null;
  #frame = 0;
  /** What was asked for before there was a widget, in order. */
  #pending = [];
  /** What has been asked of the widget while the later part of the module is on its way, in order. */
  #held = [];
  /** Whether what has changed is drawn only when the later part is there. */
  #isWaiting = false;
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

  connectedCallback() {
    connected.add(this.#tellLoss);
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
    connected.delete(this.#tellLoss);
    // An element that is moved keeps its state, and comes back with it.
    if (this.#widget) {
      const state = this.#stateToKeep();
      this.#pending = [(widget) => widget.setState(state), ...this.#held];
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
      if (this.#widget) this.#call((widget) => widget.setState(STATE_ATTRIBUTES[name](after ?? "")));
    } else if (name === "src") {
      this.#data = null;
      this.#hasData = false;
      if (this.isConnected && this.#abort && (this.#widget || this.#loads > 0)) this.#load();
    } else if (name === "interactive") {
      this.#widget?.setInteractive(null, Number(this.interactive));
    } else if (name === "loading" && after === "eager" && this.#abort && this.#loads === 0) {
      this.#load();
    }
  }

  #attachRoot() {
    if (this.#root) return;
    this.#root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [styleSheet()];
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
      const isDetailed = this.detail === "full";
      if (isDetailed) fetchDetail();
      if (this.#needsLater()) this.#sendForLater();
      await loadEngine(progress.step);
      if (isStale()) return;
      const data = await dataset;
      progress.step();
      // Another element may have lost the module meanwhile.
      const loaded = await loadEngine(progress.step);
      if (isDetailed) await loadDetail(loaded).catch(() => {});
      if (this.#needsLater()) await loadLater();
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
    const response = await fetchFile(url, { signal });
    return parseDataset(await response.text());
  }

  #open(loaded, data) {
    this.#closeWidget();
    this.#picked.clear();
    const language = this.#language();
    const emit = (name, detail, isCancelable) => (detail ? this.#emit(name, detail, isCancelable) : this.#wantFrame());
    this.#isOpening = true;
    const widget = enter(() => new Widget(loaded, this, this.#root, data, language, this.#messagesFor(language), emit));
    this.#widget = widget;
    this.#data = data;
    this.#status?.remove();
    this.#status = null;
    for (const slot of this.#root.querySelectorAll("slot")) slot.remove();
    widget.setInteractive(null, Number(this.interactive));
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
    if (this.detail === "full" && loaded.hasDetail) this.#takeDetail(widget);
    widget.refresh(null, 1);
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
    this.#hearing = new AbortController();
    const { signal } = this.#hearing;
    const section = this.#root.querySelector("section");
    const hear = (event) => (isWhole() ? hearOf(widget, event) : this.#hold(event));
    this.#root.addEventListener("focusin", () => this.#sendForLater(), { signal });
    // A wheel that zooms must not scroll as well.
    for (const name of HEARD) this.#root.addEventListener(name, hear, { signal, passive: false });
    for (const name of HEARD_WITHIN) section.addEventListener(name, hear, { signal, passive: false });
    // The ground's colour is given a transition of no length: its end tells of a change by the page.
    const recolour = (event) => event.target === section && widget.refresh();
    section.addEventListener("transitionend", recolour, { signal });
    const refresh = (withTheme) => {
      if (this.#widget === widget) widget.refresh(null, Number(withTheme));
    };
    const resize = new ResizeObserver(() => refresh(false));
    resize.observe(this);
    this.#observers.push(resize);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => refresh(true), { signal });
    }
    const follow = () => {
      if (this.permalink !== "off") this.#ask(() => this.#openPermalink(true));
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
    const widget = this.#letGo();
    if (!widget) return;
    widget.destroy();
    // A listener of the page may have asked for this from within a call of the widget's.
    queueMicrotask(() => widget.free());
  }

  /** Ends what calls the widget. */
  #letGo() {
    const widget = this.#widget;
    this.#widget = null;
    this.#held = [];
    this.#isWaiting = false;
    this.#hearing?.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    return widget;
  }

  /** Whether what is to be shown first needs the later part. */
  #needsLater() {
    const { projection, selected, tour, view } = this.#authored;
    const hasPermalink = this.permalink !== "off" && location.hash.length > 1;
    return selected || tour || projection === "globe" || view === "table" || hasPermalink || this.#pending.length > 0;
  }

  #sendForLater() {
    // Where it fails, the next who comes near tries again.
    if (!isWhole()) loadLater().catch(() => {});
  }

  /** Asks something of the widget that takes the later part: at once where the module is whole. */
  #ask(call) {
    if (isWhole()) return call(this.#widget);
    this.#held.push(call);
    loadLater().then(
      () => this.#release(),
      (thrown) => this.#held.length > 0 && this.#failForNow(thrown),
    );
  }

  #release() {
    this.#isWaiting = false;
    for (const call of this.#held.splice(0)) call(this.#widget);
  }

  /** An event before the later part: that part is sent for, and told of the event when it is there. */
  #hold(event) {
    this.#sendForLater();
    const target = event.composedPath()[0];
    const isOnZone = target.matches?.("[data-zone]") && event.key !== "Tab";
    const isZoom = event.ctrlKey || event.metaKey;
    // The page is not to scroll or to grow instead.
    if (event.type === "wheel" ? isZoom : event.type === "keydown" && isOnZone && !isZoom) event.preventDefault();
    if (!KEPT.includes(event.type) || (event.type === "pointermove" && !event.buttons)) return;
    // Once it has been told to all, an event forgets its target within the shadow root.
    Object.defineProperty(event, "target", { value: target });
    this.#ask((widget) => hearOf(widget, event));
  }

  /** The later part is not to be had: the next try goes on from here. */
  #failForNow(thrown) {
    const state = this.#stateToKeep();
    this.#pending = [(widget) => widget.setState(state), ...this.#held];
    this.#isReturning = true;
    this.#fail(thrown);
  }

  #wantFrame() {
    if (this.#isWaiting) return this.#ask((widget) => widget.frame(null, performance.now()));
    this.#frame ||= requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#widget?.frame(null, now);
    });
  }

  /** The module is lost: what it holds of this element can no longer be asked for, nor given back. */
  #tellLoss = (thrown) => {
    if (!this.#widget && !this.#isOpening) return;
    this.#letGo();
    this.#loads++;
    for (const observer of this.#observers) observer.disconnect();
    this.#observers = [];
    this.#fail(problem("panic", String(thrown?.message ?? thrown)));
  };

  #fail(thrown) {
    const detail = detailOf(thrown);
    this.#isOpening = false;
    this.#closeWidget();
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

  #showProgress() {
    this.#status?.remove();
    const bar = progressBar(this.#messagesFor(this.#language()));
    this.#status = bar.status;
    // While an earlier dataset is shown it stays until the new one is there.
    if (!this.#widget) this.#root.prepend(bar.status);
    return bar;
  }

  #showError(detail) {
    this.#showFallback();
    const box = errorBox(detail, this.#messagesFor(this.#language()), () => this.#load());
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

  #takeDetail(widget) {
    this.#picked.clear();
    widget.takeDetail();
  }

  async #seeDetail() {
    const widget = this.#widget;
    if (!widget?.wantsDetail() || this.detail === "base") return;
    if (this.detail === "auto" && navigator.connection?.saveData) return;
    try {
      const loaded = await loadEngine(() => {});
      await loadDetail(loaded);
      if (this.#widget === widget) this.#takeDetail(widget);
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
    if (this.#widget) this.#ask((widget) => widget.setLanguage({ ...this.#messagesFor(language), language }));
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

  get detail() {
    const value = this.getAttribute("detail");
    return value === "base" || value === "full" ? value : "auto";
  }

  set detail(value) {
    this.setAttribute("detail", value);
  }

  get permalink() {
    const value = this.getAttribute("permalink");
    return value === "replace" || value === "push" ? value : "off";
  }

  set permalink(value) {
    this.setAttribute("permalink", value);
  }

  // Methods

  /** Changes the state at once; what that shows may need the later part, for which the next frame waits. */
  #call(call) {
    if (!this.#widget) return this.#pending.push(call);
    this.#isWaiting = !isWhole();
    call(this.#widget);
  }

  getState() {
    return this.#widget?.getState() ?? null;
  }

  setState(partial) {
    if (partial === null || typeof partial !== "object") return;
    this.#call((widget) => widget.setState(partial));
  }

  /** `rows` gives events by the hundred thousand as arrays, beside those of the dataset. */
  async setData(data, { rows, signal, onprogress } = {}) {
    await this.#takeData(data);
    if (rows) await this.#takeRows({ arrays: rows }, signal, onprogress);
  }

  async #takeRows(source, signal, onprogress) {
    const [load, widget] = [++this.#loads, this.#widget];
    let isCancelled = false;
    const bar = rowsBar(this.#messagesFor(this.#language()), () => (isCancelled = true));
    this.#root.querySelector("section").append(bar.status);
    const isGivenUp = () => isCancelled || signal?.aborted || load !== this.#loads || widget !== this.#widget;
    const tell = (share) => {
      bar.tell(share);
      onprogress?.(share);
    };
    try {
      await loadLater();
      await takeRows(widget, source, isGivenUp, tell);
      widget.flush();
      onprogress?.(1);
      this.#emit("atlas-ready", { version: VERSION }, false);
    } catch (thrown) {
      if (thrown?.name === "AbortError") throw thrown;
      this.#refuse(thrown);
    } finally {
      bar.status.remove();
    }
  }

  async #takeData(data) {
    let parsed;
    try {
      parsed = typeof data === "string" ? parseDataset(data) : (data ?? null);
      if (this.#widget && !isWhole()) await loadLater();
      if (this.#widget) {
        this.#picked.clear();
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
    // A loss has been told already.
    if (isProblem(thrown)) this.#fail(detail);
    throw detail;
  }

  select(id) {
    this.#call((widget) => widget.select(String(id ?? "")));
  }

  goTo(day) {
    this.#call((widget) => widget.goTo(String(day)));
  }

  play() {
    this.#call((widget) => widget.play());
  }

  pause() {
    this.#call((widget) => widget.pause());
  }

  reset() {
    this.#pending = [];
    if (this.#widget) this.#call((widget) => widget.reset());
  }

  project(place) {
    return this.#pair(place, (lon, lat) => this.#widget.project(null, lon, lat));
  }

  unproject(position) {
    return this.#pair(position, (x, y) => this.#widget.unproject(null, x, y));
  }

  pick(position) {
    if (!this.#widget || !position) return null;
    const number = pickNumber(this.#widget, Number(position[0]), Number(position[1]));
    if (number < 0) return null;
    let picked = this.#picked.get(number);
    if (!picked) this.#picked.set(number, (picked = this.#widget.picked(null, number)));
    return { country: picked.country, actor: picked.actor, event: picked.event };
  }

  /** What the numbers of `pick` stand for, with this dataset on this part of the world. */
  #picked = new Map();

  #pair(pair, answer) {
    if (!this.#widget || !pair) return null;
    return answer(Number(pair[0]), Number(pair[1])) ?? null;
  }

  flush() {
    if (this.#widget && this.#isWaiting) {
      enter(loadLaterNow);
      this.#release();
    }
    this.#widget?.flush();
  }

  async toSVG() {
    await this.#ready;
    await loadLater();
    return this.#widget.toSVG();
  }

  async toPNG() {
    return pngFromSvg(await this.toSVG());
  }
}

function hearOf(widget, event) {
  enter(() => widget.hear(event.type, event));
}

/** Attributes that are plain strings read as they are written; unset, as their default. */
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

// A second copy of this module on a page does no harm.
if (globalThis.customElements && !customElements.get("aukus-atlas")) {
  customElements.define("aukus-atlas", AukusAtlas);
}

export { AukusAtlas };
