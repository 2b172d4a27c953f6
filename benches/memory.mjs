// How much a page's own process grows with a million events: private memory after collection, of the one renderer that has
// the page. The page is one of the benchmark's (`window.bench` with `ready` and `setEvents`), this project's or a peer's.
// `benches/timeline.md` says what came out.
//
//   cargo run -- serve --port 8104 &
//   npm install --no-save playwright-core && node benches/memory.mjs "http://127.0.0.1:8104/bench.html?job=T" [EVENTS [RUNS]]

import { readFileSync } from "node:fs";
import { launch } from "./stage.mjs";

const [address, count = "1000000", runs = "3"] = process.argv.slice(2);

/** Events in the order of time on six lanes, four statuses; the arrays are the page's own. */
function generate() {
  let seed = 12345;
  const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(2025, 0, 1)];
  const events = (n) => {
    const time = Float64Array.from({ length: n }, () => Math.floor(first + (last - first) * random() ** 0.7)).sort();
    const places = (most) => Uint8Array.from({ length: n }, () => random() * most);
    return { n, time, lane: places(6), country: places(9), status: places(4), title: (i) => `Event no. ${i}` };
  };
  window.benchData = { events };
}

const ownMb = (pid) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/RssAnon:\s+(\d+)/)[1]) / 1024;

for (let run = 0; run < Number(runs); run++) {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1024, height: 860 } });
  await page.addInitScript(generate);
  await page.goto(address);
  await page.evaluate(() => window.bench.ready);
  const session = await page.context().newCDPSession(page);
  const processes = (await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo")).processInfo;
  // A browser keeps a spare renderer; the page's is the one that has worked.
  const [renderer] = processes.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime);
  const now = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return ownMb(renderer.id);
  };
  const before = await now();
  await page.evaluate((n) => {
    const made = window.benchData.events(n);
    window.benchData.events = () => made;
  }, Number(count));
  const generated = await now();
  await page.evaluate((n) => window.bench.setEvents(n), Number(count));
  const after = await now();
  console.log(`${count} events: +${(after - before).toFixed(1)} MB, of which the page's arrays ${(generated - before).toFixed(1)}`);
  await browser.close();
}
