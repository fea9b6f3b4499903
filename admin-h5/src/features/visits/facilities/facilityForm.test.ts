import { BLANK_FACILITY, contentOf, mapPageOf, problemOf, problemsOf, rebase, type FacilityForm } from "./facilityForm";

const form = (changes: Partial<FacilityForm> = {}): FacilityForm => ({
  ...BLANK_FACILITY,
  districtCode: "460108",
  name: "海口市白沙门污水处理厂",
  category: "SEWAGE",
  address: "海甸岛",
  latitude: 20.07,
  longitude: 110.33,
  phone: "0898-66001234",
  introduction: "污水在这里变清。",
  safetyNotice: "请勿靠近池边\n\n  儿童须由成年人看护 ",
  transport: "公交可达",
  ...changes,
});

it("R5 what somebody else saved is taken over where nothing was typed; what was typed stays, and a field of both is named", () => {
  const base = form();
  const typed = form({ phone: "0898-1111111", introduction: "我的介绍", transport: "地铁可达" });
  const theirs = form({ phone: "0898-2222222", address: "海甸岛一东路", transport: "地铁可达" });
  expect(rebase(base, typed, theirs)).toEqual({
    form: form({ phone: "0898-1111111", introduction: "我的介绍", transport: "地铁可达", address: "海甸岛一东路" }),
    contested: ["phone"],
  });
});

it("lists are lines; empty ones do not count", () => {
  expect(contentOf(form()).safetyNotice).toEqual(["请勿靠近池边", "儿童须由成年人看护"]);
});

it("says all that is missing at once, at its field", () => {
  const problems = problemsOf({ ...BLANK_FACILITY, partyMin: null }, true);
  expect(problemOf(problems, "districtCode")).toBe("请选择区县");
  expect(problemOf(problems, "category")).toBe("请选择设施类别");
  expect(problemOf(problems, "latitude")).toBe("请填写纬度");
  expect(problemOf(problems, "partyMin")).toBe("请填写家庭最少人数");
  expect(problemOf([{ path: "body.safetyNotice.0", message: "太长" }], "safetyNotice")).toBe("太长");
  expect([problemsOf(form(), true), problemsOf(form({ districtCode: "" }), false)]).toEqual([[], []]);
});

it("the map's page names the point, longitude first", () => {
  expect(mapPageOf(form({ name: "" }))).toBe("https://uri.amap.com/marker?position=110.33%2C20.07&name=%E5%BC%80%E6%94%BE%E5%8D%95%E4%BD%8D&coordinate=gaode");
  expect(mapPageOf(form({ latitude: null }))).toBeUndefined();
});
