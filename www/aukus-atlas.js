// Placeholder: an element that shows the version of the browser module.

import init, { version } from "./aukus_atlas.js";

const FILES = __ATLAS_FILES__;
let loading;

class AukusAtlas extends HTMLElement {
  static version = "__ATLAS_VERSION__";

  connectedCallback() {
    this.ready ??= this.#start();
  }

  async #start() {
    loading ??= init({ module_or_path: new URL(FILES.wasm, import.meta.url) });
    await loading;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.replaceChildren(`AUKUS Atlas ${version()}`);
    this.dispatchEvent(new CustomEvent("atlas-ready", { bubbles: true, composed: true }));
  }
}

customElements.define("aukus-atlas", AukusAtlas);
