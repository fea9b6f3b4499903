import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PERMISSIONS } from "@app/contract/organizations/roles";
import { menuFor } from "../../../admin-h5/src/app/menu";
import { facilityPath, PATHS, personRightsPath } from "../../../admin-h5/src/platform/paths";
import { BACK_OFFICE_SCREENS, OTHERWISE_SEEN } from "./backOfficeScreens";

const BACK_OFFICE = join(__dirname, "../../../admin-h5/src");
const addresses = Object.values(BACK_OFFICE_SCREENS).flatMap((screens) => screens.map(([, address]) => new URL(address, "http://back-office")));
const looked = addresses.map(({ pathname }) => pathname);
const otherwise: readonly string[] = Object.keys(OTHERWISE_SEEN).map((name) => PATHS[name as keyof typeof OTHERWISE_SEEN]);

it("every entry of the menu is looked at", () => {
  const unseen = menuFor(PERMISSIONS).filter(({ path }) => !looked.includes(path) && !otherwise.includes(path));
  expect(unseen.map(({ label }) => label)).toEqual([]);
});

it("every address of the router is looked at, or somebody else is named who does", () => {
  const router = readFileSync(join(BACK_OFFICE, "app/router.tsx"), "utf8");
  const named = [...router.matchAll(/\bPATHS\.(\w+)/g)].map(([, name = ""]) => PATHS[name as keyof typeof PATHS]);
  const unseen = named.filter((path) => !looked.includes(path) && !otherwise.includes(path));
  expect(unseen).toEqual([]);
  // Those with a name in them, by one of their kind.
  expect(looked).toEqual(expect.arrayContaining([facilityPath("haikou-baishamen"), personRightsPath("he.jing")]));
  expect([...router.matchAll(/page\((\w+Path)\(/g)].map(([, name]) => name)).toEqual(["facilityPath", "personRightsPath"]);
});

it("every tab that a page names is looked at; the first is there by the page's own address", () => {
  const shown = new Set(addresses.flatMap(({ searchParams }) => [...searchParams.values()]));
  const unseen = (readdirSync(BACK_OFFICE, { recursive: true }) as string[])
    .filter((path) => path.endsWith("Page.tsx") || path.endsWith("Detail.tsx"))
    .flatMap((path) => {
      const [, list = ""] = /^const TABS\b[^=]*= \[$([\s\S]*?)^\]/m.exec(readFileSync(join(BACK_OFFICE, path), "utf8")) ?? [];
      return [...list.matchAll(/key: "(\w+)"/g)].slice(1).map(([, key = ""]) => `${path}: ${key}`);
    })
    .filter((tab) => !shown.has(tab.split(": ")[1] ?? ""));
  expect(unseen).toEqual([]);
});
