import { AukusAtlas } from "aukus-atlas";

document.title = `Atlas ${AukusAtlas.version}`;
