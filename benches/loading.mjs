// A million events as a table and as a dataset, read by the element on a processor made four times slower: how long that
// takes, the longest tasks in the main thread's own time, and the renderer's own memory. `benches/timeline.md` says what
// came out.
//
//   cargo run -- build
//   npm install --no-save playwright-core && node benches/loading.mjs dist [EVENTS]

import { createServer } from "node:http";
import { createReadStream, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html", ".css": "text/css", ".json": "application/json", ".csv": "text/csv" };
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
const server = createServer(async (request, response) => {
  const path = decodeURIComponent(request.url.split("?")[0]);
  const type = { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" };
  if (made[path]) {
    response.writeHead(200, { ...type, "Content-Length": statSync(join(store, path)).size });
    return createReadStream(join(store, path)).pipe(response);
  }
  const body = await readFile(join(folder, path)).catch(() => null);
  response.writeHead(body ? 200 : 404, type);
  response.end(body);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium" });

/** What the largest renderer holds of its own, in MB. */
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
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  const began = performance.now();
  await page.evaluate((src) => (document.querySelector("aukus-atlas").src = src), path.slice(1));
  // The bar goes when the rows are there.
  const bar = (is) => page.waitForFunction((is) => Boolean(document.querySelector("aukus-atlas").shadowRoot.querySelector(".loading.over")) === is, is, { timeout: 600_000, polling: 100 });
  await bar(true);
  await bar(false);
  const seconds = (performance.now() - began) / 1000;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  clearInterval(sampling);
  await collect();
  await page.waitForTimeout(1000);
  const after = renderersOwn();
  const thread = (event) => `${event.pid}:${event.tid}`;
  const main = new Set(traceEvents.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map(thread));
  const tasks = traceEvents.filter((e) => /RunTask$/.test(e.name) && e.tdur !== undefined && main.has(thread(e))).map((e) => e.tdur / 1000);
  const longest = tasks.sort((a, b) => b - a).slice(0, 5).map((ms) => ms.toFixed(0)).join(", ");
  console.log(`| ${path} | ${seconds.toFixed(1)} | +${(after - before).toFixed(0)} | +${(most - before).toFixed(0)} | ${longest} |`);
  await page.close();
}
await browser.close();
server.close();
rmSync(store, { recursive: true });
