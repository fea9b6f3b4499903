import { BookingId, FacilityId, RequestId, SlotId } from "../kernel/ids";
import { Instant, LocalDate, TimeOfDay } from "../kernel/time";
import { z } from "../kernel/zod";
import { BookingStatus, BookingSummary, ContactName, ContactPhone } from "./booking.schema";
import { BookingEntry, DeviceId, EntryId, GateName, UNDO_REASON_MAX } from "./bookingEntry.schema";
import { BookingKind } from "./bookingKind.schema";
import { ScannedText, ScanRefusalReason } from "./checkIn.schema";
import { PartyHeads } from "./hold.schema";

/** The gate's routes (promises M6, M7, M9, F2-F4): what a phone takes along to work without network, and what it brings back. */

export const GatePackQuery = z.strictObject({ date: LocalDate.optional() });

/** A party that may enter on that day, with what happened at the gates so far, so that a phone without network can say when and where (promise F3). */
export const GateParty = z
  .strictObject({
    bookingId: BookingId,
    bookingNumber: z.string(),
    kind: BookingKind,
    teamName: z.string().optional(),
    contactName: z.string(),
    /** The last four figures of the phone; empty when none was given. */
    phoneTail: z.string(),
    heads: z.number().int(),
    headsEntered: z.number().int(),
    periodLabel: z.string(),
    startsAt: TimeOfDay,
    status: BookingStatus,
    entries: z.array(BookingEntry),
  })
  .meta({ title: "GateParty" });
export type GateParty = z.infer<typeof GateParty>;

/** A booking of that day whose code must not open a gate, and why: what `SCAN_REFUSAL_SENTENCES` needs for its sentence. */
export const GateRevocation = z
  .strictObject({ bookingId: BookingId, reason: ScanRefusalReason, closedReason: z.string().optional() })
  .meta({ title: "GateRevocation" });
export type GateRevocation = z.infer<typeof GateRevocation>;

export const GatePack = z
  .strictObject({
    facilityId: FacilityId,
    facilityName: z.string(),
    date: LocalDate,
    serverNow: Instant,
    /** Raw Ed25519 key, 32 bytes in base64url. */
    publicKey: z.string(),
    parties: z.array(GateParty),
    revoked: z.array(GateRevocation),
    /** The moment of the list: what `listAsOf` of an offline scan repeats. */
    asOf: Instant,
  })
  .meta({ title: "GatePack" });
export type GatePack = z.infer<typeof GatePack>;

export const OFFLINE_SCANS_MAX = 200;
/** A queue older than that is no record of who entered any more. */
export const OFFLINE_SCAN_DAYS_MAX = 7;

/** One scan that a phone decided without an answer. */
export const OfflineScan = z
  .strictObject({
    entryId: EntryId,
    text: ScannedText,
    heads: z.number().int("人数应为整数").min(1, "至少 1 人入场").max(2000),
    /** By the phone's clock. */
    scannedAt: Instant,
    listAsOf: Instant.optional(),
    /** The phone's own order: two scans may bear the same millisecond. */
    sequence: z.number().int().min(0),
    /** Present when the phone turned them away: kept with its reason (promise M8), nobody enters by it. */
    refusedFor: ScanRefusalReason.optional(),
  })
  .meta({ title: "OfflineScan" });
export type OfflineScan = z.infer<typeof OfflineScan>;

export const UploadOfflineScans = z
  .strictObject({
    deviceId: DeviceId,
    /** The phone's clock at the sending: the difference to the server's puts every scan's time right. */
    deviceNow: Instant,
    gateName: GateName.optional(),
    scans: z.array(OfflineScan).min(1, "没有需要上传的扫码记录").max(OFFLINE_SCANS_MAX, `一次最多上传 ${OFFLINE_SCANS_MAX} 条，请分批上传`),
  })
  .meta({ title: "UploadOfflineScans" });
export type UploadOfflineScans = z.infer<typeof UploadOfflineScans>;

/** ENTERED counted now; ALREADY_RECORDED the server had it; CONFLICT kept and in doubt; REFUSED kept as refused. After any of the four the phone forgets the scan. */
export const OFFLINE_SCAN_OUTCOMES = ["ENTERED", "ALREADY_RECORDED", "CONFLICT", "REFUSED"] as const;
export const OfflineScanOutcome = z.enum(OFFLINE_SCAN_OUTCOMES).meta({ title: "OfflineScanOutcome" });
export type OfflineScanOutcome = z.infer<typeof OfflineScanOutcome>;

/** CLOCK_WRONG: the phone's clock was changed between the scan and the upload, or the scan is older than `OFFLINE_SCAN_DAYS_MAX`. */
export const OfflineRefusalReason = z.union([ScanRefusalReason, z.literal("CLOCK_WRONG")]).meta({ title: "OfflineRefusalReason" });
export type OfflineRefusalReason = z.infer<typeof OfflineRefusalReason>;

export const OfflineScanResult = z
  .strictObject({
    entryId: EntryId,
    outcome: OfflineScanOutcome,
    /** One plain sentence for the phone's list. */
    message: z.string(),
    reason: OfflineRefusalReason.optional(),
    booking: BookingSummary.optional(),
    conflictId: EntryId.optional(),
  })
  .meta({ title: "OfflineScanResult" });
export type OfflineScanResult = z.infer<typeof OfflineScanResult>;

export const UploadOfflineScansAnswer = z
  .strictObject({
    serverNow: Instant,
    /** How far the phone's clock is off, in whole minutes: positive when it is behind. Absent below two minutes. */
    clockOffMinutes: z.number().int().optional(),
    /** In the order asked. */
    results: z.array(OfflineScanResult),
  })
  .meta({ title: "UploadOfflineScansAnswer" });
export type UploadOfflineScansAnswer = z.infer<typeof UploadOfflineScansAnswer>;

export const EntryParams = z.strictObject({ bookingId: BookingId, entryId: EntryId });
export const UndoEntry = z
  .strictObject({ requestId: RequestId, deviceId: DeviceId, reason: z.string().trim().max(UNDO_REASON_MAX, `撤销原因最多 ${UNDO_REASON_MAX} 个字`).optional() })
  .meta({ title: "UndoEntry" });
export type UndoEntry = z.infer<typeof UndoEntry>;

/** 现场登记: somebody came without a booking; their places are taken under the same condition as everybody's. */
export const RegisterWalkIn = z
  .strictObject({
    requestId: RequestId,
    slotId: SlotId,
    contactName: ContactName,
    contactPhone: ContactPhone.optional(),
    heads: PartyHeads,
    gateName: GateName.optional(),
    deviceId: DeviceId,
  })
  .meta({ title: "RegisterWalkIn" });
export type RegisterWalkIn = z.infer<typeof RegisterWalkIn>;
