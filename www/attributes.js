// Attributes that are keys of the state: how they read as such, and what of the state they tell.

export const STATE_ATTRIBUTES = {
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

/** What these attributes, which are plain strings, read as where they are not set. */
const DEFAULTS = { src: "", date: "", selected: null, track: null, projection: "flat", view: "both", theme: "auto", tour: null, lang: "" };

export const OTHER_ATTRIBUTES = ["src", "permalink", "interactive", "loading", "detail"];

/** Attributes with a few known values, the first of which is the default. */
const CHOICES = { loading: ["lazy", "eager"], permalink: ["off", "replace", "push"], detail: ["auto", "base", "full"] };

/** Sets the attributes that follow a state: of what has `changed`, or all that there are. */
export function reflectState(element, state, changed) {
  for (const [name, read] of Object.entries(OF_STATE)) {
    const value = read(state);
    const isWanted = changed ? changed.includes(name === "projection" ? "camera" : name) : element.hasAttribute(name);
    if (!isWanted) continue;
    const isDefault = value === null || (value === DEFAULTS[name] && !element.hasAttribute(name));
    if (isDefault) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}

/** Gives a class the properties that go with its attributes. */
export function defineProperties(prototype) {
  const define = (name, get, set) => Object.defineProperty(prototype, name, { configurable: true, enumerable: true, get, set });
  // Plain strings read as they are written; unset, as their default.
  for (const [name, fallback] of Object.entries(DEFAULTS)) {
    define(
      name,
      function () {
        const state = name in OF_STATE ? this.getState() : null;
        return (state ? OF_STATE[name](state) : this.getAttribute(name)) ?? fallback;
      },
      function (value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    );
  }
  for (const [name, values] of Object.entries(CHOICES)) {
    define(
      name,
      function () {
        const value = this.getAttribute(name);
        return values.includes(value) ? value : values[0];
      },
      function (value) {
        this.setAttribute(name, value);
      },
    );
  }
  define(
    "interactive",
    function () {
      return this.getAttribute("interactive") !== "false";
    },
    function (value) {
      this.setAttribute("interactive", String(value) === "false" ? "false" : "true");
    },
  );
}
