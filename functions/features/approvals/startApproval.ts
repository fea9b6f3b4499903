import { levelsFor, newApproval, type ApprovalFacts, type ApprovalRefusal, type ApprovalState } from "@app/contract/engines/approval";
import { approvalWorkflowOf } from "@app/contract/engines/approvalWorkflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import { processOf, type ProcessKind } from "@app/contract/approvals/processes";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { NewEvent } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import { approvalItem, getApprovalItem, type ApprovalAuthor, type ApprovalItem, type ApprovalSubject } from "./approvalRepository";
import { lastChangeOf } from "./approvalView";
import { takeStep, type TakenStep } from "./takeStep";

/** What a subject's own command puts into its transaction. */
export interface ApprovalWork {
  readonly approvalId: string;
  readonly writes: readonly Write[];
  readonly events: readonly NewEvent[];
}
type Refusal = ApprovalRefusal;
interface Moment {
  readonly now: Instant;
  readonly calendar: WorkingCalendar;
}

/**
 * Submits a subject to its process, or keeps it as a draft. The answer's writes and events belong into the transaction of the command that writes the subject.
 * The outcome comes as an event (see `public.ts`).
 */
export async function startApproval(
  store: Store,
  input: Moment & {
    readonly approvalId: string;
    readonly process: ProcessKind;
    readonly subject: ApprovalSubject;
    readonly subjectVersion: number;
    readonly author: ApprovalAuthor;
    readonly facts?: ApprovalFacts;
    readonly asDraft?: true;
  },
): Promise<Result<ApprovalWork, Refusal>> {
  const { approvalId, process, subject, subjectVersion, author, now, calendar } = input;
  const levels = levelsFor(processOf(process), input.facts ?? {});
  const state = newApproval({ subjectVersion, authorAccountId: author.accountId, levels, now });
  const blank = approvalItem({ approvalId, process, subject, author, state, submittedAt: now, participants: [], copiedTo: [], history: [], version: 0 });
  const step =
    input.asDraft === true
      ? ({ state, event: "APPROVAL_DRAFTED", remark: undefined } as const)
      : ({ state, event: "APPROVAL_SUBMITTED", begins: 0, remark: undefined } as const);
  return workOf(await takeStep(store, blank, step, { now, byName: author.name, calendar, isNew: true }));
}

/** A draft, a returned, refused or withdrawn subject goes through its process from the first level, as it is now. */
export async function resubmitApproval(
  store: Store,
  input: Moment & {
    readonly approvalId: string;
    readonly subject: ApprovalSubject;
    readonly subjectVersion: number;
    readonly facts?: ApprovalFacts;
    readonly byName: string;
  },
): Promise<Result<ApprovalWork, Refusal>> {
  const before = await existing(store, input.approvalId);
  const refusal = refuseAction(before, "RESUBMIT", input.now);
  if (refusal !== undefined) return refuse(refusal);
  const isDraft = before.state.status === "DRAFT";
  const state = fromTheStart(before, input);
  const step = { state, event: isDraft ? "APPROVAL_SUBMITTED" : "APPROVAL_RESUBMITTED", begins: 0, remark: undefined } as const;
  const changes = { subject: input.subject, submittedAt: input.now };
  return workOf(await takeStep(store, before, step, { now: input.now, byName: input.byName, calendar: input.calendar, changes }));
}

/**
 * The subject was changed while it is approved: what was agreed so far was agreed on something else, so it begins at the first level again. One that does not run
 * just takes over the new version. Nobody can approve what they have not seen: their decision quotes the older version and is refused.
 */
export async function subjectEdited(
  store: Store,
  input: Moment & {
    readonly approvalId: string;
    readonly subject: ApprovalSubject;
    readonly subjectVersion: number;
    readonly facts?: ApprovalFacts;
    readonly byName: string;
  },
): Promise<Result<ApprovalWork, Refusal>> {
  const before = await existing(store, input.approvalId);
  const isRunning = before.state.status === "RUNNING";
  const state = isRunning ? fromTheStart(before, input) : { ...before.state, subjectVersion: input.subjectVersion };
  const step = { state, event: "APPROVAL_RESTARTED", remark: undefined, ...(isRunning ? { begins: 0 } : {}) } as const;
  return workOf(
    await takeStep(store, before, step, {
      now: input.now,
      byName: input.byName,
      calendar: input.calendar,
      changes: { subject: input.subject },
    }),
  );
}

/** For an author without an account, whose own page offers the withdrawal. */
export async function withdrawApproval(
  store: Store,
  input: Moment & { readonly approvalId: string; readonly byName: string },
): Promise<Result<ApprovalWork, Refusal>> {
  const before = await existing(store, input.approvalId);
  const refusal = refuseAction(before, "WITHDRAW", input.now);
  if (refusal !== undefined) return refuse(refusal);
  const { remindAt: _remindAt, ...rest } = before.state;
  const step = { state: { ...rest, status: "WITHDRAWN", tasks: [] }, event: "APPROVAL_WITHDRAWN", remark: undefined } as const;
  return workOf(await takeStep(store, before, step, { now: input.now, byName: input.byName, calendar: input.calendar }));
}

function fromTheStart(before: ApprovalItem, input: { readonly subjectVersion: number; readonly facts?: ApprovalFacts; readonly now: Instant }): ApprovalState {
  const { tasksMade, round, authorAccountId } = before.state;
  const levels = levelsFor(processOf(before.process), input.facts ?? {});
  return { ...newApproval({ subjectVersion: input.subjectVersion, authorAccountId, levels, now: input.now }), tasksMade, round };
}

function refuseAction(before: ApprovalItem, action: "RESUBMIT" | "WITHDRAW", now: Instant): Refusal | undefined {
  const allowed = decideAction(approvalWorkflowOf(processOf(before.process)), {
    item: before.state,
    action,
    parties: ["AUTHOR"],
    remark: undefined,
    now,
    lastChange: lastChangeOf(before),
  });
  return allowed.ok ? undefined : allowed.refusal;
}

/** The subject keeps the id of its approval, so one that is missing is a bug. */
async function existing(store: Store, approvalId: string): Promise<ApprovalItem> {
  const approval = await getApprovalItem(store, approvalId);
  if (approval === undefined) throw new Error(`no approval ${approvalId}`);
  return approval;
}

function workOf(taken: Result<TakenStep, Refusal>): Result<ApprovalWork, Refusal> {
  if (!taken.ok) return taken;
  const { approval, writes, event } = taken.value;
  return ok({ approvalId: approval.approvalId, writes, events: [event] });
}
