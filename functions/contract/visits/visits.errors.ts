import { photoClaimErrors } from "../attachments/attachment.schema";
import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { workflowErrors } from "../engines/workflow";
import { dateLabel, deadlineLabel, instantLabel, type Instant, type LocalDate } from "../kernel/time";
import type { ScanRefusalReason } from "./checkIn.schema";

/** Code → status and sentence, complete. The sentence says what happened and what to do next. */
export const visitErrors = {
  ...workflowErrors,
  ...photoClaimErrors,
  FACILITY_NOT_OPEN: refusalEntry<{ readonly statusLabel: string }>(409, ({ statusLabel }) => `该单位目前「${statusLabel}」，不接受预约，请选择其他单位。`),
  SLOT_FULL: refusalEntry<{ readonly headsLeft: number }>(
    409,
    ({ headsLeft }) => (headsLeft <= 0 ? "这个场次已约满，请选择其他场次。" : `这个场次只剩 ${headsLeft} 个名额，请减少人数或选择其他场次。`),
    "body.heads",
  ),
  SLOT_CLOSED: refusalEntry<{ readonly reason: string | undefined }>(
    409,
    ({ reason }) => `这个场次已关闭${reason === undefined ? "" : `（${reason}）`}，请选择其他场次。`,
  ),
  SLOT_NOT_YET_OPEN: refusalEntry<{ readonly opensAt: Instant }>(409, ({ opensAt }) => `这个场次从 ${instantLabel(opensAt)} 开始预约，请到时再来。`),
  SLOT_BOOKING_ENDED: refusalEntry(409, "这个场次的预约已截止，请选择后面的日期。"),
  PARTY_SIZE_OUT_OF_RANGE: refusalEntry<{ readonly partyMin: number; readonly partyMax: number }>(
    422,
    ({ partyMin, partyMax }) => `这个场次每次可约 ${partyMin}-${partyMax} 人，请调整人数。`,
    "body.heads",
  ),
  PARTY_KIND_NOT_RECEIVED: refusalEntry<{ readonly kindLabel: string }>(409, ({ kindLabel }) => `这个场次不接待${kindLabel}参观，请选择其他场次。`),
  REPORT_TOO_EARLY: refusalEntry<{ readonly date: LocalDate }>(409, ({ date }) => `参观日是 ${dateLabel(date)}，当天及以后才能上报，请到时再来。`),
  REPORT_REMARK_REQUIRED: refusalEntry<{ readonly heads: number; readonly headsBooked: number }>(
    422,
    ({ heads, headsBooked }) => `实到 ${heads} 人，比预约的 ${headsBooked} 人多，请在「参观情况」里说明。`,
    "body.remark",
  ),
  BACK_FILL_IN_FUTURE: refusalEntry<{ readonly date: LocalDate }>(
    422,
    ({ date }) => `${dateLabel(date)} 还没有到，只能补录已经参观过的。以后的参观请让团队在小程序预约。`,
    "body.date",
  ),
  BACK_FILL_TOO_OLD: refusalEntry<{ readonly from: LocalDate }>(
    422,
    ({ from }) => `只能补录 ${from} 及以后的参观，更早的年度已经汇总。确有遗漏的，请联系上级管理员。`,
    "body.date",
  ),
  TEAM_VISIT_KNOWN: refusalEntry<{
    readonly date: LocalDate;
    readonly periodLabel: string;
    readonly teamName: string;
    readonly meansLabel: string;
    readonly bookingNumber: string;
    readonly statusLabel: string;
  }>(
    409,
    ({ date, periodLabel, teamName, meansLabel, bookingNumber, statusLabel }) =>
      `「${teamName}」${dateLabel(date)} ${periodLabel}的参观已有记录（${meansLabel}，编号 ${bookingNumber}，${statusLabel}），不要重复补录。请在预约管理里找到它，在那里上报或修改。`,
    "body.teamName",
  ),
  BOOKING_CHANGED: refusalEntry<{ readonly lastChange: string | undefined }>(
    409,
    ({ lastChange }) => `您查看之后有了变化${lastChange === undefined ? "" : `（${lastChange}）`}，请看过最新内容再办理。`,
  ),
  HEADS_NOT_FEWER: refusalEntry<{ readonly heads: number }>(
    422,
    ({ heads }) => `只能改少：现在是 ${heads} 人。要增加人数，请另外预约，或取消后重新预约。`,
    "body.heads",
  ),
  NO_SHOW_BLOCKED: refusalEntry<{ readonly cityName: string; readonly count: number; readonly periodDays: number; readonly untilLabel: string }>(
    409,
    ({ cityName, count, periodDays, untilLabel }) =>
      `您近 ${periodDays} 天内有 ${count} 次预约后没有到访，按${cityName}的规定，${untilLabel}以前（含当天）暂不能预约。如有特殊情况，可在「我的」→「失约记录」里申诉。`,
  ),
  BOOKING_OVERLAPS: refusalEntry<{ readonly facilityName: string; readonly date: LocalDate; readonly startsAt: string; readonly endsAt: string }>(
    409,
    ({ facilityName, date, startsAt, endsAt }) =>
      `您在 ${dateLabel(date)} ${startsAt}-${endsAt} 已预约了「${facilityName}」，时间重叠。请先取消那一次，或选择其他时间。`,
  ),
  CANCEL_TOO_LATE: refusalEntry<{ readonly cancelBy: Instant }>(
    409,
    ({ cancelBy }) => `取消应在 ${deadlineLabel(cancelBy)} 之前办理，现在已过时间。如确实不能前往，请致电开放单位说明。`,
  ),
  CONFIRM_TOO_LATE: refusalEntry<{ readonly confirmBy: Instant }>(
    409,
    ({ confirmBy }) => `确认应在 ${deadlineLabel(confirmBy)} 之前完成，现在已过时间，系统会自动取消并通知预约人。`,
  ),
  CHECK_IN_REFUSED: refusalEntry<{ readonly reason: ScanRefusalReason; readonly sentence: string }>(409, ({ sentence }) => sentence),
  UNDO_NOT_YOURS: refusalEntry(403, "只有核销时用的那部手机可以撤销；请用那部手机操作，或请本单位管理员撤销。"),
  UNDO_TOO_LATE: refusalEntry<{ readonly minutes: number; readonly supervisor: boolean }>(409, ({ minutes, supervisor }) =>
    supervisor ? "只能撤销当天的入场。以后发现有误，请在入场冲突或上报时说明。" : `入场后 ${minutes} 分钟内才能自己撤销，现在已过时间，请本单位管理员撤销。`,
  ),
  UNDO_REASON_REQUIRED: refusalEntry(422, "请填写撤销原因。", "body.reason"),
  NO_ENTRY_TO_UNDO: refusalEntry(409, "这张预约单没有可以撤销的入场。请刷新后查看最新情况。"),
  ENTRY_NOT_COUNTED: refusalEntry<{ readonly stateLabel: string }>(409, ({ stateLabel }) => `这次入场现在是「${stateLabel}」，不用再撤销。请刷新后查看。`),
  WALK_IN_NOT_TODAY: refusalEntry(409, "现场登记只能用今天的场次，请重新选择场次。"),
  SLOT_DATE_PAST: refusalEntry<{ readonly date: LocalDate }>(422, ({ date }) => `${dateLabel(date)} 不能再开放，请选择明天及以后的日期。`, "body.dates"),
  SLOT_DATE_TOO_FAR: refusalEntry<{ readonly date: LocalDate; readonly daysAheadMax: number }>(
    422,
    ({ date, daysAheadMax }) => `${dateLabel(date)} 太远，最多可提前开放 ${daysAheadMax} 天。`,
    "body.dates",
  ),
  CLOSURE_CHANGED: refusalEntry<{ readonly bookings: number; readonly heads: number; readonly seenBookings: number }>(
    409,
    ({ bookings, heads, seenBookings }) =>
      `您查看之后又有新的预约：现在会取消 ${bookings} 条预约、${heads} 人（您看到的是 ${seenBookings} 条）。请核对后再次确认。`,
  ),
  NOTHING_TO_CLOSE: refusalEntry<{ readonly date: LocalDate }>(
    409,
    ({ date }) => `${dateLabel(date)} 没有可以关闭的场次：可能已经关闭，或者已经结束。请刷新后查看。`,
  ),
  SLOT_STILL_CLOSING: refusalEntry(409, "受影响的预约还在逐条取消，完成后才能重新开放，请半分钟后再试。"),
  SLOT_ALREADY_BEGUN: refusalEntry(409, "这个场次已经开始或结束，不能重新开放；请为以后的日期开放新的场次。"),
} as const;
export type VisitRefusal = RefusalOf<typeof visitErrors>;

/** What a sentence about a refused scan may need to name. */
export interface ScanSentenceFacts {
  readonly facilityName: string | undefined;
  readonly gateFacilityName: string | undefined;
  readonly date: LocalDate | undefined;
  readonly headsOutside: number | undefined;
  /** Why the facility closed the slot under a confirmed booking. */
  readonly closedReason?: string | undefined;
  readonly lastEntry: { readonly at: Instant; readonly gateName: string; readonly byName: string } | undefined;
}

/** Reason → one plain sentence with the nearest fix (promise M8). */
export const SCAN_REFUSAL_SENTENCES: Readonly<Record<ScanRefusalReason, (facts: ScanSentenceFacts) => string>> = {
  NOT_A_CODE: () => "这不是参观码。请预约人在小程序「我的预约」里打开本次预约，出示入场码。",
  SIGNATURE_WRONG: () => "这个码不是本平台签发的，不能入场。请预约人从小程序里重新打开入场码，不要使用截图或转发的图片。",
  BOOKING_UNKNOWN: () => "系统里没有这条预约。请预约人在小程序「我的预约」里确认，或按姓名、手机尾号在今日名单里查找。",
  WRONG_FACILITY: ({ facilityName, gateFacilityName }) =>
    `这是「${facilityName ?? "其他单位"}」的预约，不是${gateFacilityName === undefined ? "本单位" : `「${gateFacilityName}」`}的。请引导预约人前往正确的单位。`,
  TOO_EARLY_DAY: ({ date }) => `预约日期是 ${date === undefined ? "以后" : dateLabel(date)}，今天还不能入场。请预约人当天再来。`,
  DAY_PAST: ({ date }) => `预约日期是 ${date === undefined ? "以前" : dateLabel(date)}，已经过去。请预约人重新预约。`,
  NOT_CONFIRMED: () => "这条预约还没有确认，不能入场。请联系本单位管理员先确认。",
  DECLINED: () => "这条预约未通过，不能入场。请预约人重新预约其他场次。",
  CANCELLED: ({ closedReason }) =>
    closedReason === undefined
      ? "这条预约已取消，不能入场。请预约人重新预约。"
      : `这个场次已关闭（${closedReason}），预约已取消，不能入场。请预约人改约其他时间。`,
  EXPIRED: () => "这条预约超时未确认，已自动取消，不能入场。请预约人重新预约。",
  NO_SHOW: () => "这条预约当天未到访，已结束。请预约人重新预约。",
  COMPLETE: ({ lastEntry }) =>
    `全部人员都已入场${lastEntry === undefined ? "" : `（最后一次 ${instantLabel(lastEntry.at)}，${lastEntry.gateName}，${lastEntry.byName}）`}，这个码已用完。多出的人请另行预约。`,
  TOO_MANY_HEADS: ({ headsOutside }) => `这条预约还能入场 ${headsOutside ?? 0} 人。请减少人数，多出的人请另行预约。`,
  TOO_MANY_PARTS: ({ headsOutside }) => `这条预约分批入场的次数太多。请等人到齐，把余下的 ${headsOutside ?? 0} 人一次核销。`,
  GATE_NOT_YOURS: () => "您不是这家单位的工作人员，不能在这里核销。请切换到自己的单位。",
  POSTER_NO_BOOKING_TODAY: ({ facilityName }) => `您今天在「${facilityName ?? "本单位"}」没有可以入场的预约。请到「我的预约」查看日期和单位。`,
  POSTER_NOT_ACCEPTED_HERE: () => "这是单位的打卡海报，请由预约人用自己的手机扫。工作人员请扫预约人手机上的入场码。",
};

/** The same reasons to a visitor who scans the gate's poster alone: what stands above speaks to the gate's staff. */
export const SELF_SCAN_SENTENCES: Readonly<Partial<Record<ScanRefusalReason, string>>> = {
  NOT_A_CODE: "这不是闸口的打卡海报。请扫闸口处的海报，或请工作人员扫您手机上的入场码。",
  SIGNATURE_WRONG: "这张海报不能打卡，可能是旧的或不完整。请扫闸口处的海报，或请工作人员扫您手机上的入场码。",
  GATE_NOT_YOURS: "这是入场码，请给闸口的工作人员扫。自己打卡，请扫闸口处的海报。",
};
