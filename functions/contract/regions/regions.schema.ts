import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";

/** 行政区划代码 (GB/T 2260): 2 digits for a province, 4 for a city, 6 for a district. */
export const ProvinceCode = z
  .string()
  .regex(/^\d{2}$/, "省级代码应为 2 位数字")
  .meta({ title: "ProvinceCode" });
export const CityCode = z
  .string()
  .regex(/^\d{4}$/, "地市代码应为 4 位数字")
  .meta({ title: "CityCode" });
export const DistrictCode = z
  .string()
  .regex(/^\d{6}$/, "区县代码应为 6 位数字")
  .meta({ title: "DistrictCode" });

export const Region = z.strictObject({ code: z.string(), name: z.string() }).meta({ title: "Region" });
export type Region = z.infer<typeof Region>;

/** A place as it is chosen: 「浙江省 · 杭州市 · 上城区」, by its own name where it stands below another. */
export const RegionChoice = z.strictObject({ orgPath: OrgPath, name: z.string(), label: z.string(), hasBelow: z.boolean() }).meta({ title: "RegionChoice" });
export type RegionChoice = z.infer<typeof RegionChoice>;

/** So many are found by a search; whoever wants another says more of its name. */
export const REGIONS_FOUND_MAX = 50;

/** One question at a time: what is chosen already, by its places; what a name finds; what lies directly below a place; without any, where the choice begins. */
export const RegionsQuery = z.strictObject({
  of: z
    .string()
    .regex(/^CN(\/\d{2,6}){0,3}(,CN(\/\d{2,6}){0,3}){0,99}$/, "地区格式不正确")
    .optional()
    .meta({ description: "用逗号分开的组织路径" }),
  search: z.string().trim().min(1).max(40, "最多输入 40 个字").optional(),
  below: OrgPath.optional(),
  /** No wider than this place. */
  within: OrgPath.optional(),
});
export type RegionsQuery = z.infer<typeof RegionsQuery>;
export const RegionChoices = z.strictObject({ items: z.array(RegionChoice) }).meta({ title: "RegionChoices" });
export type RegionChoices = z.infer<typeof RegionChoices>;
