import type { OrgPath } from "@app/contract/organizations/orgPath";
import { regionChoices } from "./regionChoices";

const at = (...paths: string[]): OrgPath[] => paths as OrgPath[];

it("a city's admin chooses among the city and its districts", () => {
  expect(regionChoices(at("CN/46/4601"))).toEqual([
    { orgPath: "CN/46/4601", label: "海南省 · 海口市" },
    { orgPath: "CN/46/4601/460105", label: "海南省 · 海口市 · 秀英区" },
    { orgPath: "CN/46/4601/460106", label: "海南省 · 海口市 · 龙华区" },
    { orgPath: "CN/46/4601/460107", label: "海南省 · 海口市 · 琼山区" },
    { orgPath: "CN/46/4601/460108", label: "海南省 · 海口市 · 美兰区" },
  ]);
});

it("R12 nobody is offered a place outside their own", () => {
  expect(regionChoices(at("CN/46/4601/460108")).map(({ orgPath }) => orgPath)).toEqual(["CN/46/4601/460108"]);
  expect(regionChoices(at("CN/46/4601/460108/haikou-baishamen"))).toEqual([]);
});

it("the country is offered to the country", () => {
  const paths = regionChoices(at("CN")).map(({ orgPath }) => orgPath);
  expect(paths[0]).toBe("CN");
  expect(paths).toContain("CN/46/4601/460108");
});
