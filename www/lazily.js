// What the element imports when it needs it: modules of their own, fetched by those who have use for them.

/** Tables, and the lines of what is wrong in a text. */
export const importConverter = () => import("./convert.js");
/** Events by the hundred thousand. */
export const importRows = () => import("./rows.js");
