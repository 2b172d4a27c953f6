// How long the frames of a drag take on a processor made four times slower, by the clock: `benches/responsiveness.md` says
// what came out. Several folders are measured one after the other, so that they can be told apart on an uneven machine.
//
//   npm install --no-save playwright-core && node benches/dragging.mjs dist [another-dist]

import { launch, mainThreadTasks, serve } from "./stage.mjs";

const STEPS = 40;
const SLOWER = 4;
/** Shorter tasks draw nothing. */
const LEAST_MS = 8;
const SCREENS = {
  wide: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};
const browser = await launch();

/** A drag there and back; with two fingers on a phone's map, since one scrolls the page. */
async function drag(page, session, what, isTouch) {
  const [x, y] = await page.evaluate((selector) => {
    const element = document.querySelector("aukus-atlas").shadowRoot.querySelector(selector);
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }, what === "playhead" ? ".playhead" : ".map");
  const at = (step) => ({ x: x - 3 * step, y: y + (what === "globe" ? 0.4 * step : 0) });
  const fingers = (step) => (what === "playhead" ? [at(step)] : [at(step), { ...at(step), x: at(step).x + 40 }]);
  const touch = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const move = async (step) => {
    if (isTouch) await touch("touchMove", fingers(step));
    else await page.mouse.move(at(step).x, at(step).y);
    await page.waitForTimeout(16);
  };
  if (isTouch) await touch("touchStart", fingers(0));
  else await page.mouse.move(x, y).then(() => page.mouse.down());
  for (let step = 1; step <= STEPS; step++) await move(step);
  for (let step = STEPS; step > 0; step--) await move(step);
  if (isTouch) await touch("touchEnd", []);
  else await page.mouse.up();
  await page.waitForTimeout(300);
}

console.log(`| screen | what | folder | frames | median, ms | 95 % below | longer than 50 |\n|---|---|---|---:|---:|---:|---:|`);
for (const [screen, options] of Object.entries(SCREENS)) {
  for (const what of ["playhead", "map", "globe"]) {
    for (const folder of process.argv.slice(2)) {
      const { base, close } = await serve(folder);
      const context = await browser.newContext({ ...options, locale: "en-GB" });
      const page = await context.newPage();
      await page.goto(`${base}/embed.html?date=2024-04-08&selected=JPN&lang=en-GB${what === "globe" ? "&projection=globe" : ""}`);
      await page.evaluate(() => document.querySelector("aukus-atlas").ready);
      // On a touch screen that is what sends for the later part.
      await page.waitForTimeout(3000);
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
      const all = await mainThreadTasks(browser, page, () => drag(page, session, what, Boolean(options.hasTouch)), "dur");
      const frames = all.filter((ms) => ms > LEAST_MS).sort((a, b) => a - b);
      const below = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(0);
      console.log(`| ${screen} | ${what} | ${folder} | ${frames.length} | ${below(0.5)} | ${below(0.95)} | ${frames.filter((ms) => ms > 50).length} |`);
      await context.close();
      close();
    }
  }
}
await browser.close();
