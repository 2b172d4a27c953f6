// The same where all of it stands in one page: takes the place of `lazily.js` in `standalone.html`. The converter
// is left out: such a page fetches no tables, and errors are told by their paths.

import { takeRows } from "../rows.js";

export const importConverter = () => Promise.reject(new Error("the converter is not in this page"));
export const importRows = async () => ({ takeRows });
