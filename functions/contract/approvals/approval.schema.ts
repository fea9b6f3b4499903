import { APPROVAL_ACTIONS, APPROVAL_MODES, APPROVAL_STATUSES, TASK_STATUSES } from "../engines/approval";
import { AccountId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";
import { PROCESS_KINDS } from "./processes";

export const ApprovalId = z
  .string()
  .regex(/^[A-Za-z0-9~_.:-]{1,64}$/, "编号格式不正确")
  .meta({ title: "ApprovalId" })
  .brand<"ApprovalId">();
export type ApprovalId = z.infer<typeof ApprovalId>;
export const LeaveId = z
  .string()
  .regex(/^[A-Za-z0-9~_.:-]{1,64}$/, "编号格式不正确")
  .meta({ title: "LeaveId" })
  .brand<"LeaveId">();
export type LeaveId = z.infer<typeof LeaveId>;

/** 待办 / 已办 / 我发起的 / 抄送我的 */
export const APPROVAL_GROUPS = ["OPEN", "DONE", "STARTED", "COPIED"] as const;
export const ApprovalGroup = z.enum(APPROVAL_GROUPS).meta({ title: "ApprovalGroup" });
export type ApprovalGroup = z.infer<typeof ApprovalGroup>;
export const APPROVAL_GROUP_LABELS = { OPEN: "待办", DONE: "已办", STARTED: "我发起的", COPIED: "抄送我的" } as const satisfies Record<ApprovalGroup, string>;

/** One line of what is approved: 「单位名称」「海口绿源检测有限公司」. */
export const SummaryField = z.strictObject({ label: z.string(), value: z.string() }).meta({ title: "SummaryField" });
export type SummaryField = z.infer<typeof SummaryField>;

const summary = {
  approvalId: ApprovalId,
  process: z.enum(PROCESS_KINDS),
  processLabel: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  title: z.string(),
  fields: z.array(SummaryField),
  /** Where the subject is seen in the back office. */
  opens: z.string(),
  orgPath: OrgPath,
  status: z.enum(APPROVAL_STATUSES),
  statusLabel: z.string(),
  /** The level that runs. */
  levelLabel: z.string().optional(),
  authorName: z.string(),
  submittedAt: Instant,
  /** Of the running level. */
  begunAt: Instant.optional(),
  dueAt: Instant.optional(),
  isOverdue: z.boolean(),
  /** Whom it waits for. */
  waitingFor: z.array(z.string()),
  waitedWorkingDays: z.number().int().optional(),
};
export const ApprovalSummary = z
  .strictObject({
    ...summary,
    /** On a to-do that came to me as a stand-in: whose it is. */
    standsInFor: z.string().optional(),
  })
  .meta({ title: "ApprovalSummary" });
export type ApprovalSummary = z.infer<typeof ApprovalSummary>;

export const ApprovalTaskView = z
  .strictObject({
    taskId: z.number().int(),
    name: z.string(),
    status: z.enum(TASK_STATUSES),
    statusLabel: z.string(),
    since: Instant.optional(),
    waitedWorkingDays: z.number().int().optional(),
    doneAt: Instant.optional(),
    /** When a stand-in decided. */
    doneByName: z.string().optional(),
    cameBy: z.string().optional(),
    /** Who acts while the approver is on leave. */
    standInName: z.string().optional(),
    isMine: z.boolean(),
  })
  .meta({ title: "ApprovalTaskView" });
export type ApprovalTaskView = z.infer<typeof ApprovalTaskView>;

export const LEVEL_STANDS = ["DONE", "CURRENT", "AHEAD"] as const;
export const ApprovalLevelView = z
  .strictObject({
    key: z.string(),
    label: z.string(),
    mode: z.enum(APPROVAL_MODES),
    modeLabel: z.string(),
    withinWorkingDays: z.number().int(),
    stand: z.enum(LEVEL_STANDS),
    tasks: z.array(ApprovalTaskView),
  })
  .meta({ title: "ApprovalLevelView" });
export type ApprovalLevelView = z.infer<typeof ApprovalLevelView>;

const RemarkRule = z.union([
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.enum(["optional", "required"]), label: z.string(), maxLength: z.number().int() }),
]);

export const ApprovalDetail = z
  .strictObject({
    ...summary,
    subjectVersion: z.number().int(),
    levels: z.array(ApprovalLevelView),
    timeline: z.array(
      z.strictObject({
        eventType: z.string(),
        label: z.string(),
        at: Instant,
        byName: z.string(),
        level: z.string().optional(),
        remark: z.string().optional(),
      }),
    ),
    copiedTo: z.array(z.string()),
    /** The task that my decision is about. */
    myTaskId: z.number().int().optional(),
    returnTargets: z.array(z.strictObject({ key: z.string(), label: z.string() })),
    availableActions: z.array(z.strictObject({ action: z.enum(APPROVAL_ACTIONS), label: z.string(), remark: RemarkRule })),
  })
  .meta({ title: "ApprovalDetail" });
export type ApprovalDetail = z.infer<typeof ApprovalDetail>;

export const ApprovalParams = z.strictObject({ approvalId: ApprovalId });
export const ListMyApprovalsQuery = z.strictObject({ group: ApprovalGroup.default("OPEN"), limit: PageLimit, cursor: PageCursor.optional() });
export type ListMyApprovalsQuery = z.infer<typeof ListMyApprovalsQuery>;
export const ListApprovalProgressQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export type ListApprovalProgressQuery = z.infer<typeof ListApprovalProgressQuery>;

/** Counted no further than this; the menu then says 99+. */
export const APPROVAL_DESK_MAX = 100;
export const ApprovalDesk = z.strictObject({ open: z.number().int(), overdue: z.number().int() }).meta({ title: "ApprovalDesk" });
export type ApprovalDesk = z.infer<typeof ApprovalDesk>;

/** Who may be copied at once. */
export const COPIES_MAX = 10;
export const DecideApproval = z
  .strictObject({
    requestId: RequestId,
    action: z.enum(APPROVAL_ACTIONS).exclude(["RESUBMIT"]),
    /** The task on my screen; absent: mine before those I stand in for. */
    taskId: z.number().int().min(1).max(1_000_000).optional(),
    /** The subject as it was on my screen: for 同意, 不同意 and 退回. */
    subjectVersion: z.number().int().min(0).max(1_000_000_000).optional(),
    remark: z.string().max(1000).optional(),
    /** AUTHOR or the key of an earlier level: for 退回. */
    returnTo: z.string().max(64).optional(),
    /** For 转签 and 加签. */
    accountId: AccountId.optional(),
    /** For 加签: decides before or after me. */
    position: z.enum(["BEFORE", "AFTER"]).optional(),
    /** For 抄送. */
    accountIds: z.array(AccountId).max(COPIES_MAX, `一次最多抄送 ${COPIES_MAX} 人`).optional(),
  })
  .meta({ title: "DecideApproval" });
export type DecideApproval = z.infer<typeof DecideApproval>;

export const Colleague = z.strictObject({ accountId: AccountId, name: z.string(), roleLabel: z.string(), orgName: z.string() }).meta({ title: "Colleague" });
export type Colleague = z.infer<typeof Colleague>;
export const Colleagues = z.strictObject({ items: z.array(Colleague) }).meta({ title: "Colleagues" });
export type Colleagues = z.infer<typeof Colleagues>;

export const Leave = z
  .strictObject({ leaveId: LeaveId, from: LocalDate, to: LocalDate, name: z.string(), standInName: z.string(), isNow: z.boolean() })
  .meta({ title: "Leave" });
export type Leave = z.infer<typeof Leave>;
/** My own absences, and whom I stand in for. */
export const Leaves = z.strictObject({ mine: z.array(Leave), standingIn: z.array(Leave) }).meta({ title: "Leaves" });
export type Leaves = z.infer<typeof Leaves>;
export const LEAVES_AHEAD_MAX = 20;
export const RegisterLeave = z
  .strictObject({ requestId: RequestId, from: LocalDate, to: LocalDate, accountId: AccountId })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "结束日期不能早于开始日期" })
  .meta({ title: "RegisterLeave" });
export type RegisterLeave = z.infer<typeof RegisterLeave>;
export const LeaveParams = z.strictObject({ leaveId: LeaveId });
export const EndLeave = z.strictObject({ requestId: RequestId }).meta({ title: "EndLeave" });
export type EndLeave = z.infer<typeof EndLeave>;
