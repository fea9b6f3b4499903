import { randomInt } from "node:crypto";
import { CAPTCHA_LENGTH } from "@app/contract/kernel/captcha";
import type { CaptchaPort } from "../../engines/codes/captchaPort";

type Point = readonly [x: number, y: number];

/**
 * Strokes of each letter in a box of 1 × 1.4. Left out are those that people confuse once they are bent: 0 O Q D, 1 I L J, 2 Z, 5 S, 8 B, 6 G, U V.
 * Curves are corners here; bending makes them round enough.
 */
const STROKES: Readonly<Record<string, readonly (readonly Point[])[]>> = {
  A: [
    [
      [0, 1.4],
      [0.5, 0],
      [1, 1.4],
    ],
    [
      [0.2, 0.9],
      [0.8, 0.9],
    ],
  ],
  C: [
    [
      [0.95, 0.25],
      [0.7, 0.02],
      [0.3, 0.05],
      [0.05, 0.45],
      [0.05, 0.95],
      [0.3, 1.35],
      [0.7, 1.38],
      [0.95, 1.15],
    ],
  ],
  E: [
    [
      [0.9, 0],
      [0.08, 0],
      [0.08, 1.4],
      [0.92, 1.4],
    ],
    [
      [0.08, 0.68],
      [0.75, 0.68],
    ],
  ],
  F: [
    [
      [0.92, 0],
      [0.1, 0],
      [0.1, 1.4],
    ],
    [
      [0.1, 0.65],
      [0.75, 0.65],
    ],
  ],
  H: [
    [
      [0.08, 0],
      [0.08, 1.4],
    ],
    [
      [0.92, 0],
      [0.92, 1.4],
    ],
    [
      [0.08, 0.68],
      [0.92, 0.68],
    ],
  ],
  K: [
    [
      [0.1, 0],
      [0.1, 1.4],
    ],
    [
      [0.92, 0],
      [0.12, 0.78],
    ],
    [
      [0.38, 0.56],
      [0.95, 1.4],
    ],
  ],
  M: [
    [
      [0, 1.4],
      [0.08, 0],
      [0.5, 0.85],
      [0.92, 0],
      [1, 1.4],
    ],
  ],
  N: [
    [
      [0.06, 1.4],
      [0.06, 0],
      [0.94, 1.4],
      [0.94, 0],
    ],
  ],
  P: [
    [
      [0.1, 1.4],
      [0.1, 0],
      [0.65, 0.02],
      [0.92, 0.2],
      [0.92, 0.52],
      [0.65, 0.75],
      [0.1, 0.76],
    ],
  ],
  R: [
    [
      [0.1, 1.4],
      [0.1, 0],
      [0.65, 0.02],
      [0.9, 0.2],
      [0.9, 0.48],
      [0.65, 0.68],
      [0.1, 0.7],
    ],
    [
      [0.48, 0.7],
      [0.96, 1.4],
    ],
  ],
  T: [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [0.5, 0],
      [0.5, 1.4],
    ],
  ],
  W: [
    [
      [0, 0],
      [0.24, 1.4],
      [0.5, 0.45],
      [0.76, 1.4],
      [1, 0],
    ],
  ],
  X: [
    [
      [0.04, 0],
      [0.96, 1.4],
    ],
    [
      [0.96, 0],
      [0.04, 1.4],
    ],
  ],
  Y: [
    [
      [0, 0],
      [0.5, 0.7],
      [1, 0],
    ],
    [
      [0.5, 0.7],
      [0.5, 1.4],
    ],
  ],
  "3": [
    [
      [0.08, 0.15],
      [0.4, 0],
      [0.75, 0.05],
      [0.9, 0.35],
      [0.7, 0.62],
      [0.42, 0.66],
      [0.75, 0.74],
      [0.94, 1.02],
      [0.76, 1.34],
      [0.4, 1.4],
      [0.05, 1.22],
    ],
  ],
  "4": [
    [
      [0.72, 1.4],
      [0.72, 0],
      [0.02, 0.98],
      [0.98, 0.98],
    ],
  ],
  "7": [
    [
      [0.04, 0],
      [0.95, 0],
      [0.38, 1.4],
    ],
  ],
  "9": [
    [
      [0.9, 0.5],
      [0.68, 0.76],
      [0.32, 0.76],
      [0.1, 0.5],
      [0.1, 0.26],
      [0.34, 0.01],
      [0.68, 0.01],
      [0.9, 0.3],
      [0.86, 0.85],
      [0.55, 1.4],
    ],
  ],
};
export const CAPTCHA_LETTERS = Object.keys(STROKES).join("");

const WIDTH = 150;
const HEIGHT = 54;
const LETTER_WIDTH = 20;
const STEP = 34;
const DECOYS = 1;

/**
 * The strokes of all letters and a few that belong to none lie in one path, cut into pieces of chance length and shuffled, so that neither their order nor their
 * number tells the letter. Every picture of one text differs.
 */
export function createSvgCaptcha(random: () => number = () => randomInt(2 ** 32) / 2 ** 32): CaptchaPort {
  const between = (low: number, high: number): number => low + random() * (high - low);
  return {
    newText: () => Array.from({ length: CAPTCHA_LENGTH }, () => CAPTCHA_LETTERS[Math.floor(random() * CAPTCHA_LETTERS.length)]).join(""),
    draw(text) {
      const wave = { height: between(1.5, 3), length: between(28, 46), start: between(0, 6.3) };
      const bend = ([x, y]: Point): Point => [
        x + wave.height * Math.sin(y / (wave.length / 3) + wave.start),
        y + wave.height * Math.sin((x / wave.length) * 6.3 + wave.start),
      ];
      const letters = [...text].flatMap((letter, index) => placed(STROKES[letter] ?? [], 10 + index * STEP + between(-2, 3)));
      const decoys = Array.from({ length: DECOYS }, (): Point[] => {
        const from: Point = [between(0, WIDTH * 0.6), between(4, HEIGHT - 4)];
        return [from, [from[0] + between(30, 60), Math.min(HEIGHT - 4, Math.max(4, from[1] + between(-12, 12)))]];
      });
      const pieces = [...letters, ...decoys].flatMap((stroke) => cut(dense(stroke).map(bend)));
      for (let index = pieces.length - 1; index > 0; index -= 1) {
        const other = Math.floor(random() * (index + 1));
        [pieces[index], pieces[other]] = [pieces[other] as Point[], pieces[index] as Point[]];
      }
      const d = pieces.map((piece) => piece.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("")).join("");
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#eef7f2"/><path d="${d}" fill="none" stroke="#0b6b4b" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
    },
  };

  /** A letter at its place: turned, leaning and scaled a little. */
  function placed(strokes: readonly (readonly Point[])[], left: number): Point[][] {
    const turn = between(-0.25, 0.25);
    const lean = between(-0.15, 0.15);
    const scale = LETTER_WIDTH * between(0.92, 1.15);
    const top = HEIGHT / 2 + between(-4, 4);
    return strokes.map((stroke) =>
      stroke.map(([x, y]): Point => {
        const [across, down] = [(x - 0.5 + lean * (0.7 - y)) * scale, (y - 0.7) * scale];
        return [left + scale / 2 + across * Math.cos(turn) - down * Math.sin(turn), top + across * Math.sin(turn) + down * Math.cos(turn)];
      }),
    );
  }

  /** Many points a stroke, at chance distances, so that bending shows and corners cannot be counted. */
  function dense(stroke: readonly Point[]): Point[] {
    const points: Point[] = [stroke[0] as Point];
    for (let index = 1; index < stroke.length; index += 1) {
      const [from, to] = [stroke[index - 1] as Point, stroke[index] as Point];
      const steps = Math.max(2, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / between(2.5, 4.5)));
      for (let step = 1; step <= steps; step += 1) {
        const part = step / steps;
        points.push([from[0] + (to[0] - from[0]) * part + between(-0.25, 0.25), from[1] + (to[1] - from[1]) * part + between(-0.25, 0.25)]);
      }
    }
    return points;
  }

  function cut(points: readonly Point[]): Point[][] {
    const pieces: Point[][] = [];
    for (let from = 0; from < points.length - 1;) {
      const to = Math.min(points.length - 1, from + Math.floor(between(3, 8)));
      const piece = points.slice(from, to + 1);
      pieces.push(random() < 0.5 ? piece : piece.reverse());
      from = to;
    }
    return pieces;
  }
}
