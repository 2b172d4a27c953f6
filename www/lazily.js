// What the element imports when it needs it: modules of their own, fetched by those who have use for them.

import { problem } from "./problem.js";

/** Tables, and the lines of what is wrong in a text. */
export const importConverter = () => told(import("./convert.js"));
/** Events by the hundred thousand. */
export const importRows = () => told(import("./rows.js"));

const told = (module) =>
  module.catch((error) => {
    throw problem("fetch", error.message);
  });
