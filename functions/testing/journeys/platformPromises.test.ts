import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLATFORM_PROMISES, type PlatformLine } from "./platformPromises";

const REPOSITORY = join(__dirname, "..", "..", "..");
const PAGE = join(REPOSITORY, "functions", "docs", "platform-promises.md");
const ROOMS = ["functions", "admin-h5/src", "miniprogram/src", "infra"];

/** Names of the tests themselves and not of groups around them, as they are written: `%s` and `$day` stay. */
const NAMES = /\b(?:it|test)(?:\.each(?:<[^>]*>)?\([\s\S]*?\))?\(\s*(["`])((?:\\.|(?!\1)[\s\S])*)\1/g;

const namesOfFile = new Map<string, string[]>();
for (const room of ROOMS) {
  for (const path of readdirSync(join(REPOSITORY, room), { recursive: true }) as string[]) {
    if (!/\.test\.tsx?$/.test(path) || path.includes("node_modules")) continue;
    const file = path.split("/").at(-1) ?? path;
    const names = [...readFileSync(join(REPOSITORY, room, path), "utf8").matchAll(NAMES)].map(([, , name = ""]) => name);
    namesOfFile.set(file, [...(namesOfFile.get(file) ?? []), ...names]);
  }
}

const found = ([file, begins]: PlatformLine["checks"][number]): string[] => (namesOfFile.get(file) ?? []).filter((name) => name.startsWith(begins));

const lines = Object.values(PLATFORM_PROMISES).flat();

it("every line has a check", () => {
  expect(lines.filter(({ checks }) => checks.length === 0).map(({ asks }) => asks)).toEqual([]);
});

it("every check is one test that is there", () => {
  const strays = lines.flatMap(({ checks }) => checks.filter((check) => found(check).length !== 1));
  expect(strays).toEqual([]);
});

it("platform-promises.md is made from the lines and the tests as they are", () => {
  const page = pageOf();
  if (process.env["UPDATE_PLATFORM_PROMISES"] === "1") writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});

function pageOf(): string {
  const parts = Object.entries(PLATFORM_PROMISES).map(([title, ofPart]) => {
    const rows = ofPart.map(({ asks, where, checks }) => {
      const shown = checks.flatMap((check) => found(check).map((name) => `${name.replaceAll("|", "\\|")} (\`${check[0]}\`)`));
      return `| ${asks} | ${where} | ${shown.join("<br>")} |`;
    });
    return `## ${title}\n\n| what is promised | where | checks |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `# What the platform promises, line by line

Organisations, people, permissions, messages, the official account, files, approvals and watching: where each promise is found, and which tests show it.
\`functions/testing/journeys/platformPromises.ts\` holds the lines; \`platformPromises.test.ts\` beside it makes this page and fails when it is stale or a test is gone;
\`UPDATE_PLATFORM_PROMISES=1 npx jest functions/testing/journeys/platformPromises.test\` writes it anew. Letters and numbers (M19, R18) are the product's promises, as the
tests' names carry them.

${parts.join("\n")}`;
}
