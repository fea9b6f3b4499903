import type { Footprint } from "./footprint";
import { fitted, paintFootprints, POSTER_SIZE, posterWords } from "./posterPicture";

const footprints = (count: number): Footprint[] =>
  Array.from({ length: count }, (_, n) => ({
    name: `单位${n + 1}`,
    lastVisit: "2026-03-07",
    facilityId: `f-${n}`,
    cityName: "海口市",
    visits: 1,
  })) as Footprint[];

/** Every letter ten wide. */
const ruler = { measureText: (text: string) => ({ width: [...text].length * 10 }) };

test.each([
  [1, 1, undefined],
  [6, 6, undefined],
  [7, 6, "等 7 家"],
])("of %i facilities it names %i", (count, named, more) => {
  const words = posterWords(footprints(count), "");
  expect([words.title, words.number, words.lines.length, words.more]).toEqual(["我的环保打卡足迹", String(count), named, more]);
});

test("a name stands on it only when somebody writes one, and no longer than it fits", () => {
  expect(posterWords([], " 小林 ").title).toBe("小林的环保打卡足迹");
  expect(posterWords([], "一二三四五六七八九十一二三四").title).toBe("一二三四五六七八九十一二的环保打卡足迹");
});

test("a long name is cut before it runs into the date", () => {
  expect(fitted(ruler, "海口市白沙门污水处理厂", 110)).toBe("海口市白沙门污水处理厂");
  expect(fitted(ruler, "海口市白沙门污水处理厂（一期）", 110)).toBe("海口市白沙门污水处理…");
});

test("everything lies on the poster, the code on whole pixels", () => {
  const rects: [number, number, number, number][] = [];
  const written: { text: string; x: number; y: number }[] = [];
  const brush = {
    ...ruler,
    fillStyle: "",
    font: "",
    textAlign: "left" as const,
    textBaseline: "alphabetic" as const,
    fillRect: (...rect: [number, number, number, number]) => void rects.push(rect),
    fillText: (text: string, x: number, y: number) => void written.push({ text, x, y }),
  };
  paintFootprints(brush, posterWords(footprints(9), "小林"), { size: 25, isDark: () => true });
  expect(rects.filter(([x, y, width, height]) => x < 0 || y < 0 || x + width > POSTER_SIZE.widthPx || y + height > POSTER_SIZE.heightPx)).toEqual([]);
  expect(rects.filter(([, , width]) => width === 7)).toHaveLength(625);
  expect(written.every(({ x, y }) => x >= 0 && x <= POSTER_SIZE.widthPx && y > 0 && y < POSTER_SIZE.heightPx)).toBe(true);
  const more = written.find(({ text }) => text === "等 9 家");
  const foot = written.find(({ text }) => text === "城市环境共治平台");
  expect(more !== undefined && foot !== undefined && more.y < foot.y - 60).toBe(true);
});
