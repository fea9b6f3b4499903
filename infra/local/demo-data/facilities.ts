import type { FacilityId } from "@app/contract/kernel/ids";
import type { TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { cityName, districtName } from "@app/contract/regions/regions.data";
import type { FacilityCategory, FacilityStatus } from "@app/contract/visits/facility.schema";
import type { SlotPeriod } from "@app/contract/visits/slot.schema";
import { DEFAULT_VISIT_RULES, facilityIndexEntry, facilityKey, type FacilityItem } from "../../../functions/features/visits/facilityRepository";

/** A facility of the demonstration: what is stored of it, and how it opens and is visited. */
export interface DemoFacility {
  readonly item: FacilityItem;
  readonly opening: Opening;
  /** How many people it draws beside the others. */
  readonly popularity: number;
  /** The office and the guard in histories and events, where no demonstration account exists. */
  readonly adminName: string;
  readonly guardName: string;
}
export interface Opening {
  /** 1 = Monday … 7 = Sunday. */
  readonly weekdays: readonly number[];
  readonly periods: readonly OpenPeriod[];
  readonly capacities: readonly number[];
  /** Has received people and opened nothing ahead: the one that a bureau sees on its red list, and that people follow. */
  readonly nothingAhead?: true;
}
export interface OpenPeriod {
  readonly period: SlotPeriod;
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
}

export const MORNING: OpenPeriod = { period: "MORNING", startsAt: "09:00" as TimeOfDay, endsAt: "11:30" as TimeOfDay };
export const AFTERNOON: OpenPeriod = { period: "AFTERNOON", startsAt: "14:00" as TimeOfDay, endsAt: "16:30" as TimeOfDay };

const TUESDAY_TO_SUNDAY = [2, 3, 4, 5, 6, 7];
const WEDNESDAY_AND_WEEKEND = [3, 6, 7];

const SAFETY_NOTICES: Readonly<Record<FacilityCategory, readonly string[]>> = {
  MONITORING: [
    "请在讲解员带领下参观，不要单独进入实验室和仪器间。",
    "请勿触碰仪器、采样口、试剂和电源开关。",
    "进入实验区请按要求穿戴鞋套，不携带食品饮料。",
    "登上采样平台请抓好扶手，雷雨和六级以上大风时不登平台。",
    "儿童须由成年人全程看护，一位成年人最多照看两名儿童。",
    "如遇警报或紧急情况，请听从工作人员指挥，沿绿色标志撤离。",
  ],
  SEWAGE: [
    "请沿参观通道行走，不要翻越护栏，不要倚靠池边栏杆。",
    "厂区有深水池，儿童须由成年人牵手看护。",
    "请穿平底防滑鞋，雨后路面湿滑，请放慢脚步。",
    "厂区禁止吸烟和使用明火，请勿触碰阀门、电柜和设备。",
    "部分区域有异味，如感到头晕不适，请立即告诉工作人员。",
    "如遇警报，请听从工作人员指挥，到厂门口集合点集合。",
  ],
  WASTE: [
    "进入生产区请全程佩戴安全帽，讲解器由现场发放。",
    "请沿参观通道行走，不要进入卸料大厅、锅炉间和渗滤液区域。",
    "厂区有大型车辆通行，请走人行道，不要在车道停留拍照。",
    "请穿平底鞋和长裤，不穿拖鞋、高跟鞋。",
    "厂区禁止吸烟和使用明火，请勿触碰设备和高温管道。",
    "儿童须由成年人全程看护；如遇警报，请听从工作人员指挥撤离。",
  ],
  HAZARDOUS: [
    "进入厂区请佩戴安全帽和现场发放的口罩，沿参观通道行走。",
    "请勿触碰包装桶、暂存物品和设备。",
    "参观期间不饮食、不吸烟，禁止使用明火。",
    "未满 12 周岁的儿童和孕妇不进入生产区，可在展厅参观。",
    "如遇警报，请听从工作人员指挥，沿上风向撤离到集合点。",
  ],
};

interface FacilityFacts {
  readonly id: string;
  readonly name: string;
  readonly category: FacilityCategory;
  readonly status?: FacilityStatus;
  /** Why it is suspended. */
  readonly statusReason?: string;
  /** GB/T 2260 of the district, six digits. */
  readonly district: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly introduction: string;
  readonly highlights: readonly string[];
  readonly transport: string;
  /** The last four digits of 0898-0000 xxxx, numbers that are given to nobody. */
  readonly phoneEnding: string;
  readonly visitDurationMinutes: number;
  readonly rules?: Readonly<Record<string, number>>;
  readonly admissionNote?: string;
  readonly opening: Opening;
  readonly popularity: number;
  readonly adminName: string;
  readonly guardName: string;
}

/** The names are those of the public list of open facilities in 海南省. Points are approximate, texts are written for the demonstration. */
const FACTS: readonly FacilityFacts[] = [
  {
    id: "hainan-monitoring",
    name: "海南省生态环境监测中心",
    category: "MONITORING",
    district: "460108",
    address: "海口市美兰区白驹大道",
    latitude: 20.0216,
    longitude: 110.3862,
    introduction:
      "全省生态环境监测的技术中心，承担空气、地表水、近岸海域和土壤的例行监测。参观者可以走进实验室，看一瓶水样怎样变成一组数据，也可以了解每天发布的空气质量是怎么测出来的。",
    highlights: ["水质实验室和大型分析仪器", "全省空气质量实时大屏", "移动监测车", "小小监测员互动实验"],
    transport: "乘公交到白驹大道附近站点后步行；自驾可停院内访客车位。",
    phoneEnding: "1001",
    visitDurationMinutes: 90,
    rules: { cancelDaysAhead: 2 },
    opening: { weekdays: [2, 3, 4, 5, 6], periods: [MORNING, AFTERNOON], capacities: [30, 40] },
    popularity: 1.3,
    adminName: "李文静",
    guardName: "李讲解",
  },
  {
    id: "haikou-changde",
    name: "海口市长德学校空气自动监测子站",
    category: "MONITORING",
    district: "460105",
    address: "海口市秀英区长德学校内",
    latitude: 20.0262,
    longitude: 110.2224,
    introduction: "设在校园里的空气自动监测子站，全天测量六项常规污染物，每小时上传一次数据。参观由学校老师和运维人员一起讲解，适合带孩子的家庭。",
    highlights: ["采样平台和气象五参数", "六项污染物自动分析仪", "看懂空气质量指数"],
    transport: "乘公交到长滨路附近站点后步行；校园不提供停车位，请绿色出行。",
    phoneEnding: "1002",
    visitDurationMinutes: 45,
    opening: { weekdays: WEDNESDAY_AND_WEEKEND, periods: [MORNING, AFTERNOON], capacities: [20], nothingAhead: true },
    popularity: 0.6,
    adminName: "陈玉梅",
    guardName: "吴永康",
  },
  {
    // The plant stands in 澄迈县 but serves and is run by 海口市, whose figures it counts in; hence a district of 海口市.
    id: "haikou-yanchunling",
    name: "海口市颜春岭生活垃圾焚烧发电厂",
    category: "WASTE",
    district: "460105",
    address: "澄迈县老城镇颜春岭（海口市管理）",
    latitude: 19.9483,
    longitude: 110.1405,
    introduction: "海口市的生活垃圾在这里变成电能。参观通道从垃圾吊控制室一直通到中央控制室，可以隔着玻璃看到抓斗、炉膛画面和烟气在线监测数据。",
    highlights: ["垃圾吊控制室", "中央控制室", "烟气在线监测公示屏", "环保展厅"],
    transport: "距市区约一小时车程，建议自驾；厂门口右侧为访客停车场。",
    phoneEnding: "1003",
    visitDurationMinutes: 120,
    rules: { minimumNoticeMinutes: 120 },
    opening: { weekdays: TUESDAY_TO_SUNDAY, periods: [MORNING, AFTERNOON], capacities: [40, 50, 60] },
    popularity: 1.5,
    adminName: "符国栋",
    guardName: "张建平",
  },
  {
    id: "haikou-baishamen",
    name: "海口市白沙门污水处理厂（一期）",
    category: "SEWAGE",
    district: "460108",
    address: "海口市美兰区海甸岛白沙门",
    latitude: 20.0749,
    longitude: 110.3391,
    introduction:
      "海口主城区的生活污水大多流到这里。沿着参观通道，可以看到污水经过格栅、沉砂、生化和沉淀，一步步变清；展厅里的显微镜能看到在水里“工作”的微生物。",
    highlights: ["进水和出水对比", "生化池和二沉池", "显微镜下的微生物", "中央控制室"],
    transport: "乘公交到白沙门公园附近站点，步行约 10 分钟；厂区有少量访客车位。",
    phoneEnding: "1004",
    visitDurationMinutes: 90,
    opening: { weekdays: TUESDAY_TO_SUNDAY, periods: [MORNING, AFTERNOON], capacities: [30, 40] },
    popularity: 1.6,
    adminName: "王芳",
    guardName: "王门岗",
  },
  {
    id: "sanya-hexi",
    name: "三亚市河西空气自动监测站",
    category: "MONITORING",
    district: "460204",
    address: "三亚市天涯区河西片区",
    latitude: 18.2492,
    longitude: 109.5021,
    introduction: "三亚市区的空气自动监测站之一，监测细颗粒物、臭氧等六项指标。参观者可以登上采样平台，了解海风和城市交通怎样影响空气质量。",
    highlights: ["采样平台", "自动分析仪", "臭氧和阳光的小实验"],
    transport: "乘公交到河西片区附近站点后步行；周边为市政停车位。",
    phoneEnding: "1005",
    visitDurationMinutes: 45,
    opening: { weekdays: WEDNESDAY_AND_WEEKEND, periods: [MORNING], capacities: [20] },
    popularity: 0.6,
    adminName: "林丽萍",
    guardName: "何永福",
  },
  {
    id: "sanya-waste",
    name: "三亚市生活垃圾焚烧发电厂",
    category: "WASTE",
    district: "460203",
    address: "三亚市吉阳区田独片区",
    latitude: 18.3056,
    longitude: 109.6034,
    introduction: "三亚市的生活垃圾集中在这里焚烧发电。参观路线设有观景平台和互动展区，讲解员会演示怎样分类、怎样焚烧、怎样处理烟气和渗滤液。",
    highlights: ["垃圾抓斗模拟操作", "中央控制室", "烟气处理流程沙盘", "屋顶观景平台"],
    transport: "建议自驾或拼车前往，厂区有访客停车场。",
    phoneEnding: "1006",
    visitDurationMinutes: 120,
    rules: { minimumNoticeMinutes: 120 },
    opening: { weekdays: TUESDAY_TO_SUNDAY, periods: [MORNING, AFTERNOON], capacities: [40, 50] },
    popularity: 1.2,
    adminName: "周晓东",
    guardName: "羊志勇",
  },
  {
    id: "sanya-hongsha",
    name: "三亚市红沙污水处理厂",
    category: "SEWAGE",
    district: "460203",
    address: "三亚市吉阳区红沙片区",
    latitude: 18.2389,
    longitude: 109.5547,
    introduction: "三亚市区主要的污水处理厂之一，处理后的水用于绿化和河道补水。参观者可以看到完整的处理流程，并亲手比较进水和出水。",
    highlights: ["处理流程步道", "再生水景观池", "水质小实验"],
    transport: "乘公交到红沙附近站点后步行；厂区有少量访客车位。",
    phoneEnding: "1007",
    visitDurationMinutes: 75,
    opening: { weekdays: TUESDAY_TO_SUNDAY, periods: [MORNING, AFTERNOON], capacities: [25, 30] },
    popularity: 1.1,
    adminName: "黄海燕",
    guardName: "符安保",
  },
  {
    id: "sansha-yongxing",
    name: "三沙市永兴岛污水处理厂",
    category: "SEWAGE",
    district: "460321",
    address: "三沙市永兴岛",
    latitude: 16.8334,
    longitude: 112.3401,
    introduction: "祖国最南端城市的污水处理厂，处理岛上居民的生活污水，处理后的水用来浇灌树木。在淡水珍贵的海岛上，每一滴水都要用好。",
    highlights: ["海岛污水处理流程", "再生水浇灌", "海岛生态保护展板"],
    transport: "位于永兴岛居民区，岛内步行可到。",
    phoneEnding: "1008",
    visitDurationMinutes: 60,
    rules: { opensDaysAhead: 14, closesDaysAhead: 2 },
    admissionNote: "只对永兴岛内居民开放",
    opening: { weekdays: [6], periods: [MORNING], capacities: [20] },
    popularity: 0.35,
    adminName: "麦振国",
    guardName: "邢海波",
  },
  {
    id: "danzhou-heqing",
    name: "儋州市和庆中学空气自动监测站",
    category: "MONITORING",
    district: "460400",
    address: "儋州市和庆镇和庆中学内",
    latitude: 19.5316,
    longitude: 109.6423,
    introduction: "设在乡镇中学里的空气自动监测站，记录远离市区的空气质量。同学们担任小讲解员，带参观者认识仪器和数据。",
    highlights: ["学生小讲解员", "采样平台", "城乡空气数据对比"],
    transport: "乘城乡公交到和庆镇后步行；校门口可临时停车。",
    phoneEnding: "1009",
    visitDurationMinutes: 45,
    opening: { weekdays: [6, 7], periods: [MORNING, AFTERNOON], capacities: [20] },
    popularity: 0.4,
    adminName: "羊秀兰",
    guardName: "李志明",
  },
  {
    id: "danzhou-waste",
    name: "儋州市生活垃圾焚烧发电项目",
    category: "WASTE",
    district: "460400",
    address: "儋州市郊（集合地点见确认短信）",
    latitude: 19.5702,
    longitude: 109.5218,
    introduction: "服务儋州及周边市县的生活垃圾焚烧发电项目。参观者可以了解一袋垃圾从进厂、焚烧到发电的全过程，以及飞灰和渗滤液的去处。",
    highlights: ["参观走廊", "中央控制室", "垃圾分类互动墙"],
    transport: "建议自驾；预约确认后按短信里的地点集合。",
    phoneEnding: "1010",
    visitDurationMinutes: 100,
    rules: { minimumNoticeMinutes: 120 },
    opening: { weekdays: [2, 4, 6, 7], periods: [MORNING, AFTERNOON], capacities: [30, 40] },
    popularity: 0.8,
    adminName: "许国强",
    guardName: "唐建华",
  },
  {
    id: "danzhou-sewage-1",
    name: "儋州市污水处理一厂",
    category: "SEWAGE",
    district: "460400",
    address: "儋州市那大镇",
    latitude: 19.5127,
    longitude: 109.5762,
    introduction: "儋州主城区的污水处理厂，尾水经深度处理后排入河道。参观者可以沿步道看完从格栅到消毒的每一道工序。",
    highlights: ["工艺步道", "在线监测房", "活性污泥观察"],
    transport: "乘市内公交到那大镇附近站点后步行；厂区有访客车位。",
    phoneEnding: "1011",
    visitDurationMinutes: 75,
    opening: { weekdays: [2, 3, 4, 6, 7], periods: [MORNING, AFTERNOON], capacities: [25, 30] },
    popularity: 0.7,
    adminName: "郑雅琴",
    guardName: "曾永康",
  },
  {
    id: "danzhou-hazard-applying",
    name: "危险废物处置中心（申报中示例）",
    category: "HAZARDOUS",
    status: "APPLYING",
    district: "460400",
    address: "儋州市洋浦片区",
    latitude: 19.7421,
    longitude: 109.2043,
    introduction: "这是一家示例单位，用来展示「申报中」的状态：它还没有列入开放名单，不接受预约，也不计入开放单位数。",
    highlights: ["危险废物科普展厅", "处置流程沙盘", "应急装备展示"],
    transport: "开放后公布。",
    phoneEnding: "1012",
    visitDurationMinutes: 90,
    opening: { weekdays: [], periods: [], capacities: [20] },
    popularity: 0,
    adminName: "蔡振华",
    guardName: "冯国强",
  },
  {
    id: "haikou-recycling-rest",
    name: "废弃电器拆解中心（暂停开放示例）",
    category: "HAZARDOUS",
    status: "SUSPENDED",
    statusReason: "拆解线升级改造",
    district: "460106",
    address: "海口市龙华区城西片区",
    latitude: 19.9928,
    longitude: 110.3216,
    introduction: "这是一家示例单位，用来展示「暂停开放」的状态：公众看得到它和暂停的原因，但现在不能预约。",
    highlights: ["拆解线参观走廊", "废旧家电去哪儿了互动展"],
    transport: "恢复开放后公布。",
    phoneEnding: "1013",
    visitDurationMinutes: 60,
    opening: { weekdays: [], periods: [], capacities: [20] },
    popularity: 0,
    adminName: "吴清源",
    guardName: "林守义",
  },
];

export const demoFacilities: readonly DemoFacility[] = FACTS.map((facts) => ({
  item: facilityItemOf(facts),
  opening: facts.opening,
  popularity: facts.popularity,
  adminName: facts.adminName,
  guardName: facts.guardName,
}));

export function demoFacility(facilityId: string): DemoFacility {
  const found = demoFacilities.find((facility) => facility.item.facilityId === facilityId);
  if (found === undefined) throw new Error(`the demonstration has no facility ${facilityId}`);
  return found;
}

function facilityItemOf(facts: FacilityFacts): FacilityItem {
  const cityCode = facts.district.slice(0, 4);
  const orgPath = `CN/${facts.district.slice(0, 2)}/${cityCode}/${facts.district}/${facts.id}` as OrgPath;
  return {
    ...facilityKey(facts.id),
    index1: facilityIndexEntry(orgPath),
    facilityId: facts.id as FacilityId,
    name: facts.name,
    category: facts.category,
    status: facts.status ?? "OPEN",
    ...(facts.statusReason === undefined ? {} : { statusReason: facts.statusReason }),
    orgPath,
    cityCode,
    cityName: knownName(cityName(cityCode), cityCode),
    provinceCode: facts.district.slice(0, 2),
    districtName: knownName(districtName(facts.district), facts.district),
    address: facts.address,
    place: { latitude: facts.latitude, longitude: facts.longitude, sourceSystem: "GCJ-02", approximate: true },
    ...(facts.admissionNote === undefined ? {} : { admissionNote: facts.admissionNote }),
    introduction: facts.introduction,
    highlights: facts.highlights,
    safetyNotice: SAFETY_NOTICES[facts.category],
    transport: facts.transport,
    phone: `0898-0000 ${facts.phoneEnding}`,
    visitDurationMinutes: facts.visitDurationMinutes,
    visitRules: { ...DEFAULT_VISIT_RULES, ...facts.rules },
    version: 1,
  };
}

function knownName(name: string | undefined, code: string): string {
  if (name === undefined) throw new Error(`no name is known for region ${code}`);
  return name;
}
