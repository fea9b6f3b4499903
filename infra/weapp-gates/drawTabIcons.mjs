/**
 * Draws the tab bar's icons (WeChat accepts bitmaps only, 81 x 81, at most 40 KB). Run after changing a shape or a colour:
 *   node infra/weapp-gates/drawTabIcons.mjs
 * A shape is a signed distance in a 24 x 24 box: negative inside. Outlines are |distance| - half the stroke.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";

const SIZE = 81;
const BOX = 24;
const HALF_STROKE = 0.9;
const folder = join(dirname(fileURLToPath(import.meta.url)), "../../miniprogram/src/assets/tab");

const circle = (cx, cy, r) => (x, y) => Math.hypot(x - cx, y - cy) - r;
const box = (cx, cy, halfWidth, halfHeight, radius) => (x, y) => {
  const dx = Math.abs(x - cx) - halfWidth + radius;
  const dy = Math.abs(y - cy) - halfHeight + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
};
const line = (ax, ay, bx, by) => (x, y) => {
  const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) - HALF_STROKE;
};
const outline = (shape) => (x, y) => Math.abs(shape(x, y)) - HALF_STROKE;
const anyOf =
  (...shapes) =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));
const within = (shape, clip) => (x, y) => Math.max(shape(x, y), clip(x, y));
const polyline = (...points) => anyOf(...points.slice(1).map(([x, y], i) => line(points[i][0], points[i][1], x, y)));

const icons = {
  home: anyOf(
    polyline([3.5, 11.5], [12, 4], [20.5, 11.5]),
    polyline([6, 10], [6, 20], [18, 20], [18, 10]),
    polyline([10, 20], [10, 14.5], [14, 14.5], [14, 20]),
  ),
  bookings: anyOf(
    outline(box(12, 13, 8, 7.5, 2)),
    line(4.5, 10.2, 19.5, 10.2),
    line(8, 3.6, 8, 6.8),
    line(16, 3.6, 16, 6.8),
    polyline([8.8, 15], [11.2, 17.2], [15.4, 13]),
  ),
  me: anyOf(
    outline(circle(12, 8, 3.9)),
    within(outline(box(12, 22, 7.8, 7, 6)), (_x, y) => y - 20.5),
    line(4.6, 20.3, 19.4, 20.3),
  ),
};
const colours = { "": [0x66, 0x62, 0x5b], Active: [0x0b, 0x7a, 0x55] };

/** node:zlib has crc32 only from Node 22.2. */
function crc32Of(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32Of(body), body.length + 4);
  return out;
}

function png(shape, [red, green, blue]) {
  const rows = Buffer.alloc(SIZE * (SIZE * 4 + 1));
  for (let row = 0; row < SIZE; row += 1) {
    for (let column = 0; column < SIZE; column += 1) {
      const distance = shape(((column + 0.5) / SIZE) * BOX, ((row + 0.5) / SIZE) * BOX);
      const coverage = Math.max(0, Math.min(1, 0.5 - distance * (SIZE / BOX)));
      rows.set([red, green, blue, Math.round(coverage * 255)], row * (SIZE * 4 + 1) + 1 + column * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

mkdirSync(folder, { recursive: true });
for (const [name, shape] of Object.entries(icons)) {
  for (const [suffix, colour] of Object.entries(colours)) writeFileSync(join(folder, `${name}${suffix}.png`), png(shape, colour));
}
