/**
 * 管控类别 (seed 002, 1): which kinds of hazard an agency answers for, in two levels. A code of the second level begins with its parent's; a parent alone stands
 * for all of its children, also for those that are added later.
 */
interface CategoryRow {
  readonly label: string;
  readonly children: Readonly<Record<string, string>>;
}

export const HAZARD_CATEGORIES = {
  FIRE: {
    label: "消防安全",
    children: {
      EXIT: "疏散通道、安全出口堵塞",
      EQUIPMENT: "消防设施缺失或损坏",
      FLAME: "违规用火用电",
      E_BIKE: "电动车违规停放充电",
      HIGH_RISE: "高层和群租房火灾隐患",
    },
  },
  CONSTRUCTION: {
    label: "建筑施工",
    children: { PIT: "深基坑、高支模", CRANE: "塔吊和起重机械", HEIGHT: "高处作业无防护", POWER: "施工临时用电", DUST: "施工扬尘和围挡" },
  },
  ROAD: {
    label: "道路交通",
    children: { SURFACE: "路面坑洞、塌陷", SIGNAL: "信号灯和标志缺失", OVERLOAD: "客货车超员超载", SCHOOL_BUS: "校车安全", BLACK_SPOT: "事故多发路段" },
  },
  CHEMICAL: {
    label: "危险化学品",
    children: { STORAGE: "非法生产储存", LEAK: "泄漏和异味", TRANSPORT: "危险品运输", FIREWORK: "烟花爆竹", STATION: "加油加气站" },
  },
  WORKPLACE: {
    label: "工矿商贸",
    children: { DUST: "粉尘涉爆", CONFINED: "有限空间作业", LICENCE: "特种作业无证上岗", MACHINE: "机械防护缺失", MINE: "矿山和采石场" },
  },
  EQUIPMENT: {
    label: "特种设备",
    children: { LIFT: "电梯", BOILER: "锅炉和压力容器", AMUSEMENT: "大型游乐设施", FORKLIFT: "叉车和场内车辆", CYLINDER: "气瓶" },
  },
  GAS: {
    label: "燃气和电力",
    children: { PIPE: "燃气管道占压、泄漏", BOTTLED: "瓶装燃气违规使用", LINE: "电力线路下垂、破损", BOX: "配电设施无防护", SHOP: "餐饮场所用气" },
  },
  ENVIRONMENT: {
    label: "生态环境",
    children: { WATER: "废水偷排、水体黑臭", AIR: "废气和露天焚烧", WASTE: "固体和危险废物倾倒", NOISE: "噪声扰民", RADIATION: "辐射和放射源" },
  },
  MUNICIPAL: {
    label: "市政公用",
    children: { MANHOLE: "井盖缺失、破损", BRIDGE: "桥梁和隧道", PIPE: "供排水设施", BILLBOARD: "户外广告和招牌", SLOPE: "危房和边坡" },
  },
  PUBLIC_PLACE: {
    label: "人员密集场所",
    children: { MALL: "商场和市场", SCHOOL: "学校和幼儿园", CARE: "医院和养老机构", VENUE: "文化娱乐场所", SCENIC: "景区和公园" },
  },
} as const satisfies Record<string, CategoryRow>;

export type HazardCategory = keyof typeof HAZARD_CATEGORIES;
const TOP = Object.keys(HAZARD_CATEGORIES) as HazardCategory[];

/** `FIRE` or `FIRE.EXIT`. */
export interface CategoryNode {
  readonly code: string;
  readonly label: string;
  readonly children: readonly { readonly code: string; readonly label: string }[];
}
export const HAZARD_CATEGORY_TREE: readonly CategoryNode[] = TOP.map((parent) => ({
  code: parent,
  label: HAZARD_CATEGORIES[parent].label,
  children: Object.entries(HAZARD_CATEGORIES[parent].children).map(([child, label]) => ({ code: `${parent}.${child}`, label })),
}));

const LABELS = new Map<string, string>(
  HAZARD_CATEGORY_TREE.flatMap(({ code, label, children }) => [
    [code, label] as const,
    ...children.map((child) => [child.code, `${label}／${child.label}`] as const),
  ]),
);

export function isHazardCategory(code: string): boolean {
  return LABELS.has(code);
}
/** 「消防安全」 or 「消防安全／电动车违规停放充电」; the code itself when the table has lost it. */
export function hazardCategoryLabel(code: string): string {
  return LABELS.get(code) ?? code;
}

/** Whether a jurisdiction of these categories answers for this one: a parent for all of its children. Without any it answers for all. */
export function coversCategory(chosen: readonly string[], code: string): boolean {
  return chosen.length === 0 || chosen.includes(code) || chosen.includes(code.split(".")[0] ?? code);
}

/** The shortest way to say the same: a parent that was chosen makes its children needless. In the order of the table. */
export function shortestCategories(chosen: readonly string[]): string[] {
  return [...LABELS.keys()].filter((code) => chosen.includes(code) && !(code.includes(".") && chosen.includes(code.split(".")[0] ?? "")));
}
