// The world module's speed in wasm, built as the browser module is, and at opt-level 3 beside it.
//
//   node benches/world/run.mjs [--rounds 9]
//
// Takes the toolchain of `atlas build` and wasm-opt where they are. Milliseconds are those of this machine and this moment; the
// last column is the share of what it costs to draw every country with every vertex, which is what was done
// before there were levels of detail.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
const rounds = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 9;

const SMALL = "-Oz --converge --always-inline-max-function-size=0 --one-caller-inline-max-function-size=0";

function build(profile) {
  const folder = path.join(target, "world-bench");
  const toolchains = execFileSync("rustup", ["toolchain", "list"]).toString();
  const toolchain = toolchains.includes("aukus-atlas-wasm") ? ["+aukus-atlas-wasm"] : [];
  const args = ["build", "-q", "--profile", profile, "--target", "wasm32-unknown-unknown", "--target-dir", folder];
  execFileSync("cargo", [...toolchain, ...args], { cwd: here, stdio: "inherit" });
  const raw = path.join(folder, "wasm32-unknown-unknown", profile, "world_bench.wasm");
  const wasmOpt = path.join(target, "tools/node_modules/binaryen/bin/wasm-opt");
  if (!fs.existsSync(wasmOpt)) return raw;
  const out = path.join(folder, `${profile}.wasm`);
  const how = profile === "release" ? SMALL.split(" ") : ["-O3"];
  execFileSync(wasmOpt, [...how, "--all-features", "--strip-debug", "-o", out, raw]);
  return out;
}

const part = (name) => fs.readFileSync(path.join(root, `www/data/world-${name}.bin`));
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const timed = (run) => {
  const start = performance.now();
  run();
  return performance.now() - start;
};

const [width, height] = [960, 480];
const flat = width / 5.4132597;
const VIEWS = [
  ["flat, zoom 1", 0, 152, 16, flat],
  ["flat, zoom 4", 0, 10, 40, flat * 4],
  ["flat, zoom 8", 0, 10, 40, flat * 8],
  ["flat, zoom 32", 0, 10, 55, flat * 32],
  ["globe, zoom 1", 1, 120, 10, 230],
  ["globe, zoom 8", 1, 10, 50, 230 * 8],
];

for (const profile of ["release", "speed"]) {
  const module = new WebAssembly.Module(fs.readFileSync(build(profile)));
  const load = (name) => {
    const { alloc, decode, keep_base: keepBase, memory, ...rest } = new WebAssembly.Instance(module, {}).exports;
    const put = (bytes) => {
      // Before the buffer is taken, since memory that grows is another buffer.
      const at = alloc(bytes.length);
      new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    };
    const read = (bytes) => (put(bytes), timed(() => decode() || process.exit(1)));
    let ms = read(part("base"));
    if (name === "detail") ms = (keepBase(), read(part("detail")));
    return { ms, memory, ...rest };
  };
  console.log(`\n## opt-level ${profile === "release" ? "z" : 3}\n`);
  for (const name of ["base", "detail"]) {
    const decodes = Array.from({ length: rounds }, () => load(name).ms);
    const world = load(name);
    console.log(`${name}: read in ${Math.min(...decodes).toFixed(1)} ms at best, ${median(decodes).toFixed(1)} median;`);
    const asked = Array.from({ length: rounds }, (_, i) => timed(() => world.hits(i + 1, 5000)) / 5);
    console.log(`a hit ${Math.min(...asked).toFixed(2)} µs at best, ${median(asked).toFixed(2)} median\n`);
    console.log("| view | points | land, 17 countries, borders, ms | share of every country in full |");
    console.log("|---|---:|---:|---:|");
    for (const [view, isGlobe, lon, lat, radius] of VIEWS) {
      const draw = (i, ratio, parts) => world.frame(isGlobe, lon + i * 0.1, lat, radius, width, height, ratio, parts);
      const cost = (ratio, parts) => {
        for (let i = 0; i < 60; i++) draw(i, ratio, parts);
        const rounds_ = Array.from({ length: rounds }, () => median(Array.from({ length: 60 }, (_, i) => timed(() => draw(i, ratio, parts)))));
        return Math.min(...rounds_);
      };
      const [ours, full] = [cost(1, 7), cost(0, 12)];
      console.log(`| ${view} | ${draw(0, 1, 7)} | ${ours.toFixed(3)} | ${(ours / full).toFixed(2)} |`);
    }
    console.log();
  }
}
