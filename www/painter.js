// Replays drawings on a canvas. The browser module records them as numbers (`src/scene/recording.rs`
// has the table), so that a frame crosses between the two once, not once per point.

/** Pattern tiles are drawn this much larger than they are shown, so that none has a width between pixels. */
const TILE_SCALE = 8;
/** How many pixels of pictures are kept: 24 MB. */
const PICTURE_ROOM_PX = 6e6;
/** From this many on, dots are quicker painted as copies of a picture of one. */
const MANY_DOTS = 24;
const NO_DASHES = [];
const DASHES = [3, 2];

export class Painter {
  #canvas;
  #layers = [];
  #isOpaque;
  #colors = [];
  #tiles = [];
  #patterns = [];
  /** Pictures of dots by their look. */
  #dots = {};
  /** In forced-colours mode: tiles in place of colours. */
  #instead = [];
  /** Outlines kept by their slot while the camera stands still. */
  #kept = [];
  /** Small pictures kept by their number, likewise, each with its place; and how many more pixels of them there is room for. */
  #pictures = new Map();
  #room = 0;
  #ratio = 1;

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** Takes the colours, and the tiles of the patterns that are made of them: ten numbers a tile. From the
      ninth on a tile is used in place of the colour of its ground.
      `isOpaque` where the drawing covers all of its ground, so that nothing need be blended with it. */
  setColors(colors, tiles, isOpaque) {
    this.#colors = colors;
    this.#tiles = tiles.slice();
    this.#patterns = [];
    this.#dots = {};
    this.#instead = [];
    for (let at = 80; at < tiles.length; at += 10) this.#instead[tiles[at]] = at;
    if (this.#isOpaque === isOpaque) return;
    // A canvas is opaque or not for good.
    if (this.#layers.length) {
      const canvas = this.#canvas.cloneNode();
      this.#canvas.replaceWith(canvas);
      this.#canvas = canvas;
    }
    this.#isOpaque = isOpaque;
    this.#layers = [this.#canvas.getContext("2d", { alpha: !isOpaque })];
  }

  /** Takes the size of the drawing in CSS pixels, and how many device pixels one of them is. */
  resize(width, height, ratio) {
    this.#ratio = ratio;
    this.#dots = {};
    for (const { canvas } of this.#layers.filter(Boolean)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.#canvas.style.setProperty("width", `${width}px`);
    this.#canvas.style.setProperty("height", `${height}px`);
  }

  /** The contexts, the screen's first; the others are made when they are first drawn to. */
  #layer(index) {
    return (this.#layers[index] ??= Object.assign(document.createElement("canvas"), {
      width: this.#canvas.width,
      height: this.#canvas.height,
    }).getContext("2d", { alpha: !this.#isOpaque }));
  }

  #style(index) {
    const count = this.#colors.length;
    const at = index < count ? this.#instead[index] : (index - count) * 10;
    return at === undefined ? this.#colors[index] : (this.#patterns[at] ??= this.#pattern(at));
  }

  #pattern(at) {
    const [ground, line, width, height, turn, isDot, a, b, c, d] = this.#tiles.subarray(at, at + 10);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * TILE_SCALE);
    canvas.height = Math.round(height * TILE_SCALE);
    const context = canvas.getContext("2d");
    context.scale(TILE_SCALE, TILE_SCALE);
    context.fillStyle = this.#colors[ground];
    context.fillRect(0, 0, width, height);
    context.fillStyle = this.#colors[line];
    context.beginPath();
    if (isDot) context.arc(a, b, c, 0, 7);
    else context.rect(a, b, c, d);
    context.fill();
    const pattern = context.createPattern(canvas, "repeat");
    const [cos, sin] = [Math.cos(turn) / TILE_SCALE, Math.sin(turn) / TILE_SCALE];
    pattern.setTransform({ a: cos, b: sin, c: -sin, d: cos });
    return pattern;
  }

  #drawDot([style, color, width, radius], x, y, context) {
    context.beginPath();
    context.arc(x, y, radius, 0, 7);
    if (style >= 0) {
      context.fillStyle = this.#style(style);
      context.fill();
    }
    if (color < 0) return;
    context.strokeStyle = this.#colors[color];
    context.lineWidth = width;
    context.setLineDash(NO_DASHES);
    context.stroke();
  }

  /** The picture of a dot. */
  #dot(look) {
    const [, , width, radius] = look;
    return (this.#dots[look] ??= (() => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 2 * Math.ceil((radius + width / 2 + 0.5) * this.#ratio);
      const context = canvas.getContext("2d");
      context.setTransform(this.#ratio, 0, 0, this.#ratio, canvas.width / 2, canvas.height / 2);
      this.#drawDot(look, 0, 0, context);
      return canvas;
    })());
  }

  /** Draws a picture's steps, unless it is kept already. Gives whether nothing is left to be done. */
  #picture(words, at, context) {
    const ratio = this.#ratio;
    const [key, left, top, right, bottom, count] = words.subarray(at, at + 6);
    let picture = this.#pictures.get(key);
    if (!picture) {
      const x = Math.max(Math.floor(left * ratio), 0);
      const y = Math.max(Math.floor(top * ratio), 0);
      const width = Math.min(Math.ceil(right * ratio), this.#canvas.width) - x;
      const height = Math.min(Math.ceil(bottom * ratio), this.#canvas.height) - y;
      if (width <= 0 || height <= 0) return true;
      if ((this.#room -= width * height) < 0) return false;
      const own = document.createElement("canvas").getContext("2d");
      Object.assign(own.canvas, { width, height });
      own.setTransform(ratio, 0, 0, ratio, -x, -y);
      own.lineJoin = "bevel";
      this.#replay(words, at + 6, at + 6 + count, own);
      picture = { canvas: own.canvas, x, y };
      this.#pictures.set(key, picture);
    }
    this.#place(picture, context);
    return true;
  }

  /** Draws a picture where it belongs, on whatever part of the drawing a canvas has. */
  #place({ canvas, x, y }, context) {
    const kept = context.getTransform();
    context.setTransform(1, 0, 0, 1, kept.e, kept.f);
    context.globalAlpha = 1;
    context.drawImage(canvas, x, y);
    context.setTransform(kept);
  }

  /** Whoever called is the module, which nothing may be thrown through: a browser that gives no canvas
      to draw on, for want of memory perhaps, is told of by an event instead. */
  paint(words) {
    try {
      const context = this.#layers[0];
      context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
      context.lineJoin = "bevel";
      // A copy clips; that ends with the drawing.
      context.save();
      this.#replay(words, 0, words.length, context);
      context.restore();
    } catch (error) {
      console.warn(error);
      queueMicrotask(() => this.#canvas.dispatchEvent(new Event("error")));
    }
  }

  #replay(words, at, end, context) {
    const ratio = this.#ratio;
    const kept = this.#kept;
    let pen = context;
    const fill = (style, alpha, path) => {
      context.globalAlpha = alpha;
      context.fillStyle = style;
      if (path) context.fill(path);
      else context.fill();
    };
    const stroke = (color, width, isDashed, alpha, path) => {
      context.globalAlpha = alpha;
      context.strokeStyle = this.#colors[color];
      context.lineWidth = width;
      context.setLineDash(isDashed ? DASHES : NO_DASHES);
      if (path) context.stroke(path);
      else context.stroke();
    };
    while (at < end) {
      switch (words[at++]) {
        case 0:
          context = pen = this.#layer(words[at++]);
          context.setTransform(ratio, 0, 0, ratio, 0, 0);
          context.lineJoin = "bevel";
          context.globalAlpha = 1;
          context.fillStyle = this.#colors[0];
          if (!this.#isOpaque) context.clearRect(0, 0, words[at], words[at + 1]);
          else context.fillRect(0, 0, words[at], words[at + 1]);
          at += 2;
          break;
        case 1: {
          const { canvas } = this.#layer(words[at++]);
          context = pen = this.#layer(words[at++]);
          const x = Math.max(Math.floor(words[at++] * ratio), 0);
          const y = Math.max(Math.floor(words[at++] * ratio), 0);
          const width = Math.min(Math.ceil(words[at++] * ratio), canvas.width) - x;
          const height = Math.min(Math.ceil(words[at++] * ratio), canvas.height) - y;
          if (width <= 0 || height <= 0) return;
          context.setTransform(1, 0, 0, 1, 0, 0);
          context.globalAlpha = 1;
          context.beginPath();
          context.rect(x, y, width, height);
          context.clip();
          if (!this.#isOpaque) context.clearRect(x, y, width, height);
          context.drawImage(canvas, x, y, width, height, x, y, width, height);
          context.setTransform(ratio, 0, 0, ratio, 0, 0);
          break;
        }
        case 12:
          this.#pictures.clear();
          this.#room = PICTURE_ROOM_PX;
          break;
        case 13: {
          const count = words[at + 5];
          at += 6 + (this.#picture(words, at, context) ? count : 0);
          break;
        }
        case 14: {
          const picture = this.#pictures.get(words[at++]);
          if (!picture) break;
          context.globalCompositeOperation = "source-atop";
          this.#place(picture, context);
          context.globalCompositeOperation = "source-over";
          break;
        }
        case 2:
          pen = context;
          pen.beginPath();
          break;
        case 3:
          pen = kept[words[at++]] = new Path2D();
          break;
        case 4: {
          const last = at + 2 + 2 * words[at];
          const isClosed = words[at + 1];
          const x = words[at + 2];
          const y = words[at + 3];
          pen.moveTo(x, y);
          for (at += 4; at < last; at += 2) pen.lineTo(words[at], words[at + 1]);
          // `closePath` looks at all that is in the path already: with a thousand islands it takes
          // longer than everything else.
          if (isClosed) pen.lineTo(x, y);
          break;
        }
        case 5: {
          const [x, y, width, height, radius] = [words[at++], words[at++], words[at++], words[at++], words[at++]];
          if (radius) pen.roundRect(x, y, width, height, radius);
          else pen.rect(x, y, width, height);
          break;
        }
        case 6: {
          const [x, y, radius] = [words[at++], words[at++], words[at++]];
          // Without this a line would lead here from what came before.
          pen.moveTo(x + radius, y);
          pen.arc(x, y, radius, 0, 7);
          break;
        }
        case 16: {
          const [style, color, width, alpha, count] = words.subarray(at, at + 5);
          const first = (at += 5);
          at += 4 * count;
          context.globalAlpha = alpha;
          if (style >= 0) {
            context.fillStyle = this.#style(style);
            for (let i = first; i < at; i += 4) context.fillRect(words[i], words[i + 1], words[i + 2], words[i + 3]);
          }
          if (color >= 0) {
            context.strokeStyle = this.#colors[color];
            context.lineWidth = width;
            context.setLineDash(NO_DASHES);
            for (let i = first; i < at; i += 4) context.strokeRect(words[i], words[i + 1], words[i + 2], words[i + 3]);
          }
          break;
        }
        case 15: {
          const look = words.subarray(at, at + 4);
          context.globalAlpha = words[at + 4];
          const last = at + 6 + 2 * words[at + 5];
          const picture = last - at > 2 * MANY_DOTS && this.#dot(look);
          const side = picture && picture.width / ratio;
          for (at += 6; at < last; at += 2) {
            if (picture) context.drawImage(picture, words[at] - side / 2, words[at + 1] - side / 2, side, side);
            else this.#drawDot(look, words[at], words[at + 1], context);
          }
          break;
        }
        case 7:
          fill(this.#style(words[at++]), words[at++]);
          break;
        case 8:
          stroke(words[at++], words[at++], words[at++], words[at++]);
          break;
        case 9: {
          const path = kept[words[at++]];
          fill(this.#style(words[at++]), words[at++], path);
          break;
        }
        case 10: {
          const path = kept[words[at++]];
          stroke(words[at++], words[at++], words[at++], words[at++], path);
          break;
        }
        case 11: {
          const color = this.#colors[words[at++]];
          const gradient = context.createLinearGradient(words[at++], 0, words[at++], 0);
          gradient.addColorStop(0, "transparent");
          gradient.addColorStop(1, color);
          fill(gradient, words[at++]);
          break;
        }
        default:
          throw new Error(`a drawing with an unknown step ${words[at - 1]}`);
      }
    }
  }
}
