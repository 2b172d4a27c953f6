// Makes the truth that the tests beside this file compare with, out of d3-geo, PROJ and the same Natural Earth.
//
//   npm install d3-geo@3.1.2 topojson-client@3.1.0 world-atlas@2.0.2   (in a scratch folder)
//   python -m pip install pyproj==3.7.2                                (PROJ 9.5.1, in a scratch environment)
//   python fixtures.py > SCRATCH/proj.json
//   node fixtures.mjs SCRATCH [positions|hits|cameras …]
//
// Each file is brotli of: the length of a JSON text as four bytes, little-endian; the text; bytes.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import zlib from "node:zlib";

const [scratch, ...wanted] = process.argv.slice(2);
const { resolve } = createRequire(path.resolve(scratch, "_.js"));
const load = (name) => import(pathToFileURL(resolve(name)));
const { geoBounds, geoContains, geoEqualEarth, geoEqualEarthRaw, geoOrthographic, geoPath, geoRotation } =
  await load("d3-geo");
const { feature } = await load("topojson-client");

// mulberry32: small, seeded, the same in fixtures.py and in the tests.
function generator(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const degrees = (rad) => (rad * 180) / Math.PI;
const radians = (deg) => (deg * Math.PI) / 180;
// Even over the sphere.
const randomPoint = (random) => [random() * 360 - 180, degrees(Math.asin(random() * 2 - 1))];

const topology = JSON.parse(fs.readFileSync(resolve("world-atlas/countries-50m.json")));
const countries = feature(topology, topology.objects.countries).features;
/** Numbered from 1; 0 is the sea. */
const keys = ["", ...countries.map((country) => country.id ?? country.properties.name)];

function write(name, meta, bytes) {
  const text = Buffer.from(JSON.stringify(meta));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const whole = Buffer.concat([length, text, Buffer.from(bytes)]);
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 };
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), `${name}.br`);
  fs.writeFileSync(file, zlib.brotliCompressSync(whole, { params }));
  console.log(name, fs.statSync(file).size);
}

// --- positions: 10,000 points seen from 10 centres, on a sphere of radius 1, x to the right and y up: what d3-geo and
// PROJ give, each as the difference to the textbook formula in double precision, in 1e-9 radii. So the file is small.

function positions() {
  const proj = JSON.parse(fs.readFileSync(path.join(scratch, "proj.json")));
  const random = generator(1);
  const centers = [[0, 0], [152, 0], [-179.5, 12], [180, -89], [37.25, 90], [-28, -45]];
  while (centers.length < 10) centers.push(randomPoint(random));
  const differences = [];
  let next = 0;
  for (const center of centers) {
    const flat = geoEqualEarth().rotate([-center[0], 0]).scale(1).translate([0, 0]);
    // The globe's raw position has no horizon: take the rotated point's two components.
    const turn = geoRotation([-center[0], -center[1]]);
    for (let i = 0; i < 1000; i++) {
      const point = randomPoint(random);
      const textbook = textbookPositions(center, point);
      const [lon, lat] = turn(point).map(radians);
      const [flatX, flatY] = flat(point);
      const d3 = [flatX, -flatY, Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
      for (const truth of [d3, proj[next++]]) {
        // PROJ has no position for what is behind the horizon.
        truth.forEach((value, axis) => differences.push(value === null ? 0 : Math.round((value - textbook[axis]) * 1e9)));
      }
    }
  }
  write("positions", { centers: centers.slice(0, 6) }, new Int8Array(differences.map((value) => {
    if (Math.abs(value) > 127) throw `the textbook is off by ${value}`;
    return value;
  })));
}

function textbookPositions([centerLon, centerLat], [lon, lat]) {
  const theta = Math.asin((Math.sqrt(3) / 2) * Math.sin(radians(lat)));
  const [t2, t6] = [theta ** 2, theta ** 6];
  const east = radians(lon - centerLon - 360 * Math.floor((lon - centerLon) / 360 + 0.5));
  const slope = 1.340264 - 3 * 0.081106 * t2 + t6 * (7 * 0.000893 + 9 * 0.003796 * t2);
  const [phi, phi0] = [radians(lat), radians(centerLat)];
  return [
    (2 * Math.sqrt(3) * east * Math.cos(theta)) / (3 * slope),
    theta * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2)),
    Math.cos(phi) * Math.sin(east),
    Math.cos(phi0) * Math.sin(phi) - Math.sin(phi0) * Math.cos(phi) * Math.cos(east),
  ];
}

// --- hits: the country that d3.geoContains finds at 22,000 points, as a byte of `keys`; and in a second byte how far
// the nearest border or coast is: 0 up to 0.02°, 1 up to 0.4°, 2 farther.

const NEAR_DEG = [0.02, 0.4];

function hits() {
  const random = generator(2);
  const boxes = countries.map((country) => geoBounds(country));
  const inBox = ([[west, south], [east, north]], [lon, lat]) =>
    lat > south - 2 && lat < north + 2 && (west <= east ? lon > west - 5 && lon < east + 5 : lon > west - 5 || lon < east + 5);
  const unit = ([lon, lat]) => {
    const [l, p] = [radians(lon), radians(lat)];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
  };
  const segments = [];
  for (const country of countries) {
    const polygons = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
    for (const ring of polygons.flat()) for (let i = 1; i < ring.length; i++) segments.push(...unit(ring[i - 1]), ...unit(ring[i]));
  }
  const flat = new Float64Array(segments);
  const nearest = (point) => {
    const [px, py, pz] = unit(point);
    let best = 4;
    for (let i = 0; i < flat.length; i += 6) {
      const [ax, ay, az] = [flat[i], flat[i + 1], flat[i + 2]];
      const [dx, dy, dz] = [flat[i + 3] - ax, flat[i + 4] - ay, flat[i + 5] - az];
      const length = dx * dx + dy * dy + dz * dz;
      const t = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy + (pz - az) * dz) / length)) : 0;
      const [x, y, z] = [ax + t * dx - px, ay + t * dy - py, az + t * dz - pz];
      best = Math.min(best, x * x + y * y + z * z);
    }
    return degrees(Math.sqrt(best));
  };
  const bytes = [];
  for (let i = 0; i < 22000; i++) {
    let point = randomPoint(random);
    // Some near the places where things go wrong.
    if (i >= 20000) point = i % 2 ? [179 + random() * 2, point[1]] : [point[0], (random() < 0.7 ? -1 : 1) * (78 + random() * 12)];
    const inside = countries.findIndex((country, at) => inBox(boxes[at], point) && geoContains(country, point));
    const distance = nearest(point);
    bytes.push(inside + 1, NEAR_DEG.filter((near) => distance > near).length);
  }
  write("hits", { keys }, bytes);
}

// --- cameras: for each pixel's centre the country that d3's path covers, as an index of `keys`. Of each pixel two
// values are likely, from those around it; told are the places where it has not the first, as the number of pixels
// between them in LEB128, and after all of these for each 1 for the second value, or the value plus 2.

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

function picture({ kind, lon, lat, roll, zoom }) {
  const radius = zoom * (kind === "flat" ? width / 5.4133 : height / 2.1);
  let projection;
  if (kind === "flat") {
    const raw = geoEqualEarthRaw(0, radians(lat));
    projection = geoEqualEarth().rotate([-lon, 0]).translate([width / 2, height / 2 + radius * raw[1]]);
  } else {
    projection = geoOrthographic().rotate([-lon, -lat, -roll]).translate([width / 2, height / 2]);
  }
  projection.scale(radius).precision(0.05);
  const image = new Uint8Array(width * height);
  countries.forEach((country, at) => raster(country, projection, image, at + 1));
  return image;
}

function encode(images) {
  const [gaps, values] = [[], []];
  let gap = 0;
  for (const image of images) {
    image.forEach((value, i) => {
      const [hasLeft, hasUp] = [i % width > 0, i >= width];
      const left = hasLeft ? image[i - 1] : 0;
      const up = hasUp ? image[i - width] : 0;
      const corner = hasLeft && hasUp ? image[i - width - 1] : 0;
      const likely = up === corner ? left : up;
      const second = likely === up ? left : up;
      if (value === likely) {
        gap++;
        return;
      }
      for (; gap >= 128; gap = Math.floor(gap / 128)) gaps.push((gap & 127) | 128);
      gaps.push(gap);
      values.push(value === second ? 1 : value + 2);
      gap = 0;
    });
  }
  return Buffer.from([...gaps, ...values]);
}

const SPECIAL = [
  ["flat", 0, 0, 0, 1], // the cut through Fiji and Chukotka, Antarctica all along
  ["flat", 152, -10, 0, 1], // the product's own view
  ["flat", -80, 40, 0, 1], // the cut through Russia
  ["flat", 97, -70, 0, 3], // Antarctica at the lower edge
  ["flat", -11, 66, 0, 6], // the cut through Chukotka, enlarged
  ["globe", 0, 0, 0, 1],
  ["globe", 90, 0, 30, 1],
  ["globe", 180, -20, 0, 1],
  ["globe", -90, 30, -120, 1],
  ["globe", 0, 90, 0, 1],
  ["globe", 30, -90, 0, 1],
  ["globe", 20, -55, 180, 2],
  ["globe", 178, -17, 0, 12], // Fiji on the antimeridian
  ["globe", 10, 50, 0, 8],
  ["flat", 103.8, 1.3, 0, 32], // Singapore, as near as one gets
  ["globe", 130, 33, 45, 32],
];

function cameras() {
  const random = generator(3);
  const list = SPECIAL.map(([kind, lon, lat, roll, zoom]) => ({ kind, lon, lat, roll, zoom }));
  for (let i = 0; i < 200; i++) {
    const kind = i % 2 ? "flat" : "globe";
    const [lon, lat] = randomPoint(random).map((value) => Math.round(value * 1e4) / 1e4);
    const roll = i % 4 ? 0 : Math.round(random() * 360 - 180);
    list.push({ kind, lon, lat, roll, zoom: Math.round(12 ** random() * 1e4) / 1e4 });
  }
  write("cameras", { width, height, keys, cameras: list }, encode(list.map(picture)));
}

for (const [name, make] of Object.entries({ positions, hits, cameras })) {
  if (!wanted.length || wanted.includes(name)) make();
}
