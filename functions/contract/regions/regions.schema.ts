import { z } from "../kernel/zod";

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
