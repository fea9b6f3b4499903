import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = join(__dirname, "..");
/** Marks and figures that are drawn large already, and the words of a calendar's days, of which seven stand in a row. */
const FIXED =
  /^\.(?:state__mark|sheet__close|checkbox__box|person__mark|photos__(?:problem|plus|count)|gate-figure__number|admit-choice|result__mark|day__word|star|self-refusal__mark)\b/;

interface Rule {
  readonly file: string;
  readonly selector: string;
}

function fixedSizes(): Rule[] {
  const files = (readdirSync(SOURCE, { recursive: true }) as string[]).filter((file) => file.endsWith(".css"));
  return files.flatMap((file) => {
    // The camera lies over everything and outside of any page; the tokens are the sizes themselves.
    if (file.startsWith("platform") || file.endsWith("tokens.css")) return [];
    const rules = readFileSync(join(SOURCE, file), "utf8").matchAll(/([^{}]+)\{[^{}]*font-size: *\d[^{}]*\}/g);
    return [...rules].map(([, selector = ""]) => ({ file, selector: selector.replace(/\/\*[\s\S]*?\*\//g, "").trim() }));
  });
}

it("every text grows with 大字版 and 长辈模式: only marks have a size of their own", () => {
  expect(fixedSizes().filter(({ selector }) => !FIXED.test(selector))).toEqual([]);
});
