// What each gesture costs the page's main thread, in its own processor time: what else the machine does
// does not count. `benches/responsiveness.md` says how it is run and what came out.
//
//   npm install --no-save playwright-core && node benches/responsiveness.mjs dist

import { launch, mainThreadTasks, serve } from "./stage.mjs";

const STEPS = 40;
const SLOWER = 4;
const { base, close } = await serve(process.argv[2] ?? "dist");
const browser = await launch();

async function measure(screen, { width, height, isTouch, deviceScaleFactor }) {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: isTouch, isMobile: isTouch, deviceScaleFactor, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${base}/embed.html?date=2024-04-08&selected=JPN&lang=en-GB`);
  await page.evaluate(() => document.querySelector("aukus-atlas").ready);
  // A reader looks first; on a touch screen that is what sends for the later part.
  await page.waitForTimeout(4000);
  const tell = async (what, act) => {
    // Long enough for all motion to end.
    const all = await mainThreadTasks(browser, page, async () => (await act(), await page.waitForTimeout(700)));
    const longest = Math.max(0, ...all);
    const sum = all.reduce((sum, task) => sum + task, 0);
    console.log(`| ${screen} | ${what} | ${sum.toFixed(0)} | ${longest.toFixed(1)} | ${(longest * SLOWER).toFixed(0)} |`);
  };
  const centre = (selector) =>
    page.evaluate((selector) => {
      const element = document.querySelector("aukus-atlas").shadowRoot.querySelector(selector);
      element.scrollIntoView({ block: "center" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    }, selector);
  const focus = (selector) => page.evaluate((selector) => document.querySelector("aukus-atlas").shadowRoot.querySelector(selector).focus(), selector);
  const tap = ([x, y]) => (isTouch ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
  const tapAt = async (place) => {
    await centre(".map");
    const at = await page.evaluate((place) => {
      const atlas = document.querySelector("aukus-atlas");
      const { x, y } = atlas.shadowRoot.querySelector(".map").getBoundingClientRect();
      const [across, down] = atlas.project(place);
      return [x + across, y + down];
    }, place);
    await tap(at);
  };
  const press = async (keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(80);
    }
  };
  const session = await context.newCDPSession(page);
  const finger = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const drag = async (from, by) => {
    const at = (step) => [from[0] + (by[0] * step) / STEPS, from[1] + (by[1] * step) / STEPS];
    if (isTouch) await finger("touchStart", [from]);
    else await page.mouse.move(...from).then(() => page.mouse.down());
    for (let step = 1; step <= STEPS; step++) {
      if (isTouch) await finger("touchMove", [at(step)]);
      else await page.mouse.move(...at(step));
      await page.waitForTimeout(16);
    }
    if (isTouch) await finger("touchEnd", []);
    else await page.mouse.up();
  };
  const places = { Australia: [134, -25], China: [105, 35] };
  for (const name of ["Australia", "China", "Australia"]) await tell(`a tap on ${name}`, () => tapAt(places[name]));
  await focus(".playhead");
  await tell("six keys on the playhead", () => press(["ArrowLeft", "ArrowLeft", "ArrowRight", "PageDown", "PageUp", "ArrowRight"]));
  const playhead = await centre(".playhead");
  await tell(`dragging the playhead, ${STEPS} steps`, () => drag(playhead, [-120, 0]));
  const map = await centre(".map");
  // One finger scrolls the page.
  if (!isTouch) await tell(`dragging the map, ${STEPS} steps`, () => drag(map, [-160, 40]));
  await focus(".map");
  await tell("five keys on the map", () => press(["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "+"]));
  const status = await centre(".cell:not(.zero)");
  await tell("a tap in the legend", () => tap(status));
  await context.close();
}

console.log(`| screen | what | in all, ms | longest task, ms | × ${SLOWER} |\n|---|---|---:|---:|---:|`);
await measure("wide", { width: 1280, height: 900, isTouch: false, deviceScaleFactor: 1 });
await measure("phone", { width: 390, height: 844, isTouch: true, deviceScaleFactor: 3 });
await browser.close();
close();
