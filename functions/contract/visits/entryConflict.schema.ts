import { BookingId, FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { BookingEntry, EntryId } from "./bookingEntry.schema";
import { ScanRefusalReason } from "./checkIn.schema";

/** 入场冲突: TWICE, two gates without network let the same people in; REVOKED, a gate with an old list let in a booking that was no longer valid (promise F2). */
export const ENTRY_CONFLICT_KINDS = ["TWICE", "REVOKED"] as const;
export const EntryConflictKind = z.enum(ENTRY_CONFLICT_KINDS).meta({ title: "EntryConflictKind" });
export type EntryConflictKind = z.infer<typeof EntryConflictKind>;
export const ENTRY_CONFLICT_KIND_LABELS = { TWICE: "同一码两处入场", REVOKED: "无效预约入场" } as const satisfies Record<EntryConflictKind, string>;

export const ENTRY_CONFLICT_STATUSES = ["OPEN", "SETTLED"] as const;
export const EntryConflictStatus = z.enum(ENTRY_CONFLICT_STATUSES).meta({ title: "EntryConflictStatus" });
export type EntryConflictStatus = z.infer<typeof EntryConflictStatus>;
export const ENTRY_CONFLICT_STATUS_LABELS = { OPEN: "待处理", SETTLED: "已处理" } as const satisfies Record<EntryConflictStatus, string>;

/** WITHDRAW is what an undo does to the conflict of its entry; the other two are a supervisor's decisions. */
export const ENTRY_CONFLICT_ACTIONS = ["COUNT_ONCE", "COUNT_BOTH", "WITHDRAW"] as const;
export const EntryConflictAction = z.enum(ENTRY_CONFLICT_ACTIONS).meta({ title: "EntryConflictAction" });
export type EntryConflictAction = z.infer<typeof EntryConflictAction>;

export const SETTLEMENT_REMARK_MAX = 200;
export const EntryConflictId = EntryId;

export const EntryConflict = z
  .strictObject({
    conflictId: EntryConflictId,
    kind: EntryConflictKind,
    kindLabel: z.string(),
    status: EntryConflictStatus,
    statusLabel: z.string(),
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    bookingId: BookingId,
    bookingNumber: z.string(),
    teamName: z.string().optional(),
    contactName: z.string(),
    date: LocalDate,
    periodLabel: z.string(),
    /** The party's heads, and how many of them count as inside now. */
    heads: z.number().int(),
    headsEntered: z.number().int(),
    /** Why the second entry would have been refused with network. */
    reason: ScanRefusalReason,
    /** One plain sentence: what happened. */
    sentence: z.string(),
    /** The last entry that counted before; absent when nobody had entered. */
    earlier: BookingEntry.optional(),
    /** The entry in doubt; its heads count only after COUNT_BOTH. */
    later: BookingEntry,
    openedAt: Instant,
    settled: z.strictObject({ action: EntryConflictAction, label: z.string(), remark: z.string(), at: Instant, byName: z.string() }).optional(),
    availableActions: z.array(z.strictObject({ action: EntryConflictAction, label: z.string() })),
  })
  .meta({ title: "EntryConflict" });
export type EntryConflict = z.infer<typeof EntryConflict>;

export const ListGateConflictsQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export const ListEntryConflictsQuery = z.strictObject({
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  status: EntryConflictStatus.default("OPEN"),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListEntryConflictsQuery = z.infer<typeof ListEntryConflictsQuery>;

export const EntryConflictParams = z.strictObject({ conflictId: EntryConflictId });
export const SettleEntryConflict = z
  .strictObject({
    requestId: RequestId,
    decision: z.enum(["COUNT_ONCE", "COUNT_BOTH"], "请选择怎样计数"),
    remark: z.string("请填写处理说明").trim().min(1, "请填写处理说明").max(SETTLEMENT_REMARK_MAX, `处理说明最多 ${SETTLEMENT_REMARK_MAX} 个字`),
  })
  .meta({ title: "SettleEntryConflict" });
export type SettleEntryConflict = z.infer<typeof SettleEntryConflict>;
