import { FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";

/** 有名额时提醒我: who follows a facility is told when it opens slots (promise F5). */
export const FOLLOWS_PER_PERSON_MAX = 50;

export const FollowFacility = z.strictObject({ requestId: RequestId }).meta({ title: "FollowFacility" });
export const FollowState = z.strictObject({ facilityId: FacilityId, isFollowing: z.boolean() }).meta({ title: "FollowState" });
export type FollowState = z.infer<typeof FollowState>;

export const FollowedFacility = z
  .strictObject({
    facilityId: FacilityId,
    name: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    districtName: z.string(),
    followedAt: Instant,
    /** The next day that can be booked now, within 30 days. */
    nextBookableDate: LocalDate.optional(),
  })
  .meta({ title: "FollowedFacility" });
export type FollowedFacility = z.infer<typeof FollowedFacility>;

export const ListMyFollowsQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export const FollowedFacilities = pageOf(FollowedFacility).meta({ title: "FollowedFacilities" });
