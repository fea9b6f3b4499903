import { readFileSync } from "node:fs";
import { findDebts } from "./debts";
import { repositoryTextFiles } from "./repositoryFiles";

const HERE = "infra/checks/repositoryWords.test.ts";

function placesOf(pattern: RegExp): string[] {
  return repositoryTextFiles()
    .filter((path) => path !== HERE)
    .flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
    );
}

test('unpaid work is written as // @debt <kind> "reason", so that "npm run debts" lists it', () => {
  expect(placesOf(/(\/\/|\/\*|\*|#|<!--)\s*(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  expect(findDebts().malformed).toEqual([]);
});

test("nothing names a folder of one machine", () => {
  expect(placesOf(/(^|[\s"'`(=])\/(work|root|home\/\w+|Users\/\w+)\//)).toEqual([]);
});

test("no file is named after what it is not", () => {
  // House style, habit 3: a file is a noun or a verb phrase.
  expect(repositoryTextFiles().filter((path) => /(^|\/)(utils?|helpers?|common|misc)\.(ts|tsx|mjs|js)$/.test(path))).toEqual([]);
});
