/** Why something changed: the reader, a call of the page's, a tour. */
export type AtlasReason = "user" | "api" | "tour";

/** The camera, in degrees. */
export interface AtlasCamera {
  projection: "flat" | "globe";
  lon: number;
  lat: number;
  /** 1, the whole width of the world or the whole globe, to 32. */
  zoom: number;
}

/** Everything about a view that a permalink or a page may set. An empty list filters nothing. */
export interface AtlasState {
  date: string;
  selected: string | null;
  track: string | null;
  areas: string[];
  kinds: string[];
  footings: string[];
  statuses: string[];
  actors: string[];
  folded: string[];
  /** The order of the lanes (the dataset's, or as they stand on the day), and whether only those of what is selected
      are shown. */
  lanes: { order: "dataset" | "standing"; only: "all" | "selected" };
  query: string;
  view: "both" | "map" | "timeline" | "table";
  /** The table that `view: "table"` shows, and the column that orders it, with `-` before it the other way round. */
  table: { rows: "actors" | "changes" | "events" | "claims" | "sources"; sort: string | null };
  /** Whether the timeline is a list where it is narrow. */
  list: boolean;
  camera: AtlasCamera;
  /** The stretch of time on the axis, in EDTF. */
  range: { start: string; end: string };
  /** `step` counts from 0. */
  tour: { id: string; step: number } | null;
  /** `speed` 1 runs through the whole range in 24 seconds; 0.1 to 16. `stops`: at the next change of a status. */
  playing: { speed: number; stops?: boolean } | null;
  lang: string | null;
  theme: "auto" | "light" | "dark";
}

/** What `setState` takes: any of the keys; null is the default. */
export type AtlasPartialState = {
  [K in keyof AtlasState]?: AtlasState[K] extends string[] ? AtlasState[K] : Partial<AtlasState[K]> | null;
};

/** Events by the hundred thousand, as arrays of one length beside a dataset, whose lists they name by place. */
export interface AtlasRows {
  /** Milliseconds since 1970, in any order. */
  time: Float64Array;
  /** How long, in milliseconds. */
  span?: Float32Array;
  /** Places in the dataset's actors; 65535 for no one. */
  actor?: Uint16Array;
  /** Places in its statuses; 255 for no change. */
  status?: Uint8Array;
  /** Places in `kinds`. */
  kind?: Uint8Array;
  kinds?: string[];
  /** Asked for when it is shown. */
  title?: (row: number) => string;
}

/** What else `setData` takes. */
export interface AtlasDataOptions {
  rows?: AtlasRows;
  /** Gives up rows, or a text of more than 4 MB, on their way in: `setData` rejects with a `DOMException` named
      `AbortError`. */
  signal?: AbortSignal;
  /** Hears how far it has come, 0 to 1. */
  onprogress?: (share: number) => void;
}

/** What lies at a position of the map. */
export interface AtlasPick {
  /** ISO 3166-1 alpha-3 code of the country exactly under the position. */
  country: string | null;
  /** What a tap would choose. */
  actor: string | null;
  event: string | null;
}

export interface AtlasReadyDetail {
  version: string;
}

export interface AtlasChangeDetail {
  state: AtlasState;
  changed: (keyof AtlasState)[];
  reason: AtlasReason;
}

export interface AtlasSelectDetail {
  id: string | null;
  type: "actor" | "event" | null;
  reason: AtlasReason;
}

export interface AtlasGestureDetail {
  gesture: "wheel" | "touch";
}

/** One thing that is wrong with a dataset. */
export interface AtlasProblem {
  path: string;
  found: string;
  expected: string;
  hint?: string;
  /** The line, from 1, where the dataset was read from a text (JSON or a table) of at most 4 MB. */
  line?: number;
  /** The letter of that line, from 1. */
  column?: number;
}

/** `internal` is an error that nobody foresaw. `image` comes from `toPNG()` alone, which rejects with such a detail. */
export type AtlasErrorCode = "dataset" | "fetch" | "image" | "internal" | "panic" | "policy" | "unsupported" | "world";

export interface AtlasErrorDetail {
  code: AtlasErrorCode;
  message: string;
  errors: AtlasProblem[];
}
