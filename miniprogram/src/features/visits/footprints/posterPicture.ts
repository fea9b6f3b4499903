import type { Brush, PosterSize } from "../../../platform/posterOutcome";
import { visitDayLabel, type Footprint } from "./footprint";

export const POSTER_SIZE: PosterSize = { widthPx: 750, heightPx: 1200 };
/** More would be too small to read on a friend's phone. */
export const NAMES_MAX = 6;
export const NICKNAME_MAX = 12;

const FONT = "-apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
const LEFT = 72;
const RIGHT = POSTER_SIZE.widthPx - LEFT;
const HEAD_HEIGHT = 380;
const CODE_PX = 176;
/** A name and its day below it. */
const LINE_PITCH = 80;

export interface PosterWords {
  readonly title: string;
  readonly number: string;
  readonly lines: readonly { readonly name: string; readonly when: string }[];
  readonly more: string | undefined;
}

/** What stands on the poster: nothing that the person does not see on their own page, and a name only when they write one. */
export function posterWords(footprints: readonly Footprint[], nickname: string): PosterWords {
  const named = nickname.trim().slice(0, NICKNAME_MAX);
  return {
    title: named === "" ? "我的环保打卡足迹" : `${named}的环保打卡足迹`,
    number: String(footprints.length),
    lines: footprints.slice(0, NAMES_MAX).map((footprint) => ({ name: footprint.name, when: visitDayLabel(footprint.lastVisit) })),
    more: footprints.length > NAMES_MAX ? `等 ${footprints.length} 家` : undefined,
  };
}

/** Draws with plain rectangles and text, which every canvas can. */
export function paintFootprints(brush: Brush, words: PosterWords, code: { readonly size: number; isDark(row: number, column: number): boolean }): void {
  const { widthPx, heightPx } = POSTER_SIZE;
  brush.textBaseline = "alphabetic";
  fill(brush, "#f6f5f2", 0, 0, widthPx, heightPx);
  fill(brush, "#0b7a55", 0, 0, widthPx, HEAD_HEIGHT);
  write(brush, words.title, { x: LEFT, y: 118, sizePx: 46, weight: 700, colour: "#ffffff", widthPx: RIGHT - LEFT });
  write(brush, words.number, { x: LEFT, y: 290, sizePx: 150, weight: 700, colour: "#ffffff", widthPx: 320 });
  const numberWidth = brush.measureText(words.number).width;
  write(brush, "家环保设施", { x: LEFT + numberWidth + 24, y: 286, sizePx: 40, weight: 600, colour: "#ffffff", widthPx: 380 });
  write(brush, "走进环保设施，看看城市如何变干净", { x: LEFT, y: 348, sizePx: 28, weight: 400, colour: "#d5eee3", widthPx: RIGHT - LEFT });
  const lineY = (index: number): number => HEAD_HEIGHT + 62 + index * LINE_PITCH;
  words.lines.forEach(({ name, when }, index) => {
    const y = lineY(index);
    fill(brush, "#0b7a55", LEFT, y - 20, 14, 14);
    write(brush, name, { x: LEFT + 34, y, sizePx: 32, weight: 600, colour: "#1f1d1a", widthPx: RIGHT - LEFT - 34 });
    write(brush, when, { x: LEFT + 34, y: y + 32, sizePx: 24, weight: 400, colour: "#66625b", widthPx: 300 });
  });
  if (words.more !== undefined) {
    const y = lineY(words.lines.length - 1) + 32;
    write(brush, words.more, { x: RIGHT, y, sizePx: 30, weight: 600, colour: "#0b7a55", widthPx: 260, align: "right" });
  }
  paintFoot(brush, code);
}

function paintFoot(brush: Brush, code: { readonly size: number; isDark(row: number, column: number): boolean }): void {
  const { widthPx, heightPx } = POSTER_SIZE;
  const top = heightPx - CODE_PX - 64;
  fill(brush, "#ffffff", 0, top - 32, widthPx, CODE_PX + 96);
  // Whole pixels, so that no scanner meets a blurred edge; the white ground is its frame.
  const modulePx = Math.floor(CODE_PX / code.size);
  const left = RIGHT - modulePx * code.size;
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (code.isDark(row, column)) fill(brush, "#000000", left + column * modulePx, top + row * modulePx, modulePx, modulePx);
    }
  }
  write(brush, "城市环境共治平台", { x: LEFT, y: top + 70, sizePx: 36, weight: 700, colour: "#0b7a55", widthPx: 400 });
  write(brush, "扫一扫，预约参观", { x: LEFT, y: top + 122, sizePx: 28, weight: 400, colour: "#66625b", widthPx: 400 });
}

function fill(brush: Brush, colour: string, x: number, y: number, width: number, height: number): void {
  brush.fillStyle = colour;
  brush.fillRect(x, y, width, height);
}

interface Line {
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
  readonly weight: number;
  readonly colour: string;
  readonly widthPx: number;
  readonly align?: CanvasTextAlign;
}

function write(brush: Brush, text: string, { x, y, sizePx, weight, colour, widthPx, align = "left" }: Line): void {
  brush.font = `${weight} ${sizePx}px ${FONT}`;
  brush.fillStyle = colour;
  brush.textAlign = align;
  brush.fillText(fitted(brush, text, widthPx), x, y);
}

/** Cut with an ellipsis where it would run into its neighbour. */
export function fitted(brush: Pick<Brush, "measureText">, text: string, widthPx: number): string {
  if (brush.measureText(text).width <= widthPx) return text;
  const characters = [...text];
  while (characters.length > 1 && brush.measureText(`${characters.join("")}…`).width > widthPx) characters.pop();
  return `${characters.join("")}…`;
}
