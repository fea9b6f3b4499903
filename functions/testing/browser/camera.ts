import { writeFileSync } from "node:fs";
import type { Locator } from "playwright-core";

const WIDTH_PX = 640;
const HEIGHT_PX = 480;
const CODE_PX = 440;
/** Between black, 16, and white, 235, of video. */
const GREY = 128;

/** A film of one picture in the one form that Chromium reads without a codec: YUV4MPEG2, 4:2:0. */
function filmOf(luminance: Uint8Array): Buffer {
  const colourless = Buffer.alloc((WIDTH_PX * HEIGHT_PX) / 2, 128);
  const frame = [Buffer.from("FRAME\n"), luminance, colourless];
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH_PX} H${HEIGHT_PX} F10:1 Ip A1:1 C420\n`), ...frame, ...frame]);
}

export function writeBlankFilm(filmFile: string): void {
  writeFileSync(filmFile, filmOf(new Uint8Array(WIDTH_PX * HEIGHT_PX).fill(GREY)));
}

// Runs in the page; as text, because Node's types know no canvas. Corners stay square: the code is drawn without smoothing.
const readPicture = new Function(
  "image",
  `return (async () => {
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = ${CODE_PX};
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, ${CODE_PX}, ${CODE_PX});
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, ${CODE_PX}, ${CODE_PX});
  const { data } = context.getImageData(0, 0, ${CODE_PX}, ${CODE_PX});
  let bits = "";
  for (let at = 0; at < data.length; at += 4) bits += data[at] < 128 ? "1" : "0";
  return bits;
})()`,
) as (image: unknown) => Promise<string>;

/** Holds the picture, as it stands on somebody's screen or on a poster, in front of every camera that opens from now on. */
export async function showToCamera(picture: Locator, filmFile: string): Promise<void> {
  const bits = await picture.evaluate(readPicture);
  const luminance = new Uint8Array(WIDTH_PX * HEIGHT_PX).fill(GREY);
  const left = (WIDTH_PX - CODE_PX) / 2;
  const top = (HEIGHT_PX - CODE_PX) / 2;
  for (let row = 0; row < CODE_PX; row += 1) {
    for (let column = 0; column < CODE_PX; column += 1) {
      luminance[(top + row) * WIDTH_PX + left + column] = bits[row * CODE_PX + column] === "1" ? 16 : 235;
    }
  }
  writeFileSync(filmFile, filmOf(luminance));
}
