// A million events as a table and as a dataset, read by the element on a processor made four times slower: how long that
// takes, the longest tasks in the main thread's own time, and the renderer's own memory. `benches/timeline.md` says what
// came out.
//
//   cargo run -- build
//   npm install --no-save playwright-core && node benches/loading.mjs dist [EVENTS]

import { createReadStream, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, mainThreadTasks, serve } from "./stage.mjs";

const [folder = "dist", count = "1000000"] = process.argv.slice(2);
const EVENTS = Number(count);
const SLOWER = 4;
const ACTORS = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"];
const STATUSES = ["member", "partner", "observer", "outside"];

/** Days of 125 years in no order, the same in each run. */
function* events() {
  let seed = 7;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (let i = 0; i < EVENTS; i++) {
    const date = new Date(Date.UTC(1900, 0, 1) + Math.floor(random() * 45_656) * 86_400_000).toISOString().slice(0, 10);
    yield { id: `e${i}`, date, title: `Event number ${i}`, actor: ACTORS[Math.floor(random() * 6)], status: STATUSES[Math.floor(random() * 4)] };
  }
}

function* csv() {
  yield "date,actor,status,title\n";
  for (const { date, actor, status, title } of events()) yield `${date},${actor},${status},${title}\n`;
}

function* json() {
  const frame = {
    schema: 1, title: "A million", language: "en", updated: "2025-01-01",
    scales: [{ id: "one", label: "One", ordered: true }],
    statuses: STATUSES.map((id, i) => ({ id, label: id, scale: "one", tone: `ramp-${i + 1}` })),
    groups: [{ id: "all", label: "All" }], tracks: [], sources: [],
    actors: ACTORS.map((id) => ({ id, group: "all", label: id })),
  };
  yield `${JSON.stringify(frame).slice(0, -1)},"events":[`;
  let comma = "";
  for (const { id, date, title, actor, status } of events()) {
    yield comma + JSON.stringify({ id, date, title, summary: "", kind: "act", actors: [actor], changes: [{ actor, status }], sources: [] });
    comma = ",";
  }
  yield "]}";
}

const made = { "/data.csv": csv, "/data.json": json };
const store = mkdtempSync(join(tmpdir(), "atlas-"));
for (const [path, pieces] of Object.entries(made)) await writeFile(join(store, path), pieces());
const { base, close } = await serve(folder, (path, request, response) => {
  if (!made[path]) return undefined;
  response.setHeader("Content-Length", statSync(join(store, path)).size);
  createReadStream(join(store, path)).pipe(response);
  return true;
});
const browser = await launch();

/** Private memory of the largest renderer, in MB. */
function renderersOwn() {
  const sizes = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=renderer")) return 0;
      return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/RssAnon:\s+(\d+)/)?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...sizes);
}

/** Run in the page: waits until the progress bar has come and gone, which it does when the rows are there. */
const load = (src) =>
  new Promise((done) => {
    const atlas = document.querySelector("aukus-atlas");
    let wasSeen = false;
    const look = () => {
      const isSeen = Boolean(atlas.shadowRoot.querySelector(".loading.over"));
      if (wasSeen && !isSeen) return done();
      wasSeen ||= isSeen;
      requestAnimationFrame(look);
    };
    atlas.src = src;
    look();
  });

console.log(`| ${EVENTS} events | seconds | memory after, MB | at most, MB | longest tasks, processor ms |\n|---|---:|---:|---:|---|`);
for (const path of Object.keys(made)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  const collect = () => session.send("HeapProfiler.collectGarbage");
  await page.goto(`${base}/embed.html`);
  await page.evaluate(() => document.querySelector("aukus-atlas").ready);
  await page.hover("aukus-atlas");
  await page.waitForTimeout(1000);
  await collect();
  const before = renderersOwn();
  let most = 0;
  const sampling = setInterval(() => (most = Math.max(most, renderersOwn())), 50);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let seconds;
  const tasks = await mainThreadTasks(browser, page, async () => {
    const began = performance.now();
    await page.evaluate(load, path.slice(1));
    seconds = (performance.now() - began) / 1000;
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  clearInterval(sampling);
  await collect();
  await page.waitForTimeout(1000);
  const after = renderersOwn();
  const longest = tasks.sort((a, b) => b - a).slice(0, 5).map((ms) => ms.toFixed(0)).join(", ");
  console.log(`| ${path} | ${seconds.toFixed(1)} | +${(after - before).toFixed(0)} | +${(most - before).toFixed(0)} | ${longest} |`);
  await page.close();
}
await browser.close();
close();
rmSync(store, { recursive: true });
