// Shared by the scripts that look at a built folder: a server of its files, a browser, and what its main thread did.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".csv": "text/csv" };

/** Serves a folder; `answer(path, request, response)` gives a body to send in place of a file, or true if it has
    responded itself. */
export async function serve(folder, answer = () => undefined) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://none").pathname);
    response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream");
    const given = await answer(path, request, response);
    if (given === true) return;
    const body = given ?? (await readFile(join(folder, path)).catch(() => null));
    response.writeHead(body ? 200 : 404);
    response.end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { base: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

export const launch = () => chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium" });

/** How long each task of the main thread took while something was done, in milliseconds: of the thread's own time
    (`tdur`), or by the clock (`dur`). */
export async function mainThreadTasks(browser, page, act, clock = "tdur") {
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const thread = (event) => `${event.pid}:${event.tid}`;
  const main = new Set(traceEvents.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map(thread));
  // The browser notes each task under two names.
  return traceEvents.filter((e) => e.name === "RunTask" && e[clock] !== undefined && main.has(thread(e))).map((e) => e[clock] / 1000);
}
