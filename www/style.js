// The style sheet that all elements of a document share.

import STYLE from "./atlas.css";

let style = STYLE;
/** By document: a sheet is for elements of the one it was made in only. */
const sheets = new Map();

export function styleSheet(document) {
  for (const [other] of sheets) if (!other.defaultView) sheets.delete(other);
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new document.defaultView.CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(document, sheet);
  }
  return sheet;
}

/** Adds the style of what only the later part of the module shows. */
export function addStyle(text) {
  style = STYLE + text;
  for (const sheet of sheets.values()) sheet.replaceSync(style);
}
