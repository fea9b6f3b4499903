import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { ok, refuse, type Result } from "../kernel/result";
import type { Instant } from "../kernel/time";

/** Whether an action wants words from the person who takes it; the type forbids asking for words without saying which. */
export type RemarkRule = { readonly kind: "none" } | { readonly kind: "optional" | "required"; readonly label: string; readonly maxLength: number };
export const NO_REMARK: RemarkRule = { kind: "none" };

/** One row of a workflow: in this status, this action, by these parties, leads to `to` and is recorded as `event`. */
export interface WorkflowRow<Status extends string, Party extends string> {
  /** The button's words. */
  readonly label: string;
  readonly by: readonly Party[];
  readonly to: Status;
  /** Past tense; the same word in history, audit and outbox. */
  readonly event: string;
  readonly remark: RemarkRule;
}

/** Every status has its line; an absent action is a decision: it cannot be taken there. */
export type WorkflowTable<Status extends string, Action extends string, Party extends string> = Readonly<
  Record<Status, Readonly<Partial<Record<Action, WorkflowRow<Status, Party>>>>>
>;

export interface Workflow<Case, Status extends string, Action extends string, Party extends string, GuardRefusal extends { readonly code: string }> {
  readonly caseKind: string;
  /** What people call the case: 预约单. */
  readonly caseLabel: string;
  readonly statusLabels: Readonly<Record<Status, string>>;
  readonly table: WorkflowTable<Status, Action, Party>;
  readonly statusOf: (item: Case) => Status;
  /** What the table cannot say: times and amounts. `undefined` lets the action pass. */
  readonly guards: Readonly<Record<Action, (item: Case, now: Instant) => GuardRefusal | undefined>>;
}

/** An action as a screen needs it: the word on the button and whether to ask for a remark. */
export interface AvailableAction<Action extends string = string> {
  readonly action: Action;
  readonly label: string;
  readonly remark: RemarkRule;
}

export const workflowErrors = {
  ACTION_NOT_AVAILABLE: refusalEntry<{
    readonly caseLabel: string;
    readonly statusLabel: string;
    readonly availableLabels: readonly string[];
    /** 「王芳 于 2026-03-07 10:32 确认」: what another person did meanwhile (promise R5). */
    readonly lastChange: string | undefined;
  }>(
    409,
    ({ caseLabel, statusLabel, availableLabels, lastChange }) =>
      `这张${caseLabel}现在是「${statusLabel}」${lastChange === undefined ? "" : `（${lastChange}）`}，不能再这样操作。${
        availableLabels.length === 0 ? "请刷新后查看最新情况。" : `现在可以：${availableLabels.join("、")}。`
      }`,
  ),
  ACTION_NOT_YOURS: refusalEntry<{ readonly caseLabel: string }>(
    403,
    ({ caseLabel }) => `您不能对这张${caseLabel}做这项操作；如有需要，请联系开放单位或上级管理员。`,
  ),
  REMARK_REQUIRED: refusalEntry<{ readonly label: string }>(422, ({ label }) => `请填写${label}。`, "body.remark"),
  REMARK_TOO_LONG: refusalEntry<{ readonly label: string; readonly maxLength: number }>(
    422,
    ({ label, maxLength }) => `${label}最多 ${maxLength} 个字，请精简。`,
    "body.remark",
  ),
} as const;
export type WorkflowRefusal = RefusalOf<typeof workflowErrors>;

/** The actions these parties may take on the case now, in the table's order. Screens render this list and invent nothing. */
export function availableActions<Case, Status extends string, Action extends string, Party extends string, G extends { readonly code: string }>(
  workflow: Workflow<Case, Status, Action, Party, G>,
  item: Case,
  parties: readonly Party[],
  now: Instant,
): AvailableAction<Action>[] {
  const rows = workflow.table[workflow.statusOf(item)];
  return (Object.keys(rows) as Action[]).flatMap((action) => {
    const row = rows[action];
    if (row === undefined || !row.by.some((party) => parties.includes(party)) || workflow.guards[action](item, now) !== undefined) return [];
    return [{ action, label: row.label, remark: row.remark }];
  });
}

export interface Transition<Status extends string> {
  readonly from: Status;
  readonly to: Status;
  readonly event: string;
  readonly remark: string | undefined;
}

/** Looks the row up and returns where the case goes, or why not. Pure: no clock, no store, no chance. */
export function decideAction<Case, Status extends string, Action extends string, Party extends string, G extends { readonly code: string }>(
  workflow: Workflow<Case, Status, Action, Party, G>,
  input: {
    readonly item: Case;
    readonly action: Action;
    readonly parties: readonly Party[];
    readonly remark: string | undefined;
    readonly now: Instant;
    readonly lastChange: string | undefined;
  },
): Result<Transition<Status>, WorkflowRefusal | G> {
  const from = workflow.statusOf(input.item);
  const row = workflow.table[from][input.action];
  if (row === undefined) {
    // Who could never take this action, in any status, is told that it is not theirs, and learns nothing of the case.
    if (!someRowAllows(workflow, input.action, input.parties)) return refuse({ code: "ACTION_NOT_YOURS", caseLabel: workflow.caseLabel });
    return refuse({
      code: "ACTION_NOT_AVAILABLE",
      caseLabel: workflow.caseLabel,
      statusLabel: workflow.statusLabels[from],
      availableLabels: availableActions(workflow, input.item, input.parties, input.now).map((available) => available.label),
      lastChange: input.lastChange,
    });
  }
  if (!row.by.some((party) => input.parties.includes(party))) return refuse({ code: "ACTION_NOT_YOURS", caseLabel: workflow.caseLabel });
  const guarded = workflow.guards[input.action](input.item, input.now);
  if (guarded !== undefined) return refuse(guarded);
  const remark = input.remark?.trim() === "" ? undefined : input.remark?.trim();
  if (row.remark.kind === "required" && remark === undefined) return refuse({ code: "REMARK_REQUIRED", label: row.remark.label });
  if (row.remark.kind !== "none" && remark !== undefined && remark.length > row.remark.maxLength) {
    return refuse({ code: "REMARK_TOO_LONG", label: row.remark.label, maxLength: row.remark.maxLength });
  }
  return ok({ from, to: row.to, event: row.event, remark: row.remark.kind === "none" ? undefined : remark });
}

function someRowAllows<Case, Status extends string, Action extends string, Party extends string, G extends { readonly code: string }>(
  workflow: Workflow<Case, Status, Action, Party, G>,
  action: Action,
  parties: readonly Party[],
): boolean {
  return (Object.keys(workflow.table) as Status[]).some((status) => workflow.table[status][action]?.by.some((party) => parties.includes(party)) === true);
}
