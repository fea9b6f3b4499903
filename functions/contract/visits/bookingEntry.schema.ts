import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** How somebody was let in: by staff who scanned the code, by the booker at the poster, or registered at the gate without a booking. */
export const CHECK_IN_MEANS = ["STAFF_SCAN", "POSTER", "WALK_IN"] as const;
export const CheckInMeans = z.enum(CHECK_IN_MEANS).meta({ title: "CheckInMeans" });
export type CheckInMeans = z.infer<typeof CheckInMeans>;
export const CHECK_IN_MEANS_LABELS = { STAFF_SCAN: "工作人员扫码", POSTER: "自助打卡", WALK_IN: "现场登记" } as const satisfies Record<CheckInMeans, string>;

/**
 * COUNTED: its heads are in the figures. UNDONE: taken back. DISPUTED: let in without network where no place was left, or on a booking that was no longer valid; counts
 * nothing until somebody decides. REJECTED: decided not to count.
 */
export const ENTRY_STATES = ["COUNTED", "UNDONE", "DISPUTED", "REJECTED"] as const;
export const EntryState = z.enum(ENTRY_STATES).meta({ title: "EntryState" });
export type EntryState = z.infer<typeof EntryState>;
export const ENTRY_STATE_LABELS = { COUNTED: "已计入", UNDONE: "已撤销", DISPUTED: "存疑，未计入", REJECTED: "不计入" } as const satisfies Record<
  EntryState,
  string
>;

/** The nonce that a phone makes before it asks: the `requestId` of an online check-in and the name of the same scan when it is uploaded later (promise F4). */
export const EntryId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, "entryId 应为 16-64 位字母、数字、下划线或短横线")
  .meta({ title: "EntryId" })
  .brand<"EntryId">();
export type EntryId = z.infer<typeof EntryId>;

/** The phone that scans: made once by the client and kept; undo and conflicts need it. */
export const DeviceId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, "设备编号格式不正确")
  .meta({ title: "DeviceId" });
export const GateName = z.string().trim().max(20, "闸口名称最多 20 个字").meta({ title: "GateName" });

/** One entry of a party as the offices see it: when, where, by whom and on which phone. */
export const BookingEntry = z
  .strictObject({
    entryId: EntryId,
    heads: z.number().int(),
    /** Its own time: when the phone scanned, put right when the phone's clock was off. */
    at: Instant,
    /** When the server came to know of it; later than `at` for a scan made without network. */
    receivedAt: Instant,
    offline: z.boolean(),
    gateName: z.string(),
    byName: z.string(),
    deviceId: z.string(),
    means: CheckInMeans,
    state: EntryState,
    stateLabel: z.string(),
  })
  .meta({ title: "BookingEntry" });
export type BookingEntry = z.infer<typeof BookingEntry>;

export const UNDO_WITHIN_MINUTES = 15;
export const UNDO_REASON_MAX = 100;
