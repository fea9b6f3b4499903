import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PHONE_SCREENS, SEEN_ON_THE_WAY } from "./phoneScreens";

const JOURNEYS = join(__dirname, "..", "journeys");
const source = readFileSync(join(__dirname, "../../../miniprogram/src/app.config.ts"), "utf8");

/** As WeChat is told them. */
function pagesOfApp(): string[] {
  const quoted = (list: string): string[] => [...list.matchAll(/"([^"]+)"/g)].map(([, text = ""]) => text);
  const [, tabs = ""] = /^ {2}pages: \[([^\]]*)\]/m.exec(source) ?? [];
  const packages = [...source.matchAll(/root: "([^"]+)",\s*pages: \[([^\]]*)\]/g)];
  return [...quoted(tabs), ...packages.flatMap(([, root = "", list = ""]) => quoted(list).map((page) => `${root}/${page}`))];
}

const looked = Object.values(PHONE_SCREENS).flatMap((screens) => screens.map(([, page]) => page.split("?")[0] ?? page));

it("every page of the phone is looked at, or a journey is named that does on its way", () => {
  const pages = pagesOfApp();
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((page) => !looked.includes(page) && !(page in SEEN_ON_THE_WAY))).toEqual([]);
  expect([...looked, ...Object.keys(SEEN_ON_THE_WAY)].filter((page) => !pages.includes(page))).toEqual([]);
});

it.each(Object.entries(SEEN_ON_THE_WAY))("%s is kept on the way of %j", (_, [journey, picture]) => {
  expect(readFileSync(join(JOURNEYS, journey), "utf8")).toContain(`, "${picture}")`);
});
