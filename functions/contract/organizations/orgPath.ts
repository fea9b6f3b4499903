import { z } from "../kernel/zod";

/**
 * Where something stands in the organisation tree: `CN/46/4601/460108/haikou-baishamen` = country / province / city / district / unit. Province, city and
 * district are GB/T 2260 codes of 2, 4 and 6 digits; a city without districts repeats its own six digits (`460400`). A scope is a path too, and
 * covers everything below it, so "may this actor see it" is a prefix test.
 */
export const OrgPath = z
  .string()
  .regex(/^CN(\/\d{2}(\/\d{4}(\/\d{6}(\/[a-z0-9-]{1,48})?)?)?)?$/, "组织路径格式不正确")
  .meta({ title: "OrgPath" })
  .brand<"OrgPath">();
export type OrgPath = z.infer<typeof OrgPath>;

export const COUNTRY_PATH = "CN" as OrgPath;

export const ORG_LEVELS = ["COUNTRY", "PROVINCE", "CITY", "DISTRICT", "UNIT"] as const;
export type OrgLevel = (typeof ORG_LEVELS)[number];

export function orgLevelOf(path: OrgPath): OrgLevel {
  return ORG_LEVELS[path.split("/").length - 1] ?? "UNIT";
}

/** True when `path` is `scope` or lies below it. `CN/46/4601` covers `CN/46/4601/460108/x`, never `CN/46/46010`. */
export function coversPath(scope: OrgPath, path: OrgPath): boolean {
  return path === scope || path.startsWith(`${scope}/`);
}

export function provinceCodeOf(path: OrgPath): string | undefined {
  return path.split("/")[1];
}
export function cityCodeOf(path: OrgPath): string | undefined {
  return path.split("/")[2];
}
export function districtCodeOf(path: OrgPath): string | undefined {
  return path.split("/")[3];
}
export function unitOf(path: OrgPath): string | undefined {
  return path.split("/")[4];
}

/** The bureaus above a place, the nearest first: 市 before 省; the country and the place itself are none. */
export function bureausAbove(path: OrgPath): OrgPath[] {
  const parts = path.split("/");
  return [3, 2].filter((length) => length < parts.length).map((length) => parts.slice(0, length).join("/") as OrgPath);
}

/** Each place once, in the order of the tree, without those that another one covers: what lies there is looked at once, and all of it (promise M33). */
export function outermostPaths(paths: readonly OrgPath[]): OrgPath[] {
  const distinct = [...new Set(paths)].sort();
  return distinct.filter((path) => !distinct.some((other) => other !== path && coversPath(other, path)));
}
