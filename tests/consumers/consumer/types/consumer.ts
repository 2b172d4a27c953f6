// Uses each attribute, property, method and event as its types say. It is compiled, not run.

import { AukusAtlas } from "aukus-atlas";
import type { AtlasDataset, AtlasErrorDetail, AtlasState } from "aukus-atlas";

const made: AukusAtlas = document.createElement("aukus-atlas");
const found = document.querySelector("aukus-atlas")!;

// Attributes as properties
made.src = "pact.json";
made.src = null;
made.date = "2024-04-08";
made.selected = null;
made.selected = "JPN";
made.track = "pillar-2";
made.projection = "globe";
made.view = "table";
made.theme = "dark";
made.lang = "fr";
made.tour = null;
made.permalink = "push";
made.interactive = false;
made.detail = "base";
made.loading = "eager";
const projection: "flat" | "globe" = found.projection;
// @ts-expect-error There is no such projection.
made.projection = "mercator";

// Properties
const ready: Promise<void> = made.ready;
made.messages = { fr: { play: "Lire" } };
const version: string = AukusAtlas.version;
AukusAtlas.assets = "/static/atlas/";
// @ts-expect-error It is read only.
AukusAtlas.version = "2";

// Methods
const state: AtlasState | null = found.getState();
found.setState({ date: "2023-03-13", camera: { zoom: 3 }, range: null, tour: { id: "start", step: 1 } });
// @ts-expect-error A day is a text.
found.setState({ date: 2023 });
const dataset: AtlasDataset = {
  schema: 1,
  title: { en: "A pact" },
  language: "en",
  updated: "2024",
  scales: [{ id: "s", label: "S", ordered: true }],
  statuses: [{ id: "in", label: "In", scale: "s", tone: "ramp-1" }],
  groups: [{ id: "g", label: "G" }],
  tracks: [],
  actors: [{ id: "JPN", group: "g", code: "JPN" }],
  sources: [],
  events: [{ id: "e", date: "2024-04", title: "E", summary: "", kind: "k", actors: ["JPN"], sources: [], changes: [{ actor: "JPN", status: null, scale: "s" }] }],
};
const set: Promise<void> = found.setData(dataset);
found.setData("{}").catch((detail: AtlasErrorDetail) => detail.errors.map(({ path, hint, line, column }) => [path, hint, line, column]));
found.setData(dataset, { rows: { time: new Float64Array(1), title: (row) => `Row ${row}` }, signal: new AbortController().signal, onprogress: (share) => share * 100 });
found.select("JPN");
found.select(null);
found.goTo("2024-04-08");
found.play();
found.pause();
found.reset();
found.flush();
const position = found.project([139.7, 35.7]);
if (position) found.unproject(position);
const country: string | null | undefined = found.pick([10, 10])?.country;
const svg: Promise<string> = found.toSVG();
const png: Promise<Blob> = found.toPNG();

// Events, on the element and wherever they bubble to
found.addEventListener("atlas-ready", ({ detail }) => detail.version.length);
found.addEventListener("atlas-change", ({ detail }) => detail.changed.includes("date") && detail.state.camera.zoom);
document.addEventListener("atlas-select", (event) => {
  if (event.detail.reason === "user" && event.detail.type === "actor") event.preventDefault();
});
found.addEventListener("atlas-gesture", ({ detail }) => detail.gesture);
found.addEventListener("atlas-error", ({ detail }) => detail.errors[0]?.expected, { once: true });
found.addEventListener("click", (event) => event.clientX);
// @ts-expect-error There is no such code.
found.addEventListener("atlas-error", ({ detail }) => detail.code === "network");
// @ts-expect-error There is no such key.
found.addEventListener("atlas-change", ({ detail }) => detail.nothing);

export { country, png, projection, ready, set, state, svg, version };
