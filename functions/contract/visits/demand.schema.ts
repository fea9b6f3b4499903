import { FacilityId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";

/** How far ahead supply is looked for, and how far back unmet asks are counted. */
export const SUPPLY_DAYS = 30;

/** Why nobody can book within the next 30 days; each asks for another step of the facility. */
export const SUPPLY_LACKS = ["NO_SLOTS", "CLOSED", "FULL"] as const;
export const SupplyLack = z.enum(SUPPLY_LACKS).meta({ title: "SupplyLack" });
export type SupplyLack = z.infer<typeof SupplyLack>;
export const SUPPLY_LACK_LABELS = { NO_SLOTS: "没有开放场次", CLOSED: "场次都已关闭", FULL: "场次都已约满" } as const satisfies Record<SupplyLack, string>;

/** Supply and demand of one facility (promise F5). */
export const DemandRow = z
  .strictObject({
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    districtName: z.string(),
    /** Absent when something can be booked. */
    lack: SupplyLack.optional(),
    lackLabel: z.string().optional(),
    /** The last day the facility opened for, in the past or ahead; absent when it never did. */
    lastOpenDate: LocalDate.optional(),
    nextBookableDate: LocalDate.optional(),
    followers: z.number().int(),
    waitingParties: z.number().int(),
    waitingHeads: z.number().int(),
    /** Parties that joined a waiting list in the last 30 days, and their heads: asks that were not met when they came. */
    unmetParties: z.number().int(),
    unmetHeads: z.number().int(),
    newFollowers: z.number().int(),
    /** Places of the next 30 days, and how many of them are booked or kept. */
    placesOffered: z.number().int(),
    placesTaken: z.number().int(),
    /** Whether who asks may open slots here. */
    mayOpenSlots: z.boolean(),
  })
  .meta({ title: "DemandRow" });
export type DemandRow = z.infer<typeof DemandRow>;

export const DEMAND_CHOICES = ["LACKING", "ALL"] as const;
export const ListDemandQuery = z.strictObject({
  /** LACKING: only facilities without a bookable slot in the next 30 days. */
  choice: z.enum(DEMAND_CHOICES).default("LACKING"),
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListDemandQuery = z.infer<typeof ListDemandQuery>;

/** A page of LACKING looks at a bounded number of facilities, so it may hold fewer rows than asked for, also none, and still have a next one. */
export const DemandPage = z
  .strictObject({ items: z.array(DemandRow), next: PageCursor.optional(), facilitiesLookedAt: z.number().int() })
  .meta({ title: "DemandPage" });
export type DemandPage = z.infer<typeof DemandPage>;
