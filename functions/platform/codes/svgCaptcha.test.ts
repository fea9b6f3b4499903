import { CaptchaAnswer, captchaPictureUrl } from "@app/contract/kernel/captcha";
import { CAPTCHA_LETTERS, createSvgCaptcha } from "./svgCaptcha";

const captchas = createSvgCaptcha();

it("R13 texts are four letters that nobody confuses, and the form takes each of them in either case", () => {
  for (let time = 0; time < 500; time += 1) {
    const text = captchas.newText();
    expect(text).toMatch(/^[ACEFHKMNPRTWXY3479]{4}$/);
    expect(CaptchaAnswer.parse({ captchaId: "a".repeat(43), text: ` ${text.toLowerCase()} ` }).text).toBe(text);
  }
  expect(CAPTCHA_LETTERS).toHaveLength(18);
});

it("R13 a picture is strokes alone, names no letter, fits its frame's proportions and never comes twice", () => {
  for (const letter of CAPTCHA_LETTERS) {
    const svg = captchas.draw(letter.repeat(4));
    expect(svg).toMatch(/^<svg [^<>]+><rect [^<>]+\/><path d="[ML0-9. -]+" [^<>]+\/><\/svg>$/);
    expect(svg).not.toBe(captchas.draw(letter.repeat(4)));
    const points = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(points.every(([x, y]) => x >= 0 && x <= 150 && y >= 0 && y <= 54)).toBe(true);
  }
  expect(captchaPictureUrl({ svg: captchas.draw("K7MP") })).toMatch(/^data:image\/svg\+xml;charset=utf-8,%3Csvg/);
});

it("R13 the number of pieces tells no letter: the same text is cut differently each time", () => {
  const pieces = new Set(Array.from({ length: 30 }, () => captchas.draw("AAAA").split("M").length));
  expect(pieces.size).toBeGreaterThan(3);
});
