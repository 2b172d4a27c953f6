// Every screen at four widths in both themes, on one sheet each, beside the drawing that it was built to where there is a
// folder of those. `README.md` says what is to be seen.
//
//   cargo run -- build && npm install --no-save playwright-core && node tests/screens/make.mjs dist [DRAWINGS]

import { access, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, serve } from "../../benches/stage.mjs";

const [folder = "dist", drawings] = process.argv.slice(2);
const out = dirname(fileURLToPath(import.meta.url));

/** Which drawing, what the page's address asks for beside the day, what hands do then. */
const SCREENS = {
  actor: ["01-wide", "selected=JPN"],
  event: ["02-globe-event", "selected=joint-statement-2024&projection=globe"],
  nothing: [null, ""],
  tour: ["06-tour", "", (page) => setState(page, { tour: { id: "article", step: 3 } })],
  share: ["07-share", "selected=JPN", async (page) => (await press(page, ".tools [data-do=share]"), await press(page, '[data-do="share-tab:embed"]'))],
  search: ["08-search-filter", "selected=JPN", async (page) => (await press(page, ".tools [data-do=search]"), await page.locator(".search-box input").pressSequentially("japan"))],
  filter: [null, "", async (page) => (await setState(page, { statuses: ["member", "considered", "critic"] }), await press(page, ".viewbar [data-do=filter]"))],
  table: ["09-table", "view=table"],
  loading: ["10-loading", "held"],
  error: ["11-error", "wrong"],
  print: ["12-print", "selected=JPN", (page) => print(page)],
};
const SCREEN = ["wide", "article", "phone", "small"];
const SIZES = { wide: [1120, 800], article: [640, 900], phone: [390, 844], small: [320, 640], paper: [720, 2000] };

/** An element with its fallback, and no page around it. */
async function alone() {
  const page = await readFile(join(folder, "gallery/fallback.html"), "utf8");
  const [element] = page.match(/<aukus-atlas[^]*?<\/aukus-atlas>/);
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>:root { color-scheme: light dark } body { margin: 0; font: 14px/1.4 sans-serif } figure { margin: 0 } img { max-width: 100%; height: auto }</style>${element}<script type="module" src="../aukus-atlas.js"></script>`;
}

const { base, close } = await serve(folder, async (path, request) => {
  if (path === "/gallery/alone.html") return alone();
  if (!/aukus.*\.json$/.test(path)) return undefined;
  const asked = new URL(request.headers.referer ?? "http://none/").searchParams;
  // The dataset that never comes, and the one with mistakes in it.
  if (asked.has("held")) return true;
  if (!asked.has("wrong")) return undefined;
  const data = JSON.parse(await readFile(join(folder, path), "utf8"));
  data.events[3].date = "2024-02-31";
  data.actors[1].country = "United States";
  return JSON.stringify(data);
});
const browser = await launch();

const press = (page, what) => page.evaluate((what) => document.querySelector("aukus-atlas").shadowRoot.querySelector(what)?.click(), what);
const setState = (page, state) => page.evaluate((state) => document.querySelector("aukus-atlas").setState(state), state);

/** What a browser does before it prints, on the screen. */
async function print(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print", colorScheme: "light" });
}

async function shoot([, query, act], size, colorScheme) {
  const [width, height] = SIZES[size];
  const isTouch = width < 400;
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: isTouch, isMobile: isTouch, colorScheme, reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  const isAlone = query === "held" || query === "wrong";
  await page.goto(`${base}/${isAlone ? "gallery/alone" : "embed"}.html?date=2024-04-08&${query}`);
  await page.waitForFunction((query) => {
    const root = document.querySelector("aukus-atlas")?.shadowRoot;
    return root?.querySelector(query === "held" ? ".loading" : query === "wrong" ? ".error" : ".map canvas, table");
  }, query);
  if (!isAlone) await page.evaluate(() => document.querySelector("aukus-atlas").ready);
  await act?.(page);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const png = await page.screenshot({ fullPage: size !== "paper" });
  await context.close();
  return png;
}

/** Pictures side by side, each under its name, at half their size. */
async function sheet(name, pictures) {
  const page = await browser.newPage({ viewport: { width: 4200, height: 900 } });
  const figures = pictures.map(([caption, width, png]) => `<figure><figcaption>${caption}</figcaption><img width="${width}" src="data:image/png;base64,${png.toString("base64")}"></figure>`);
  await page.setContent(`<style>body { margin: 0; padding: 16px; display: inline-flex; gap: 24px; align-items: flex-start; background: #999; font: 26px/1.6 sans-serif; } figure { margin: 0; } img { display: block; }</style>${figures.join("")}`);
  const [width, height] = await page.evaluate(() => [document.body.offsetWidth, document.body.offsetHeight]);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60, captureBeyondViewport: true, clip: { x: 0, y: 0, width, height, scale: 0.5 } });
  await writeFile(join(out, `${name}.webp`), Buffer.from(data, "base64"));
  await page.close();
}

const wanted = process.argv.slice(4);
for (const [name, screen] of Object.entries(SCREENS).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const isPrint = name === "print";
  for (const theme of isPrint ? ["light"] : ["light", "dark"]) {
    const pictures = [];
    const drawing = drawings && screen[0] && join(drawings, `${theme === "dark" ? screen[0].replace(/^\d+-/, "05-").replace("globe-event", "globe") : screen[0]}.png`);
    if (drawing && (await access(drawing).then(() => true, () => false))) pictures.push(["drawing", 1120, await readFile(drawing)]);
    for (const size of isPrint ? ["paper"] : SCREEN) pictures.push([`${size}, ${SIZES[size][0]} px`, SIZES[size][0], await shoot(screen, size, theme)]);
    await sheet(`${name}-${theme}`, pictures);
    console.log(name, theme);
  }
}
await browser.close();
close();
