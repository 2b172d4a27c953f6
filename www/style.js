// The style sheet that all elements of a page share.

import STYLE from "./atlas.css";

let sheet;

export function styleSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

/** Adds the style of what only the later part of the module shows. */
export function addStyle(text) {
  styleSheet().replaceSync(STYLE + text);
}
