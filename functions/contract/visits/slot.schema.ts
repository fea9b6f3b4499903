import { FacilityId, RequestId, SlotId, SlotTemplateId } from "../kernel/ids";
import { Instant, LocalDate, TimeOfDay } from "../kernel/time";
import { z } from "../kernel/zod";
import { BOOKING_KINDS, BookingKind } from "./bookingKind.schema";

export const SLOT_PERIODS = ["MORNING", "AFTERNOON", "TIMED"] as const;
export const SlotPeriod = z.enum(SLOT_PERIODS).meta({ title: "SlotPeriod" });
export type SlotPeriod = z.infer<typeof SlotPeriod>;
export const SLOT_PERIOD_LABELS = { MORNING: "上午", AFTERNOON: "下午", TIMED: "分时" } as const satisfies Record<SlotPeriod, string>;

export const SLOT_STATUSES = ["OPEN", "CLOSED"] as const;
export const SlotStatus = z.enum(SLOT_STATUSES).meta({ title: "SlotStatus" });
export type SlotStatus = z.infer<typeof SlotStatus>;

/** What keeps a person from booking a slot now; BOOKABLE when nothing does. The calendar colours its days by it. */
export const SLOT_BOOKABILITIES = ["BOOKABLE", "FULL", "CLOSED", "NOT_YET_OPEN", "BOOKING_ENDED"] as const;
export const SlotBookability = z.enum(SLOT_BOOKABILITIES).meta({ title: "SlotBookability" });
export type SlotBookability = z.infer<typeof SlotBookability>;
export const SLOT_BOOKABILITY_LABELS = {
  BOOKABLE: "可预约",
  FULL: "已约满",
  CLOSED: "不开放",
  NOT_YET_OPEN: "未到预约时间",
  BOOKING_ENDED: "预约已截止",
} as const satisfies Record<SlotBookability, string>;

export const Slot = z
  .strictObject({
    slotId: SlotId,
    facilityId: FacilityId,
    date: LocalDate,
    period: SlotPeriod,
    /** 「上午 09:00-11:30」 */
    periodLabel: z.string(),
    startsAt: TimeOfDay,
    endsAt: TimeOfDay,
    capacityHeads: z.number().int(),
    /** Places not taken by bookings and holds; below zero when the capacity was cut under them. */
    headsLeft: z.number().int(),
    /** How many a family may be; a team may fill the slot. */
    partyMin: z.number().int(),
    partyMax: z.number().int(),
    /** Who is received: families, teams, or both. */
    kinds: z.array(BookingKind),
    status: SlotStatus,
    closedReason: z.string().optional(),
    bookingOpensAt: Instant,
    bookingClosesAt: Instant,
    confirmBy: Instant,
    cancelBy: Instant,
    bookability: SlotBookability,
    bookabilityLabel: z.string(),
    /** The template that opened it. */
    templateId: SlotTemplateId.optional(),
    version: z.number().int(),
  })
  .meta({ title: "Slot" });
export type Slot = z.infer<typeof Slot>;

export const ListSlotsQuery = z.strictObject({ from: LocalDate.optional(), to: LocalDate.optional() });
export const SlotList = z.strictObject({ items: z.array(Slot) }).meta({ title: "SlotList" });

/** Opens the same periods on several days at once: a facility admin opens next month's Saturdays in under a minute. */
export const OpenSlots = z
  .strictObject({
    requestId: RequestId,
    dates: z.array(LocalDate).min(1, "请至少选择一天").max(31, "一次最多开放 31 天，请分批操作"),
    periods: z
      .array(
        z.strictObject({
          period: SlotPeriod,
          startsAt: TimeOfDay,
          endsAt: TimeOfDay,
          capacityHeads: z.number().int("人数应为整数").min(1, "名额至少 1 人").max(2000, "名额最多 2000 人"),
        }),
      )
      .min(1, "请至少选择一个时段")
      .max(3, "一天最多 3 个时段"),
    partyMin: z.number().int().min(1).max(6).default(1),
    partyMax: z.number().int().min(1).max(6).default(6),
    kinds: z
      .array(BookingKind)
      .min(1, "请至少选择一类参观者")
      .max(2)
      .default([...BOOKING_KINDS]),
  })
  .refine((input) => input.periods.every((period) => period.startsAt < period.endsAt), { path: ["periods"], message: "结束时间应晚于开始时间" })
  .refine((input) => input.partyMin <= input.partyMax, { path: ["partyMax"], message: "最多人数不能少于最少人数" })
  .meta({ title: "OpenSlots" });
export type OpenSlots = z.infer<typeof OpenSlots>;
export const OpenSlotsAnswer = z.strictObject({ items: z.array(Slot), skipped: z.array(SlotId) }).meta({ title: "OpenSlotsAnswer" });

const SLOTS_EDITED_MAX = 60;
/** Changes slots that are open, each under the version the screen showed. What is left out stays as it is. Bookings that no longer fit are flagged, never cancelled. */
export const EditSlots = z
  .strictObject({
    requestId: RequestId,
    slots: z
      .array(z.strictObject({ slotId: SlotId, version: z.number().int().min(1) }))
      .min(1, "请选择要修改的场次")
      .max(SLOTS_EDITED_MAX, `一次最多修改 ${SLOTS_EDITED_MAX} 个场次`)
      .refine((slots) => new Set(slots.map((slot) => slot.slotId)).size === slots.length, "同一个场次只需选一次"),
    capacityHeads: z.number("请填写名额").int("人数应为整数").min(1, "名额至少 1 人").max(2000, "名额最多 2000 人").optional(),
    partyMin: z.number("请填写最少人数").int("人数应为整数").min(1, "家庭每次 1-6 人").max(6, "家庭每次 1-6 人").optional(),
    partyMax: z.number("请填写最多人数").int("人数应为整数").min(1, "家庭每次 1-6 人").max(6, "家庭每次 1-6 人").optional(),
    kinds: z.array(BookingKind).min(1, "请至少选择一类参观者").max(2).optional(),
  })
  .refine((input) => (input.partyMin === undefined) === (input.partyMax === undefined), { path: ["partyMax"], message: "请同时填写最少和最多人数" })
  .refine((input) => input.partyMin === undefined || input.partyMax === undefined || input.partyMin <= input.partyMax, {
    path: ["partyMax"],
    message: "最多人数不能少于最少人数",
  })
  .refine((input) => input.capacityHeads !== undefined || input.partyMin !== undefined || input.kinds !== undefined, {
    path: ["capacityHeads"],
    message: "没有要修改的内容",
  })
  .meta({ title: "EditSlots" });
export type EditSlots = z.infer<typeof EditSlots>;
