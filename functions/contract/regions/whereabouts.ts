/** Where something stands, as its record says it. */
export interface InCity {
  readonly cityCode: string;
  readonly cityName: string;
  readonly districtName: string;
}

/**
 * 省直辖县级行政区划 and a municipality's counties: a code of a city that stands for none. It gathers counties that lie in no city (琼海市, 石河子市, 城口县), so its
 * name is said where a city is chosen or summed up, never before a county's own.
 */
export function gathersCounties(cityCode: string): boolean {
  return cityCode.endsWith("90") || cityCode === "5002";
}

/** 海口市 and 美兰区; 琼海市 alone, which lies in no city; 东莞市 alone, which has no districts. */
export function whereabouts({ cityCode, cityName, districtName }: InCity): string[] {
  return gathersCounties(cityCode) ? [districtName] : [...new Set([cityName, districtName])].filter((name) => name !== "");
}
