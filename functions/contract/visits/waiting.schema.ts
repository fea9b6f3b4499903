import { FacilityId, RequestId, SlotId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate, TimeOfDay } from "../kernel/time";
import { z } from "../kernel/zod";
import { BookingKind } from "./bookingKind.schema";
import { ContactPhone } from "./booking.schema";
import { Hold, PartyHeads } from "./hold.schema";

/** How long freed places are kept for the next party; only hours of the day count, see `OFFER_DAY`. */
export const OFFER_HOURS = 4;
/** Nobody must answer at night: an offer's hours run between these two times of the day, and its message comes then (promise M10). */
export const OFFER_DAY = { begins: "07:00", ends: "22:00" } as const;
/** A person waits in that many places at most; a list beyond that is no waiting but collecting. */
export const WAITING_PER_PERSON_MAX = 10;
/** Parties waiting for one slot. Who comes after them has no real hope, and is told so. */
export const WAITING_PER_SLOT_MAX = 200;

export const WAITING_STATUSES = ["WAITING", "OFFERED", "ACCEPTED", "DECLINED", "LAPSED", "LEFT", "ENDED"] as const;
export const WaitingStatus = z.enum(WAITING_STATUSES).meta({ title: "WaitingStatus" });
export type WaitingStatus = z.infer<typeof WaitingStatus>;
export const WAITING_STATUS_LABELS = {
  WAITING: "候补中",
  OFFERED: "有名额，等您接受",
  ACCEPTED: "已接受",
  DECLINED: "已让给别人",
  LAPSED: "超时未接受",
  LEFT: "已退出",
  ENDED: "候补已结束",
} as const satisfies Record<WaitingStatus, string>;

export const WAITING_ACTIONS = ["ACCEPT", "DECLINE", "LEAVE", "OFFER", "LAPSE", "END"] as const;
export const WaitingAction = z.enum(WAITING_ACTIONS).meta({ title: "WaitingAction" });
export type WaitingAction = z.infer<typeof WaitingAction>;

/** Waits for places of a slot that cannot take the party now. The phone is for the offer's message, which has a few hours only. */
export const JoinWaitingList = z
  .strictObject({
    requestId: RequestId,
    slotId: SlotId,
    kind: BookingKind.default("FAMILY"),
    heads: z.number("请选择参观人数").int("人数应为整数").min(1, "至少 1 人").max(2000, "一次最多 2000 人"),
    contactPhone: ContactPhone,
  })
  .superRefine((input, context) => {
    if (input.kind !== "FAMILY") return;
    const heads = PartyHeads.safeParse(input.heads);
    if (!heads.success) context.addIssue({ code: "custom", path: ["heads"], message: heads.error.issues[0]?.message ?? "人数不正确" });
  })
  .meta({ title: "JoinWaitingList" });
export type JoinWaitingList = z.infer<typeof JoinWaitingList>;

/** A person waits once for a slot, so the slot names what is theirs. */
export const WaitingParams = z.strictObject({ slotId: SlotId });
export const DecideWaiting = z.strictObject({ requestId: RequestId }).meta({ title: "DecideWaiting" });

export const WaitingSummary = z
  .strictObject({
    slotId: SlotId,
    facilityId: FacilityId,
    facilityName: z.string(),
    date: LocalDate,
    periodLabel: z.string(),
    startsAt: TimeOfDay,
    endsAt: TimeOfDay,
    kind: BookingKind,
    heads: z.number().int(),
    status: WaitingStatus,
    statusLabel: z.string(),
    joinedAt: Instant,
    /** 「前面还有 3 组」; while waiting only. */
    partiesAhead: z.number().int().optional(),
    /** Until when the places are kept; while offered only. */
    offeredUntil: Instant.optional(),
    /** So that a countdown does not trust the phone's clock. */
    serverNow: Instant,
    /** Why it ended without places. */
    endedReason: z.string().optional(),
    availableActions: z.array(z.strictObject({ action: WaitingAction, label: z.string() })),
  })
  .meta({ title: "WaitingSummary" });
export type WaitingSummary = z.infer<typeof WaitingSummary>;

/** `offer` is a hold like any other: the booking form takes it from there. */
export const WaitingDetail = WaitingSummary.extend({ facilityAddress: z.string(), offer: Hold.optional() }).meta({ title: "WaitingDetail" });
export type WaitingDetail = z.infer<typeof WaitingDetail>;

export const ListMyWaitingQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
