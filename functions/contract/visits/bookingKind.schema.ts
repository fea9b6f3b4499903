import { z } from "../kernel/zod";

/** Seed 000, 三-2 and 三-4: a team is counted by what the facility reports of it, a family by its own check-in. One kind of record, two workflows. */
export const BOOKING_KINDS = ["FAMILY", "TEAM"] as const;
export const BookingKind = z.enum(BOOKING_KINDS).meta({ title: "BookingKind" });
export type BookingKind = z.infer<typeof BookingKind>;
export const BOOKING_KIND_LABELS = { FAMILY: "家庭(个人)", TEAM: "团队" } as const satisfies Record<BookingKind, string>;

/** 方式: booked ahead, back-filled after a visit that was arranged offline, or registered at the gate. */
export const BOOKING_MEANS = ["BOOKED", "BACK_FILLED", "WALK_IN"] as const;
export const BookingMeans = z.enum(BOOKING_MEANS).meta({ title: "BookingMeans" });
export type BookingMeans = z.infer<typeof BookingMeans>;
export const BOOKING_MEANS_LABELS = { BOOKED: "预约", BACK_FILLED: "补录", WALK_IN: "现场登记" } as const satisfies Record<BookingMeans, string>;
