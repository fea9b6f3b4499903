import { orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { RegionsQuery } from "@app/contract/regions/regions.schema";
import { regionChoices } from "./regionChoices";

const at = (...paths: string[]): OrgPath[] => paths as OrgPath[];
const paths = (scopes: OrgPath[], query: object = {}): string[] => regionChoices(scopes, RegionsQuery.parse(query)).map(({ orgPath }) => orgPath);
const labels = (scopes: OrgPath[], query: object): string[] => regionChoices(scopes, RegionsQuery.parse(query)).map(({ label }) => label);
const COUNTRY = at("CN");

it("a city's admin begins at the city, its districts beside it", () => {
  expect(regionChoices(at("CN/46/4601"), {})).toEqual([
    { orgPath: "CN/46/4601", name: "海口市", label: "海南省 · 海口市", hasBelow: false },
    { orgPath: "CN/46/4601/460105", name: "秀英区", label: "海南省 · 海口市 · 秀英区", hasBelow: false },
    { orgPath: "CN/46/4601/460106", name: "龙华区", label: "海南省 · 海口市 · 龙华区", hasBelow: false },
    { orgPath: "CN/46/4601/460107", name: "琼山区", label: "海南省 · 海口市 · 琼山区", hasBelow: false },
    { orgPath: "CN/46/4601/460108", name: "美兰区", label: "海南省 · 海口市 · 美兰区", hasBelow: false },
  ]);
});

it("R12 nobody is offered a place outside their own, however they ask", () => {
  const own = at("CN/46/4601/460108");
  expect([paths(own), paths(own, { below: "CN/46/4601" }), paths(own, { below: "CN/33" }), paths(own, { search: "杭州" })]).toEqual([
    ["CN/46/4601/460108"],
    ["CN/46/4601/460108"],
    [],
    [],
  ]);
  expect([paths(own, { within: "CN/33" }), paths(own, { within: "CN/46" }), paths(at("CN/46/4601/460108/haikou-baishamen"))]).toEqual([
    [],
    ["CN/46/4601/460108"],
    [],
  ]);
});

it("several places stand side by side, the ones within others once", () => {
  expect(paths(at("CN/46/4602", "CN/33/3301", "CN/33/3301/330102"))).toEqual(["CN/33/3301", "CN/46/4602"]);
});

it("the country is walked step by step: the answer is one step, never 3 300 places", () => {
  expect(paths(COUNTRY).slice(0, 3)).toEqual(["CN", "CN/11", "CN/12"]);
  expect(paths(COUNTRY)).toHaveLength(35);
  expect(paths(COUNTRY, { below: "CN/33" })).toHaveLength(11);
  expect(paths(COUNTRY, { below: "CN/33/3301" })[0]).toBe("CN/33/3301/330102");
  expect(paths(COUNTRY, { below: "CN/11" })).toEqual(["CN/11/1101"]);
});

it.each([
  ["上城", ["浙江省 · 杭州市 · 上城区"]],
  ["杭州上城", ["浙江省 · 杭州市 · 上城区"]],
  ["浙江省 杭州市 上城区", ["浙江省 · 杭州市 · 上城区"]],
  ["石河子", ["新疆维吾尔自治区 · 石河子市"]],
  ["东莞", ["广东省 · 东莞市", "广东省 · 东莞市"]],
  ["没有这个地方", []],
])("「%s」 finds %j", (search, expected) => {
  expect(labels(COUNTRY, { search })).toEqual(expected);
});

it("places whose own name says it stand before those that only lie there, and no answer is long", () => {
  const found = regionChoices(COUNTRY, { search: "北京" });
  expect([found[0]?.label, found[1]?.label, found[2]?.label]).toEqual(["北京市", "北京市", "北京市 · 东城区"]);
  expect(regionChoices(COUNTRY, { search: "区" })).toHaveLength(50);
});

it("within one place of one's own, and what was chosen is named wherever it lies", () => {
  expect(paths(COUNTRY, { within: "CN/46/4602" }).map((path) => orgLevelOf(path as OrgPath))).toEqual(["CITY", "DISTRICT", "DISTRICT", "DISTRICT", "DISTRICT"]);
  expect(labels(at("CN/46"), { of: "CN/33/3301/330102,CN/46,CN/99" })).toEqual(["浙江省 · 杭州市 · 上城区", "海南省"]);
});
