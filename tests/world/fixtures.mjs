// Makes the truth that the tests beside this file compare with, out of d3-geo and the same Natural Earth.
//
//   npm install d3-geo@3.1.2 topojson-client@3.1.0 world-atlas@2.0.2   (in a scratch folder)
//   node fixtures.mjs SCRATCH/node_modules OUT [cameras-only seed count]
//
// With a seed and a count it writes only cameras.json, of that many random cameras on 1:50m.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, out, seed = "1", cameraCount] = process.argv.slice(2);
const { resolve } = createRequire(path.resolve(modules, "_.js"));
const load = (name) => import(pathToFileURL(resolve(name)));
const { geoContains, geoDistance, geoEqualEarthRaw, geoEqualEarth, geoOrthographic, geoPath, geoRotation } =
  await load("d3-geo");
const { feature } = await load("topojson-client");

// mulberry32: small, seeded, the same everywhere.
let state = Number(seed);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const round = (value, digits) => Number(value.toFixed(digits));
// Even over the sphere.
const randomPoint = () => [round(random() * 360 - 180, 4), round((Math.asin(random() * 2 - 1) * 180) / Math.PI, 4)];

const worlds = {};
for (const detail of ["110m", "50m"]) {
  const topology = JSON.parse(fs.readFileSync(path.join(modules, `world-atlas/countries-${detail}.json`)));
  worlds[detail] = feature(topology, topology.objects.countries).features;
}

// --- projections: 1,000 points seen from 10 centres each, positions on a sphere of radius 1.

function projections() {
  const centers = [[0, 0], [152, 0], [-179.5, 12], [180, -90], [37.25, 90], [-28, -45]];
  while (centers.length < 10) centers.push(randomPoint());
  const points = Array.from({ length: 1000 }, randomPoint);
  return centers.map((center, i) => {
    const flat = geoEqualEarth().rotate([-center[0], 0]).scale(1).translate([0, 0]);
    // The globe's raw position has no horizon: take the rotated point's two components.
    const turn = geoRotation([-center[0], -center[1]]);
    const sample = points.slice(i * 100, i * 100 + 100);
    return {
      center,
      points: sample.map((point) => {
        const [lon, lat] = turn(point).map((degrees) => (degrees * Math.PI) / 180);
        const globe = [Math.cos(lat) * Math.sin(lon), -Math.sin(lat)];
        const isVisible = Math.cos(lat) * Math.cos(lon) >= 0 ? 1 : 0;
        return [...point, ...[...flat(point), ...globe].map((v) => round(v, 8)), isVisible];
      }),
    };
  });
}

// --- hits: which country d3.geoContains finds, at points at least 0.02 degrees from any border.

function keyOf(country) {
  return country.id ?? country.properties.name;
}

function hits(countries, count) {
  const found = ([lon, lat]) => {
    const inside = countries.filter((country) => geoContains(country, [lon, lat])).map(keyOf);
    return inside[0] ?? "";
  };
  const result = [];
  const near = 0.02;
  while (result.length < count) {
    // Half of them on land, and some near the places where things go wrong.
    let point = randomPoint();
    const special = random();
    if (special < 0.04) point = [round((random() < 0.5 ? -1 : 1) * (179 + random()), 4), round(random() * 160 - 90, 4)];
    else if (special < 0.07) point = [point[0], round(-80 - random() * 9.9, 4)];
    const key = found(point);
    if (key === "" && random() < 0.5) continue;
    const around = [[near, 0], [-near, 0], [0, near], [0, -near]].map(([dx, dy]) => [
      point[0] + dx / Math.max(0.02, Math.cos((point[1] * Math.PI) / 180)),
      Math.max(-90, Math.min(90, point[1] + dy)),
    ]);
    if (around.every((other) => found(other) === key)) result.push([...point, key]);
  }
  return result;
}

// --- cameras: for each pixel's centre the country that d3's path covers, in runs along the rows.

const width = 320;
const height = 180;

function raster(country, projection, image, value) {
  // Scan conversion with the even-odd rule at pixel centres.
  const crossings = Array.from({ length: height }, () => []);
  let start, last;
  const edge = (a, b) => {
    if (a[1] === b[1]) return;
    const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
    for (let row = Math.max(0, Math.ceil(low[1] - 0.5)); row < height && row + 0.5 < high[1]; row++) {
      crossings[row].push(low[0] + ((row + 0.5 - low[1]) / (high[1] - low[1])) * (high[0] - low[0]));
    }
  };
  const sink = {
    moveTo(x, y) { start = last = [x, y]; },
    lineTo(x, y) { edge(last, [x, y]); last = [x, y]; },
    closePath() { edge(last, start); last = start; },
    arc() {},
  };
  geoPath(projection, sink)(country);
  crossings.forEach((row, y) => {
    row.sort((a, b) => a - b);
    for (let i = 0; i + 1 < row.length; i += 2) {
      const end = Math.min(width, Math.ceil(row[i + 1] - 0.5));
      for (let x = Math.max(0, Math.ceil(row[i] - 0.5)); x < end; x++) image[y * width + x] = value;
    }
  });
}

function camera(detail, kind, center, zoom) {
  const radius = zoom * (kind === "flat" ? width / 5.4133 : height / 2.1);
  let projection;
  if (kind === "flat") {
    const raw = geoEqualEarthRaw(0, (center[1] * Math.PI) / 180);
    projection = geoEqualEarth().rotate([-center[0], 0]).translate([width / 2, height / 2 + radius * raw[1]]);
  } else {
    projection = geoOrthographic().rotate([-center[0], -center[1]]).translate([width / 2, height / 2]);
  }
  projection.scale(radius).precision(0.05);
  const keys = [""];
  const image = new Uint16Array(width * height);
  for (const country of worlds[detail]) {
    keys.push(keyOf(country));
    raster(country, projection, image, keys.length - 1);
  }
  // Runs: [country, length] pairs, over the whole picture.
  const runs = [];
  for (const value of image) {
    if (runs.length && runs.at(-2) === value) runs[runs.length - 1]++;
    else runs.push(value, 1);
  }
  const used = [...new Set(runs.filter((_, i) => i % 2 === 0))];
  return {
    detail, kind, center, radius: round(radius, 6),
    keys: used.map((value) => keys[value]),
    runs: runs.map((value, i) => (i % 2 ? value : used.indexOf(value))).join(" "),
  };
}

const committedCameras = [
  ["110m", "flat", [0, 0], 1], // the cut through Fiji and Chukotka, Antarctica all along
  ["110m", "flat", [152, -10], 1], // the product's own view
  ["50m", "flat", [-80, 40], 1], // the cut through Russia
  ["110m", "flat", [97, -70], 3], // Antarctica at the lower edge
  ["50m", "flat", [-11, 66], 6], // the cut through Chukotka, enlarged
  ["110m", "globe", [0, 0], 1],
  ["110m", "globe", [90, 0], 1],
  ["110m", "globe", [180, -20], 1],
  ["50m", "globe", [-90, 30], 1],
  ["110m", "globe", [0, 90], 1],
  ["110m", "globe", [30, -90], 1],
  ["110m", "globe", [20, -55], 2],
  ["50m", "globe", [178, -17], 12], // Fiji on the antimeridian
  ["50m", "globe", [10, 50], 8],
];

function randomCameras(count) {
  return Array.from({ length: count }, () =>
    camera("50m", random() < 0.5 ? "flat" : "globe", randomPoint(), round(12 ** random(), 4)),
  );
}

const write = (name, value) => fs.writeFileSync(path.join(out, name), JSON.stringify(value) + "\n");
if (cameraCount) {
  write("cameras.json", { width, height, cameras: randomCameras(Number(cameraCount)) });
} else {
  write("projections.json", projections());
  write("hits.json", { "110m": hits(worlds["110m"], 3000), "50m": hits(worlds["50m"], 3000) });
  write("cameras.json", { width, height, cameras: committedCameras.map((args) => camera(...args)) });
}
