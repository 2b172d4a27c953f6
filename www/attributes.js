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
export const OF_STATE = {
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
export const DEFAULTS = { src: "", date: "", selected: null, track: null, projection: "flat", view: "both", theme: "auto", tour: null, lang: "", loading: "lazy" };

export const OTHER_ATTRIBUTES = ["src", "permalink", "interactive", "loading", "detail"];
