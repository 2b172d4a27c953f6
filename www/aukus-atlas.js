// The custom element <aukus-atlas>. A class that extends HTMLElement must be JavaScript; all that
// it shows and does is made by the browser module, loaded once per page when the first element
// nears the viewport.

import { Widget } from "./aukus_atlas.js";
import { assetBase, setAssetBase } from "./assets.js";
import { OTHER_ATTRIBUTES, STATE_ATTRIBUTES, defineProperties, reflectState } from "./attributes.js";
import { Authored } from "./authored.js";
import { copyOf, fetchDataset, longText, parseDataset, placed, translate } from "./dataset.js";
import { afterwards, connected, enter, fetchDetail, isWhole, loadDetail, loadEngine, loadLater, loadLaterNow } from "./engine.js";
import { isToBeKept } from "./hearing.js";
import { fetchWords, textsOf } from "./languages.js";
import { importRows } from "./lazily.js";
import { missingFeature } from "./missing.js";
import { askAgain } from "./patience.js";
import { Permalink } from "./permalink.js";
import { pngFromSvg } from "./picture.js";
import { Positions } from "./positions.js";
import { detailOf, isProblem, problem } from "./problem.js";
import { Ready } from "./ready.js";
import { Requests } from "./requests.js";
import { Source } from "./source.js";
import { Speech } from "./speech.js";
import { StandIn } from "./stand-in.js";
import { styleSheet } from "./style.js";
import { watch } from "./watching.js";

const VERSION = "__ATLAS_VERSION__";

// Importing the module where there is no DOM (on a server) must do no harm.
const Base = globalThis.HTMLElement ?? class {};

/** How near the viewport an element loads. */
const NEAR_PX = 400;
/** After how long a map is at rest: those who turn a wheel pause for less. */
const STANDING_MS = 250;

class AukusAtlas extends Base {
  static version = VERSION;

  /** The folder where the files that the module fetches are, where they are not beside it. */
  static get assets() {
    return assetBase();
  }

  static set assets(folder) {
    setAssetBase(folder);
  }

  static get observedAttributes() {
    return [...Object.keys(STATE_ATTRIBUTES), ...OTHER_ATTRIBUTES];
  }

  #widget = null;
  #root = null;
  /** What is shown while there is no widget. */
  #standIn = null;
  /** Watches until the element comes near the viewport. */
  #nearing = null;
  /** Whether it is in a page, and whether it has been near the viewport. */
  #isIn = false;
  #isNear = false;
  /** Ends what is noticed for the widget. */
  #watching = null;
  #frame = 0;
  /** How long the last one took. */
  #frameMs = 0;
  /** The widget for whose reader all is there. */
  #prepared = null;
  #resting = 0;
  #requests = new Requests(() => this.#widget, (thrown) => this.#failForNow(thrown));
  #authored = new Authored();
  /** What is to be shown, what is shown, and the dataset of which `atlas-ready` has told. */
  #source = new Source();
  #shown = null;
  #told = null;
  /** The work that ends in something else being shown: there is one, and what begins anew gives it up. */
  #work = null;
  /** How it goes with taking the rows of what is shown, where it has some. */
  #rowsTaken = null;
  #speech = new Speech(this, () => this.#widget, () => this.#speak());
  #ready = new Ready();
  #permalink = new Permalink(this, () => this.#widget);
  #positions = new Positions(() => this.#widget);
  #isReflecting = false;
  /** While true, no `atlas-change` is fired. */
  #isOpening = false;
  /** Between being taken out and put back. */
  #isReturning = false;
  /** The state as it was told last: what is left of it where the module is lost. */
  #lastState = null;
  /** Between the loss of the module by another element's doing and its own coming back. */
  #isRestoring = false;
  /** How often the module was lost by this element's doing. */
  #losses = 0;
  /** The keys of the state that have been changed by what was asked for before it opened. */
  #openedWith = new Set();

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
    this.#isIn = true;
    this.#speech.follow();
    if (this.getAttribute("loading") === "eager" || typeof IntersectionObserver === "undefined") {
      this.#load();
      return;
    }
    this.#nearing = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#load(), {
      rootMargin: `${NEAR_PX}px`,
    });
    this.#nearing.observe(this);
  }

  /** `moveBefore` moves the element with all that is in it; where it stands now another language may be spoken. */
  connectedMoveCallback() {
    this.#speech.follow();
    this.#speech.take();
  }

  disconnectedCallback() {
    connected.delete(this.#tellLoss);
    // An element that is moved keeps its state, and comes back with it.
    if (this.#widget) {
      this.#requests.keep(this.#stateToKeep());
      this.#isReturning = true;
    }
    this.#isIn = false;
    this.#close();
    this.#speech.end();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || this.#isReflecting) return;
    if (name in STATE_ATTRIBUTES) {
      this.#authored.write(name, after);
      // An element that is out of the page comes back with its state, and then with this.
      if (!this.#widget && !this.#isReturning) return;
      this.#requests.change((widget) => this.#authored.give(widget, [name]));
      // What the state does not know it has not taken, and what it has not taken the attribute does not say.
      if (this.hasAttribute(name)) this.#reflect([name === "projection" ? "camera" : name]);
    } else if (name === "src") {
      this.#source = new Source();
      this.#requests.awaitsData = Boolean(this.#widget);
      if (this.#isIn && this.#isNear) this.#load();
    } else if (name === "interactive") {
      this.#widget?.setInteractive(null, Number(this.interactive));
    } else if (name === "permalink" && this.permalink !== "off" && this.#widget) {
      // The address may still tell of an earlier day.
      this.#requests.ask(() => this.#permalink.write({ reason: "api", changed: [] }));
    } else if (name === "detail") {
      this.#seeDetail(after === "full");
    } else if (name === "loading" && after === "eager" && this.#isIn && !this.#isNear) {
      this.#load();
    }
  }

  #attachRoot() {
    this.#root ??= this.shadowRoot ?? this.attachShadow({ mode: "open" });
    // A document that takes the element over from another leaves its sheets behind.
    if (this.#root.adoptedStyleSheets?.length === 0) this.#root.adoptedStyleSheets = [styleSheet(this.ownerDocument)];
    this.#standIn ??= new StandIn(this.#root);
  }

  /** Begins work that ends in something else being shown; the signal of its being given up. */
  #begin() {
    this.#work?.abort();
    this.#work = new AbortController();
    return this.#work.signal;
  }

  async #load() {
    const signal = this.#begin();
    this.#isNear = true;
    this.#nearing?.disconnect();
    this.#ready.renew();
    // A page that imports the module may first say where its files are.
    await null;
    if (signal.aborted) return;
    const missing = missingFeature();
    if (missing) return this.#fail(problem("unsupported", missing));
    const progress = this.#showProgress();
    const { language } = this.#speech;
    const words = Promise.resolve(fetchWords(language)).then(() => progress.say(this.#speech.words(language)));
    try {
      const source = this.#source;
      const isThere = source.isGiven || (this.#isRestoring && source.data && !source.rows?.table);
      const dataset = isThere ? source.data : this.#fetchDataset(source, signal);
      // Both are awaited below; a failure of the second while the first is awaited is told there.
      Promise.resolve(dataset).catch(() => {});
      const isDetailed = this.detail === "full";
      if (isDetailed) fetchDetail();
      if (this.#needsLater()) loadLater().catch(() => {});
      await loadEngine(progress.step);
      if (signal.aborted) return;
      const data = await dataset;
      progress.step();
      // Another element may have lost the module meanwhile.
      const loaded = await loadEngine(progress.step);
      if (isDetailed) await loadDetail(loaded).catch(() => {});
      if (this.#needsLater()) await loadLater();
      await words;
      // The language may be another one by now.
      await fetchWords(this.#speech.language);
      if (signal.aborted) return;
      this.#open(loaded, data, signal);
    } catch (thrown) {
      const told = await placed(thrown, this.#source.text);
      if (!signal.aborted) this.#fail(told);
    } finally {
      progress.end();
    }
  }

  async #fetchDataset(source, signal) {
    const src = this.getAttribute("src") || null;
    const { data, text = "", rows = null } = await fetchDataset(src, this.ariaLabel, signal);
    Object.assign(source, { src, text, rows });
    return data;
  }

  #open(loaded, data, signal) {
    const source = this.#source;
    this.#translate(source, data);
    this.#closeWidget();
    // What another module has drawn stays until now.
    for (const section of this.#root.querySelectorAll("section")) section.remove();
    this.#positions.forget();
    const emit = (name, detail, more) => {
      // An answer for the widget itself, by way of a promise or a timer.
      if (name === "told") return this.#widget?.told([detail, more]);
      if (name === "where") return [import.meta.url, assetBase()];
      return detail ? this.#emit(name, detail, more) : this.#wantFrame();
    };
    this.#isOpening = true;
    const widget = enter(() => new Widget(loaded, this, this.#root, data, this.#speech.renew(), emit));
    this.#widget = widget;
    this.#shown = Object.assign(source, { data, text: "" });
    this.#standIn.end();
    widget.setInteractive(null, Number(this.interactive));
    this.#authored.open(widget);
    const pending = this.#requests.take();
    this.#markOpening(widget);
    this.#isReturning = false;
    this.#watch(widget);
    if (this.detail === "full" && loaded.hasDetail) this.#takeDetail(widget);
    widget.refresh(null, 1);
    widget.flush();
    this.#openedWith.clear();
    this.#awaitPieces(source);
    for (const call of pending) this.#requests.repeat(call);
    widget.flush();
    this.#isOpening = false;
    this.#reflect();
    // What was asked for before is told by attributes as it would be now.
    this.#reflect([...this.#openedWith]);
    // The style sheet asks for this one.
    this.#reflect(["theme"]);
    this.#lastState = this.#stateToKeep();
    this.#startRows(source, signal);
    this.#tellReady(signal).catch(() => {});
    this.#isRestoring = false;
    this.#seeDetail();
    this.#speech.take();
  }

  /** What the page's author wrote is how this element opens: a permalink tells what differs. */
  #markOpening(widget) {
    widget.markOpening(null, Number(this.#shown.isGiven));
    if (!this.#isReturning) this.#permalink.open();
  }

  /** When all is drawn, rows too, or they have been given up; throws what they were refused for. */
  async #tellReady(signal) {
    const taken = this.#rowsTaken;
    if (taken) await taken.catch(() => {});
    // What has gone wrong has been told, and what was asked for since tells of itself.
    if (!signal.aborted) {
      this.#ready.resolve();
      this.#tellShown();
    }
    await taken;
  }

  /** Of what is shown again, since it was moved or another element lost the module, nobody need be told. */
  #tellShown() {
    const { dataset } = this.#shown;
    if (dataset === this.#told) return;
    this.#told = dataset;
    this.#emit("atlas-ready", { version: VERSION }, false);
  }

  #watch(widget) {
    this.#watching = new AbortController();
    watch(this, this.#root, this.#watching.signal, {
      near: () => this.interactive && this.#prepare(),
      hear: (event) => (isWhole() ? hearOf(widget, event) : this.interactive && this.#hold(event)),
      hearNow: (event) => hearOf(widget, event),
      refresh: (withTheme) => this.#widget === widget && widget.refresh(null, Number(withTheme)),
      lost: () => this.#fail(problem("unsupported", "canvas 2d")),
      moved: () => this.permalink !== "off" && this.#requests.ask(() => this.#permalink.open(true)),
    });
  }

  #close() {
    this.#work?.abort();
    this.#nearing?.disconnect();
    this.#closeWidget();
    this.#permalink.end();
    this.#standIn?.showFallback();
    this.#ready.renew();
  }

  #closeWidget() {
    const widget = this.#letGo();
    if (!widget) return;
    widget.destroy();
    // A listener of the page may have asked for this from within a call of the widget's.
    afterwards(() => widget.free());
  }

  /** Ends what calls the widget. */
  #letGo() {
    const widget = this.#widget;
    this.#widget = this.#shown = null;
    this.#requests.drop();
    this.#watching?.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#resting);
    this.#frame = 0;
    return widget;
  }

  /** Whether what is to be shown first needs the later part. */
  #needsLater() {
    const hasPermalink = this.permalink !== "off" && location.hash.includes("=");
    return this.#authored.needsLater || hasPermalink || this.#requests.arePending;
  }

  /** A reader comes near: what the first change takes is fetched, and drawn while the browser has nothing else to do. */
  #prepare() {
    const widget = this.#widget;
    if (!widget || this.#prepared === widget) return;
    this.#prepared = widget;
    // Where it fails, the next who comes near tries again.
    loadLater().then(
      () => this.#prepareAtRest(0),
      () => (this.#prepared = null),
    );
  }

  /** When nothing has moved for a while and the browser has nothing else to do, the next change is made ready. */
  #prepareAtRest(after = STANDING_MS) {
    const widget = this.#widget;
    if (!isWhole() || this.#prepared !== widget) return;
    const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
    clearTimeout(this.#resting);
    const makeReady = () => this.#widget === widget && !this.#frame && widget.prepare();
    this.#resting = setTimeout(() => whenIdle(makeReady), after);
  }

  /** An event before the later part: that part is sent for, and told of the event when it is there. */
  #hold(event) {
    this.#prepare();
    if (isToBeKept(event)) this.#requests.ask((widget) => hearOf(widget, event));
  }

  /** What is missing may yet come: the next try goes on from here. */
  #failForNow(thrown) {
    if (this.#widget) {
      this.#requests.keep(this.#stateToKeep());
      this.#isReturning = true;
    }
    this.#fail(thrown);
  }

  #wantFrame() {
    if (this.#requests.isWaiting) return this.#requests.ask((widget) => widget.frame(null, performance.now()));
    this.#frame ||= requestAnimationFrame((now) => {
      this.#frame = 0;
      const began = performance.now();
      this.#widget?.frame(null, now, this.#frameMs);
      // What the browser does to show it is over when a timer has its turn.
      setTimeout(() => (this.#frameMs = performance.now() - began));
      if (!this.#frame) this.#prepareAtRest();
    });
  }

  /** The module is lost: what it holds of this element can no longer be asked for, nor given back. Where
      that happened in this element's widget it says so; else it comes back as it was, in another. */
  #tellLoss = (thrown, widget) => {
    if (!this.#widget && !this.#isOpening) return;
    const isOurs = this.#isOpening || widget === this.#widget;
    this.#letGo();
    this.#work?.abort();
    if (isOurs) {
      this.#losses++;
      this.#fail(problem("panic", String(thrown?.message ?? thrown)));
    } else {
      this.#requests.keep(this.#lastState);
      this.#isReturning = this.#isRestoring = true;
      this.#load();
    }
  };

  #fail(thrown) {
    const detail = detailOf(thrown);
    // Whatever else is on its way comes too late.
    this.#work?.abort();
    this.#isOpening = this.#isRestoring = false;
    this.#closeWidget();
    for (const left of this.#root.querySelectorAll("section, .loading")) left.remove();
    this.#told = null;
    this.#ready.renew();
    this.#ready.reject(detail);
    this.#showError(detail);
    this.#emit("atlas-error", detail, false);
  }

  #showProgress() {
    return this.#standIn.showProgress(this.#speech.words("en"), askAgain, !this.#widget && !this.#isRestoring);
  }

  #showError(detail) {
    // What has failed twice would fail again, and so would data that the page has given.
    const isHopeless = this.#losses > 1 || (detail.code === "dataset" && this.#source.isGiven);
    const retry = isHopeless ? null : () => (askAgain(), this.#load());
    this.#standIn.showError(detail, this.#speech.renew(), retry, this.childElementCount > 0);
  }

  // The page's side

  #emit(name, detail, isCancelable) {
    if (name === "atlas-change") {
      if (this.#isOpening) {
        for (const key of detail.changed) this.#openedWith.add(key);
        return true;
      }
      this.#lastState = { ...detail.state, playing: null };
      this.#reflect(detail.changed, detail.state);
      if (detail.changed.includes("camera")) this.#seeDetail();
      if (detail.changed.includes("lang")) this.#speech.take();
      this.#permalink.write(detail);
    }
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: isCancelable }));
  }

  #takeDetail(widget) {
    this.#positions.forget();
    widget.takeDetail();
  }

  async #seeDetail(isWished = false) {
    const widget = this.#widget;
    if (!widget || !(isWished || widget.wantsDetail()) || this.detail === "base") return;
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
  #reflect(changed, state = this.getState()) {
    if (!state) return;
    this.#isReflecting = true;
    reflectState(this, state, changed);
    this.#isReflecting = false;
  }

  #stateToKeep() {
    return this.#widget.getState(null, 1);
  }

  // Language

  /** Another language is to be spoken, or other words in it. */
  #speak() {
    if (this.#standIn.error) this.#showError(this.#standIn.error);
    if (!this.#widget) return;
    const tongue = this.#speech.renew();
    const { data } = this.#shown;
    const hasTexts = this.#translate(this.#shown, data);
    this.#requests.ask((widget) => {
      if (hasTexts && this.#shown.data === data) widget.setDataset(data, 0);
      widget.setLanguage(tongue);
    });
  }

  /** The built-in dataset has names in other languages, which come with their words; whether it has them since now. */
  #translate({ src, isGiven }, data) {
    const { language } = this.#speech;
    const isBuiltIn = !src && !isGiven;
    const texts = isBuiltIn && textsOf(language);
    return Boolean(texts) && translate(data, texts, language);
  }

  // Properties

  get ready() {
    return this.#ready.promise;
  }

  get messages() {
    return this.#speech.messages;
  }

  set messages(messages) {
    this.#speech.messages = messages;
    this.#speech.take(true);
  }

  // Methods

  getState() {
    return this.#widget?.getState() ?? null;
  }

  setState(partial) {
    if (partial === null || typeof partial !== "object") return;
    this.#requests.change((widget) => widget.setState(partial));
  }

  /** `rows` gives events by the hundred thousand as arrays, beside those of the dataset. */
  async setData(data, options) {
    const { rows, signal, onprogress } = options ?? {};
    if (rows && Object(rows.time) !== rows.time) throw problem("dataset", "rows", [{ path: "rows.time", found: String(rows.time), expected: "an array" }]);
    // What comes beside rows is read at once.
    const long = rows ? undefined : longText(data);
    const given = { isGiven: true, given: data, rows: rows ? { arrays: rows, signal, onprogress } : null };
    if (long) given.rows = { ...long.rows, signal, onprogress };
    const shown = this.#shown;
    // What is shown stays until all of a long text is there. New rows for what is shown need nothing else.
    if (shown && long) await this.#takeMore(new Source({ ...given, data: long.data }));
    else if (shown && rows && data === shown.given) await this.#takeMore(new Source({ ...shown, rows: given.rows }));
    else await this.#takeData(long?.data ?? data, given);
  }

  /** Takes rows into what is shown, or a file that comes in pieces in its place. */
  #takeMore(source) {
    const signal = this.#begin();
    this.#source = source;
    this.#startRows(source, signal, this.#shown);
    return this.#tellReady(signal);
  }

  /** Takes the rows of a source, where it has some; if they are given up or refused, what was shown `before` is what is
      to be shown. */
  #startRows(source, signal, before = null) {
    this.#awaitPieces(source);
    this.#rowsTaken = source.rows && this.#takeRows(source, signal, before);
    this.#rowsTaken?.catch(() => {});
  }

  /** What a file that comes in pieces knows it knows at its end. */
  #awaitPieces(source) {
    this.#requests.awaitsData = Boolean(source.rows?.table);
  }

  async #takeRows(source, signal, before) {
    const widget = this.#widget;
    const taken = () => {
      this.#shown = source;
      this.#positions.forget();
      if (!source.rows.table) return;
      this.#authored.giveUnknown(widget);
      if (!before) this.#markOpening(widget);
      this.#requests.give();
    };
    try {
      const { takeRows } = await importRows();
      await loadLater();
      await takeRows(widget, source, this.#root.querySelector("section"), this.#speech.tongue.words, signal, taken);
    } catch (thrown) {
      // What is shown by now, or a loss that has been told, has nothing to do with it.
      if (signal.aborted) throw this.#lossOr(thrown, new DOMException("given up", "AbortError"));
      widget.giveUpRows();
      this.#source = before ?? source;
      if (thrown?.name !== "AbortError") throw this.#refuse(thrown);
      // What was asked for has been done for what is shown and stays.
      this.#requests.take();
      throw thrown;
    }
  }

  async #takeData(data, given) {
    const [signal, before] = [this.#begin(), this.#source];
    const text = typeof data === "string" ? data : "";
    try {
      const source = new Source({ ...given, text, data: typeof data === "string" ? parseDataset(data) : copyOf(data) });
      this.#source = source;
      this.#requests.awaitsData = Boolean(this.#widget);
      if (this.#widget && !isWhole()) await loadLater();
      // What has taken its place is what is ready next.
      if (this.#widget && !signal.aborted) {
        this.#positions.forget();
        this.#setDataset(this.#widget, source.data);
        this.#shown = source;
        this.#widget.flush();
        this.#startRows(source, signal);
        return this.#tellReady(signal);
      }
    } catch (thrown) {
      const told = await placed(thrown, text);
      if (this.#source.given === given.given) this.#source = before;
      // What the page has given since stays.
      if (signal.aborted) throw this.#lossOr(thrown, detailOf(told));
      throw this.#refuse(told);
    }
    if (!this.#isIn) return;
    if (!signal.aborted) this.#load();
    await this.#ready.promise;
    await this.#rowsTaken;
  }

  #setDataset(widget, data) {
    widget.setDataset(data, 1);
    this.#authored.giveUnknown(widget);
    this.#requests.give();
  }

  /** The loss of the module, where that is what was thrown: it has been told for what it is. */
  #lossOr(thrown, other) {
    const { error } = this.#standIn;
    return error?.code === "panic" && !isProblem(thrown) ? error : other;
  }

  /** Shows what is wrong in place of everything; its detail. */
  #refuse(thrown) {
    const detail = this.#lossOr(thrown, detailOf(thrown));
    // A loss has been told already. Better data is shown as this would have been.
    if (isProblem(thrown)) this.#failForNow(detail);
    return detail;
  }

  select(id) {
    this.#requests.change((widget) => widget.select(String(id ?? "")));
  }

  goTo(day) {
    this.#requests.change((widget) => widget.goTo(String(day)));
  }

  play() {
    this.#requests.change((widget) => widget.play());
  }

  pause() {
    this.#requests.change((widget) => widget.pause());
  }

  reset() {
    this.#requests.take();
    if (this.#widget) this.#requests.change((widget) => widget.reset());
  }

  project(place) {
    return this.#positions.project(place);
  }

  unproject(position) {
    return this.#positions.unproject(position);
  }

  pick(position) {
    return this.#positions.pick(position);
  }

  flush() {
    if (this.#widget && this.#requests.isWaiting) {
      enter(loadLaterNow);
      this.#requests.release();
    }
    this.#widget?.flush();
  }

  async toSVG() {
    do {
      await this.#ready.promise;
      await loadLater();
      // It may have been taken out meanwhile: then it is ready when it is back.
    } while (!this.#widget);
    return this.#widget.toSVG();
  }

  async toPNG() {
    return pngFromSvg(await this.toSVG());
  }
}

function hearOf(widget, event) {
  enter(() => widget.hear(event.type, event), widget);
}

defineProperties(AukusAtlas.prototype);

// Of two copies of this module on a page the first defines the element, and both export its class.
const registry = globalThis.customElements;
if (registry && !registry.get("aukus-atlas")) registry.define("aukus-atlas", AukusAtlas);
const Defined = registry?.get("aukus-atlas") ?? AukusAtlas;

export { Defined as AukusAtlas };
