import fc from "fast-check";
import { coversPath, orgLevelOf, OrgPath, outermostPaths } from "./orgPath";

const anyCode = (digits: number) => fc.integer({ min: 0, max: 12 }).map((n) => String(n).padStart(digits, "0"));
/** Codes of few values and prefixes of each other, so that relatives, siblings and lookalikes are common. */
const anyPath = fc
  .tuple(anyCode(2), anyCode(2), anyCode(2), fc.constantFrom("a", "ab", "a-b"), fc.integer({ min: 1, max: 5 }))
  .map(([province, city, district, unit, depth]) => {
    const parts = ["CN", province, province + city, province + city + district, unit].slice(0, depth);
    return OrgPath.parse(parts.join("/"));
  });

/** The rule once more, segment by segment. */
const isAtOrBelow = (path: string, scope: string): boolean => scope.split("/").every((segment, position) => path.split("/")[position] === segment);

it("a scope covers itself and what lies below it, never a lookalike (seeded, 5 000 pairs)", () => {
  let covered = 0;
  fc.assert(
    fc.property(anyPath, anyPath, (scope, path) => {
      if (coversPath(scope, path)) covered += 1;
      return coversPath(scope, path) === isAtOrBelow(path, scope);
    }),
    { seed: 20260307, numRuns: 5000 },
  );
  expect(covered).toBeGreaterThan(500);
});

it.each([
  { scope: "CN/46/4601", path: "CN/46/4601/460108/haikou-baishamen", covers: true },
  { scope: "CN/46/4601/460108", path: "CN/46/4601", covers: false },
  { scope: "CN/46/4601/460108/haikou", path: "CN/46/4601/460108/haikou-baishamen", covers: false },
])("$scope covers $path: $covers", ({ scope, path, covers }) => {
  expect(coversPath(scope as OrgPath, path as OrgPath)).toBe(covers);
});

it("the depth names the level", () => {
  const levels = ["CN", "CN/46", "CN/46/4601", "CN/46/4601/460108", "CN/46/4601/460108/haikou-baishamen"].map((path) => orgLevelOf(path as OrgPath));
  expect(levels).toEqual(["COUNTRY", "PROVINCE", "CITY", "DISTRICT", "UNIT"]);
});

it("the outermost of some places are those that no other one covers", () => {
  expect(outermostPaths(["CN/46/4601", "CN/46", "CN/44", "CN/46"] as OrgPath[])).toEqual(["CN/44", "CN/46"]);
});
