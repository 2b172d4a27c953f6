// The atlas as one page of a benchmark of maps and timelines: `benches/map.md` and `benches/timeline.md`
// say beside which peers, and how it is run. The element is used as any page could use it; only the
// scripted paths, which are the same for every peer, are the benchmark's.

import "./aukus-atlas.js";

/** Countries of the job: numeric ISO code, alpha-3 code, name and capital. */
const NINE = [
  ["840", "USA", "Washington", -77.04, 38.91],
  ["076", "BRA", "Brasília", -47.93, -15.78],
  ["276", "DEU", "Berlin", 13.4, 52.52],
  ["710", "ZAF", "Pretoria", 28.19, -25.75],
  ["643", "RUS", "Moscow", 37.62, 55.75],
  ["356", "IND", "Delhi", 77.21, 28.61],
  ["156", "CHN", "Beijing", 116.4, 39.9],
  ["036", "AUS", "Canberra", 149.13, -35.28],
  ["404", "KEN", "Nairobi", 36.82, -1.29],
];
const TONES = ["ramp-2", "ramp-4", "ramp-5", "ramp-6"];
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2025, 0, 1);
const DAY_MS = 86_400_000;
const MOST_STEPS = 120;
const MAP_KINDS = ["zoom", "pan", "rotate", "date"];
const LINKED_KINDS = ["zoom", "pan", "tpan", "date", "select"];

const LANES = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"];
const LINE_KINDS = ["tzoom", "tpan"];

const query = new URLSearchParams(location.search);
const world = query.get("world") ?? "110m";
// Job M is a map alone, job T a timeline; in job L the statuses follow from events on the timeline.
const isLinked = query.get("job") === "L";
const isMapOnly = query.get("job") === "M";
let isLineOnly = query.get("job") === "T";

const isoTime = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const isoDay = (ms) => new Date(ms).toISOString().slice(0, 10);
const statusAt = (i, c) => (i * 7 + c * 3 + ((i * c) >> 1)) % TONES.length;

/** Events of one day each, a change of every country's status in each. */
function scripted() {
  return Array.from({ length: MOST_STEPS }, (_, i) => ({
    id: `e${i}`,
    date: isoDay(FIRST + i * DAY_MS),
    title: `Day ${i}`,
    summary: "",
    kind: "day",
    actors: NINE.map(([, code]) => code),
    changes: NINE.map(([, code], c) => ({ actor: code, status: `s${statusAt(i, c)}` })),
    sources: [],
  }));
}

/** The benchmark's own events, each a change of one country's status. */
function given({ n, time, country, status, title }) {
  return Array.from({ length: n }, (_, i) => ({
    id: `e${i}`,
    date: isoDay(time[i]),
    title: title(i),
    summary: "",
    kind: "day",
    actors: [NINE[country[i]][1]],
    changes: [{ actor: NINE[country[i]][1], status: `s${status[i]}` }],
    sources: [],
  }));
}

const dataset = (events) => ({
  schema: 1,
  title: "Measured",
  language: "en",
  updated: isoDay(LAST),
  scales: [{ id: "scale", label: "Status", ordered: true }],
  statuses: TONES.map((tone, i) => ({ id: `s${i}`, label: `Status ${i}`, scale: "scale", tone })),
  groups: [{ id: "all", label: "Countries" }],
  tracks: [],
  actors: NINE.map(([, code, name, lon, lat]) => ({ id: code, group: "all", code, place: { name, lon, lat } })),
  sources: [],
  events,
});

/** The lanes of job T, whose events come as arrays. */
const lanes = {
  ...dataset([]),
  actors: LANES.map((label, i) => ({ id: `lane${i}`, group: "all", label })),
};

const camera = (i, n, kind) => {
  const u = i / n;
  if (kind === "zoom") return { zoom: 8 ** (1 - Math.abs(2 * u - 1)), lon: 10, lat: 40 };
  if (kind === "pan") return { zoom: 4, lon: -60 + 180 * u, lat: 30 };
  return { zoom: 1, lon: (-360 * i) / n, lat: 20, projection: "globe" };
};
const win = (i, n, kind) => {
  const [u, span] = [i / n, LAST - FIRST];
  if (kind !== "tzoom") return [FIRST + (span - span / 20) * u, FIRST + (span - span / 20) * u + span / 20];
  const w = span / 256 ** (1 - Math.abs(2 * u - 1));
  const m = FIRST + span * 0.6;
  return [m - w * 0.6, m + w * 0.4];
};

// Map and timeline alone, as the pages beside it have them. In the script, so that it is no request of its own.
const style = new CSSStyleSheet();
style.replaceSync(`body { margin: 0 }
  aukus-atlas { display: block; width: 960px }
  aukus-atlas[view="map"] { height: 480px }
  aukus-atlas::part(header), aukus-atlas::part(legend), aukus-atlas::part(switches),
  aukus-atlas::part(panel), aukus-atlas::part(footer) { display: none }`);
document.adoptedStyleSheets = [style];

const atlas = document.createElement("aukus-atlas");
atlas.setAttribute("view", isMapOnly ? "map" : isLineOnly ? "timeline" : "both");
atlas.setAttribute("loading", "eager");
atlas.setAttribute("detail", world === "50m" ? "full" : "base");
const events = isLinked ? given(window.benchData.events(40)) : scripted();
atlas.setData(isLineOnly ? lanes : dataset(events));
document.body.append(atlas);

// The benchmark forces canvases to be painted by reading a pixel back, but finds none within a shadow root.
const flushPage = window.__flush;
window.__flush = () => {
  for (const canvas of atlas.shadowRoot.querySelectorAll("canvas")) canvas.getContext("2d").getImageData(0, 0, 1, 1);
  flushPage?.();
};

const numeric = new Map(NINE.map(([number, code]) => [code, number]));

function step(i, n, kind) {
  if (kind === "date") {
    const ms = isLinked ? FIRST + ((LAST - FIRST) * i) / n : FIRST + i * DAY_MS;
    atlas.setState({ date: isoDay(ms), camera: { projection: "flat" } });
  } else if (kind === "select") {
    const event = events[i % events.length];
    const [, , , lon, lat] = NINE.find(([, code]) => code === event.actors[0]);
    atlas.setState({ selected: event.actors[0], camera: { projection: "flat", zoom: 4, lon, lat } });
  } else if (kind[0] === "t") {
    const [start, end] = win(i, n, kind).map(isoTime);
    atlas.setState({ range: { start, end } });
  } else {
    atlas.setState({ camera: { projection: "flat", ...camera(i, n, kind) } });
  }
  atlas.flush();
}

// As the pages beside it do, that of job T begins with an empty timeline: whatever code it has is there then.
const emptied = () => isLineOnly && atlas.setData(lanes, { rows: { time: new Float64Array() } });

window.bench = {
  ready: atlas.ready.then(emptied),
  get kinds() {
    if (isLineOnly) return LINE_KINDS;
    return isMapOnly ? MAP_KINDS : isLinked ? LINKED_KINDS : [...new Set([...MAP_KINDS, ...LINKED_KINDS])];
  },
  step,
  /** Job T: from here on the page is a timeline alone. */
  async setEvents(n) {
    isLineOnly = true;
    atlas.view = "timeline";
    const { time, lane, status, title } = window.benchData.events(n);
    await atlas.setData(lanes, { rows: { time, actor: lane, status, title } });
  },
  hit(x, y) {
    const country = atlas.pick([x, y])?.country;
    return country ? (numeric.get(country) ?? country) : null;
  },
  project: (lon, lat) => atlas.project([lon, lat]),
};
