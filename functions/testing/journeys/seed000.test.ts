import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SEED_000, type SeedPlace } from "./seed000";

const FUNCTIONS = join(__dirname, "..", "..");
const PAGE = join(FUNCTIONS, "docs", "seed-000.md");

interface Check {
  readonly places: readonly string[];
  readonly name: string;
  readonly file: string;
}

/** Tests that say which place of the manual they check: 「seed 000 六-5-3 六-6 …」, as the name of the test itself and not of a group around it. */
function checksIn(file: string): Check[] {
  const names = readFileSync(join(FUNCTIONS, file), "utf8").matchAll(/\bit(?:\.each\([\s\S]*?\))?\(\s*"seed 000 ([^"]+)"/g);
  return [...names].map(([, said = ""]) => {
    const places = (/^(?:[二三四五六七八九](?:-\d)*[ :：]*)+/.exec(said)?.[0] ?? "").split(/[ :：]+/).filter((place) => place !== "");
    return { places, name: said.replace(/^(?:[二三四五六七八九](?:-\d)*[ :：]+)+/, ""), file };
  });
}

const checks = (readdirSync(FUNCTIONS, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules") && !file.endsWith("seed000.test.ts"))
  .sort()
  .flatMap(checksIn);
/** 六-5-3 is a part of 六-5. */
const belongsTo = (said: string, place: string): boolean => said === place || (place.includes("-") && said.startsWith(`${place}-`));
const checksOf = (place: string): Check[] => checks.filter(({ places }) => places.some((said) => belongsTo(said, place)));

it("every place of the manual has a check", () => {
  expect((Object.keys(SEED_000) as SeedPlace[]).filter((place) => checksOf(place).length === 0)).toEqual([]);
});

it("every check names a place that the manual has", () => {
  const strays = checks.filter(({ places }) => places.length === 0 || places.some((said) => !Object.keys(SEED_000).some((place) => belongsTo(said, place))));
  expect(strays).toEqual([]);
});

it("seed-000.md is made from the checks as they are", () => {
  const page = pageOf();
  if (process.env["UPDATE_SEED_000"] === "1") writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});

function pageOf(): string {
  const lines = Object.entries(SEED_000).map(([place, asks]) => {
    const own = checksOf(place).map(({ name, file }) => `${name.replaceAll("|", "\\|")} (\`${file.split("/").at(-1)}\`)`);
    return `| ${place} | ${asks} | ${own.join("<br>")} |`;
  });
  return `# The manual of the old system, line by line

Which tests show what the manual of 2023 asks for. \`functions/testing/journeys/seed000.test.ts\` makes this page from the names of the tests and fails when it is stale
or a place has none; \`UPDATE_SEED_000=1 npx jest functions/testing/journeys/seed000.test\` writes it anew.

| place | what the manual asks for | checks |
|---|---|---|
${lines.join("\n")}
`;
}
