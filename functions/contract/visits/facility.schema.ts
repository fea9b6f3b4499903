import { Photo } from "../attachments/attachment.schema";
import { FacilityId } from "../kernel/ids";
import { LocalDate } from "../kernel/time";
import { PageCursor, PageLimit } from "../kernel/page";
import { z } from "../kernel/zod";
import { CityCode, ProvinceCode, Region } from "../regions/regions.schema";

/** The four kinds of facility that open to the public (seed 000; 《环保设施向公众开放》四类设施). */
export const FACILITY_CATEGORIES = ["MONITORING", "SEWAGE", "WASTE", "HAZARDOUS"] as const;
export const FacilityCategory = z.enum(FACILITY_CATEGORIES).meta({ title: "FacilityCategory" });
export type FacilityCategory = z.infer<typeof FacilityCategory>;
export const FACILITY_CATEGORY_LABELS = {
  MONITORING: "环境监测",
  SEWAGE: "城市污水处理",
  WASTE: "城市生活垃圾处理",
  HAZARDOUS: "危险废物和废弃电器电子产品处理",
} as const satisfies Record<FacilityCategory, string>;

/** 申报中 / 开放 / 暂停 / 撤销. Only an OPEN facility takes bookings; an APPLYING one is not counted among the open ones (seed 000, 四-1). */
export const FACILITY_STATUSES = ["APPLYING", "OPEN", "SUSPENDED", "WITHDRAWN"] as const;
export const FacilityStatus = z.enum(FACILITY_STATUSES).meta({ title: "FacilityStatus" });
export type FacilityStatus = z.infer<typeof FacilityStatus>;
export const FACILITY_STATUS_LABELS = {
  APPLYING: "申报中",
  OPEN: "开放",
  SUSPENDED: "暂停开放",
  WITHDRAWN: "已撤销",
} as const satisfies Record<FacilityStatus, string>;

/** GCJ-02 degrees, as WeChat's and Gaode's maps expect. `approximate` marks a point that nobody has surveyed. */
export const Place = z
  .strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    sourceSystem: z.literal("GCJ-02"),
    approximate: z.boolean(),
  })
  .meta({ title: "Place" });
export type Place = z.infer<typeof Place>;

export const FacilitySummary = z
  .strictObject({
    facilityId: FacilityId,
    name: z.string(),
    category: FacilityCategory,
    categoryLabel: z.string(),
    status: FacilityStatus,
    statusLabel: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    districtName: z.string(),
    address: z.string(),
    place: Place,
    /** The first of its photos. */
    cover: Photo.optional(),
    /** Who may come, when not everybody: 「只对永兴岛内居民开放」. */
    admissionNote: z.string().optional(),
    /** The next day with a place left that can be booked now, within 30 days. */
    nextBookableDate: LocalDate.optional(),
    headsLeftOnNextDate: z.number().int().optional(),
    /** Straight line from the place the caller gave. */
    distanceMeters: z.number().int().optional(),
  })
  .meta({ title: "FacilitySummary" });
export type FacilitySummary = z.infer<typeof FacilitySummary>;

export const FacilityDetail = FacilitySummary.extend({
  introduction: z.string(),
  highlights: z.array(z.string()),
  safetyNotice: z.array(z.string()),
  transport: z.string(),
  phone: z.string(),
  visitDurationMinutes: z.number().int(),
  photos: z.array(Photo),
  /** Why it is suspended, and until which day when that is known. */
  suspension: z.strictObject({ reason: z.string(), until: LocalDate.optional() }).optional(),
}).meta({ title: "FacilityDetail" });
export type FacilityDetail = z.infer<typeof FacilityDetail>;

export const ListFacilitiesQuery = z.strictObject({
  provinceCode: ProvinceCode.default("46"),
  cityCode: CityCode.optional(),
  category: FacilityCategory.optional(),
  /** Only facilities with a bookable place within that many days. */
  placesWithinDays: z.enum(["7", "30"]).optional(),
  latitude: z.coerce.number().min(-90).max(90).optional(),
  longitude: z.coerce.number().min(-180).max(180).optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListFacilitiesQuery = z.infer<typeof ListFacilitiesQuery>;

/** One answer fills the first page: the list and the cities to filter by. */
export const FacilityList = z
  .strictObject({ items: z.array(FacilitySummary), next: PageCursor.optional(), cities: z.array(Region) })
  .meta({ title: "FacilityList" });
export type FacilityList = z.infer<typeof FacilityList>;

/** The provinces where something is open to the public: with more than one the list asks which. */
export const FacilityProvinces = z.strictObject({ items: z.array(Region) }).meta({ title: "FacilityProvinces" });
export type FacilityProvinces = z.infer<typeof FacilityProvinces>;

export const FacilityParams = z.strictObject({ facilityId: FacilityId });

/** The code to hang at the gate: visitors scan it to check in by themselves. */
export const FacilityPoster = z
  .strictObject({
    facilityId: FacilityId,
    facilityName: z.string(),
    posterCode: z.string(),
    /** What the printed QR holds outside WeChat: a link into the H5 that carries the poster code. */
    posterUrl: z.string(),
    posterQrPngBase64: z.string(),
    /** The mini-program code from WeChat; absent when WeChat did not answer, which the page says. */
    wechatCodePngBase64: z.string().optional(),
  })
  .meta({ title: "FacilityPoster" });
export type FacilityPoster = z.infer<typeof FacilityPoster>;
