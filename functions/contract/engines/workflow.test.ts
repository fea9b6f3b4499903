import type { Instant } from "../kernel/time";
import { availableActions, decideAction, NO_REMARK, workflowErrors, type Workflow } from "./workflow";

type Status = "OPEN" | "DONE";
type Action = "CLOSE" | "NOTE" | "REOPEN";
type Party = "CLERK" | "CHIEF";
interface Case {
  readonly status: Status;
  readonly frozen: boolean;
}

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const workflow: Workflow<Case, Status, Action, Party, { code: "FROZEN" }> = {
  caseKind: "case",
  caseLabel: "工单",
  statusLabels: { OPEN: "办理中", DONE: "已办结" },
  statusOf: (item) => item.status,
  table: {
    OPEN: {
      CLOSE: { label: "办结", by: ["CLERK", "CHIEF"], to: "DONE", event: "CASE_CLOSED", remark: { kind: "required", label: "办结意见", maxLength: 5 } },
      NOTE: { label: "备注", by: ["CLERK"], to: "OPEN", event: "CASE_NOTED", remark: { kind: "optional", label: "备注", maxLength: 5 } },
    },
    DONE: { REOPEN: { label: "重办", by: ["CHIEF"], to: "OPEN", event: "CASE_REOPENED", remark: NO_REMARK } },
  },
  guards: { CLOSE: (item) => (item.frozen ? { code: "FROZEN" } : undefined), NOTE: () => undefined, REOPEN: () => undefined },
};
const OPEN: Case = { status: "OPEN", frozen: false };
const decide = (action: Action, input: { item?: Case; parties?: Party[]; remark?: string; lastChange?: string } = {}) =>
  decideAction(workflow, {
    item: input.item ?? OPEN,
    action,
    parties: input.parties ?? ["CLERK"],
    remark: input.remark,
    now: NOW,
    lastChange: input.lastChange,
  });

describe("what a party is refused", () => {
  it("an action of others, in any status, says that it is not theirs", () => {
    expect(decide("REOPEN")).toEqual({ ok: false, refusal: { code: "ACTION_NOT_YOURS", caseLabel: "工单" } });
    expect(decide("NOTE", { parties: ["CHIEF"] })).toEqual({ ok: false, refusal: { code: "ACTION_NOT_YOURS", caseLabel: "工单" } });
  });

  it("an action that does not fit the status names the status, what changed it and what is possible", () => {
    expect(decide("CLOSE", { item: { status: "DONE", frozen: false }, parties: ["CHIEF"], lastChange: "王芳 2026-03-07 08:59 办结" })).toEqual({
      ok: false,
      refusal: {
        code: "ACTION_NOT_AVAILABLE",
        caseLabel: "工单",
        statusLabel: "已办结",
        availableLabels: ["重办"],
        lastChange: "王芳 2026-03-07 08:59 办结",
      },
    });
  });

  it("the guard speaks before the remark is asked for", () => {
    expect(decide("CLOSE", { item: { status: "OPEN", frozen: true } })).toEqual({ ok: false, refusal: { code: "FROZEN" } });
  });

  it.each([
    { remark: undefined, refusal: { code: "REMARK_REQUIRED", label: "办结意见" } },
    { remark: " 　\n", refusal: { code: "REMARK_REQUIRED", label: "办结意见" } },
    { remark: "一二三四五六", refusal: { code: "REMARK_TOO_LONG", label: "办结意见", maxLength: 5 } },
  ])("a remark $remark is refused by its label", ({ remark, refusal }) => {
    expect(decide("CLOSE", remark === undefined ? {} : { remark })).toEqual({ ok: false, refusal });
  });

  it("each refusal has a sentence with the way out", () => {
    const available = { caseLabel: "工单", statusLabel: "已办结", availableLabels: ["重办"], lastChange: undefined };
    expect(workflowErrors.ACTION_NOT_AVAILABLE.sentence(available)).toBe("这张工单现在是「已办结」，不能再这样操作。现在可以：重办。");
    expect(workflowErrors.ACTION_NOT_YOURS.sentence({ caseLabel: "工单" })).toBe("您不能对这张工单做这项操作；如有需要，请联系开放单位或上级管理员。");
    expect(workflowErrors.REMARK_REQUIRED.sentence({ label: "办结意见" })).toBe("请填写办结意见。");
    expect(workflowErrors.REMARK_TOO_LONG.sentence({ label: "办结意见", maxLength: 5 })).toBe("办结意见最多 5 个字，请精简。");
  });
});

describe("what a party may do", () => {
  it.each([
    { parties: [], item: OPEN, actions: [] },
    { parties: ["CLERK"], item: OPEN, actions: ["CLOSE", "NOTE"] },
    { parties: ["CHIEF"], item: OPEN, actions: ["CLOSE"] },
    { parties: ["CHIEF", "CLERK"], item: OPEN, actions: ["CLOSE", "NOTE"] },
    { parties: ["CLERK"], item: { status: "OPEN", frozen: true }, actions: ["NOTE"] },
    { parties: ["CLERK"], item: { status: "DONE", frozen: false }, actions: [] },
    { parties: ["CHIEF"], item: { status: "DONE", frozen: false }, actions: ["REOPEN"] },
  ] as { parties: Party[]; item: Case; actions: Action[] }[])("$parties on $item: $actions, in the table's order", ({ parties, item, actions }) => {
    expect(availableActions(workflow, item, parties, NOW).map(({ action }) => action)).toEqual(actions);
  });

  it("an action comes with the words of its button and its rule for remarks", () => {
    expect(availableActions(workflow, OPEN, ["CHIEF"], NOW)).toEqual([
      { action: "CLOSE", label: "办结", remark: { kind: "required", label: "办结意见", maxLength: 5 } },
    ]);
  });

  it.each([
    { action: "CLOSE", remark: " 已整改 ", to: "DONE", event: "CASE_CLOSED", kept: "已整改" },
    { action: "CLOSE", remark: "一二三四五", to: "DONE", event: "CASE_CLOSED", kept: "一二三四五" },
    { action: "NOTE", remark: "  ", to: "OPEN", event: "CASE_NOTED", kept: undefined },
  ] as const)("$action with remark '$remark' leads to $to and keeps $kept", ({ action, remark, to, event, kept }) => {
    expect(decide(action, { remark })).toEqual({ ok: true, value: { from: "OPEN", to, event, remark: kept } });
  });

  it("words given to an action that wants none are not kept", () => {
    expect(decide("REOPEN", { item: { status: "DONE", frozen: false }, parties: ["CHIEF"], remark: "顺便" })).toMatchObject({ value: { remark: undefined } });
  });
});
