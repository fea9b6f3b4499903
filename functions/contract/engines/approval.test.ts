import fc from "fast-check";
import { epochMsOf, instantFromEpochMs, type Instant } from "../kernel/time";
import { newApproval, type ApprovalCommand, type ApprovalLevel, type ApprovalProcess, type ApprovalState, type Approver } from "./approval";
import { decideApproval, handOverApproval, returnTargets, taskToDecide } from "./approvalDecision";
import { beginLevel, votesNeeded } from "./approvalLevel";
import { nextMomentOf, remindBeforeEnd, timeOutApproval } from "./approvalTimeOut";
import { approvalTimes, workingDaysWaited } from "./approvalTimes";
import { WORKING_CALENDAR } from "./workingCalendar.data";

const instant = (text: string) => text as Instant;
const NOW = instant("2026-03-09T10:00:00.000+08:00");
const person = (name: string): Approver => ({ accountId: name, username: name, name });
const author = { accountId: "author", name: "author" };

type Shape = Pick<ApprovalLevel<null>, "mode"> & { readonly share?: number; readonly onTimeOut?: ApprovalLevel<null>["onTimeOut"] };
function aProcess(...shapes: Shape[]): ApprovalProcess<null> {
  const levels = shapes.map(({ mode, share = 0.5, onTimeOut = "REMIND" }, index) => {
    const level = { key: `L${index}`, label: `第${index + 1}级`, approvers: null, withinWorkingDays: 2, onTimeOut };
    return mode === "VOTE" ? { ...level, mode, share } : { ...level, mode };
  });
  return {
    label: "测试",
    caseLabel: "申请",
    levels,
    remarks: { approve: { kind: "optional", label: "意见", maxLength: 200 }, reject: { kind: "required", label: "原因", maxLength: 200 } },
    mayTransfer: true,
    mayAddApprover: true,
  };
}

/** A running case whose level has these people. */
function running(process: ApprovalProcess, people: readonly string[], level = 0): ApprovalState {
  const blank = newApproval({ subjectVersion: 7, authorAccountId: "author", levels: process.levels.map(({ key }) => key), now: NOW });
  return beginLevel(process, blank, { level, approvers: people.map(person), escalations: 0, now: NOW, calendar: WORKING_CALENDAR });
}

/** What somebody asks, on the task that is theirs. */
function ask(
  process: ApprovalProcess,
  state: ApprovalState,
  who: string,
  command: ApprovalCommand,
  more: { remark?: string; subjectVersion?: number; now?: Instant } = {},
) {
  const task = taskToDecide(state, [who]);
  return decideApproval(process, {
    state,
    command,
    parties: [...(task === undefined ? [] : ["APPROVER" as const]), ...(who === "author" ? ["AUTHOR" as const] : [])],
    by: who === "author" ? author : { accountId: who, name: who },
    task,
    subjectVersion: more.subjectVersion ?? 7,
    remark: more.remark ?? "理由",
    now: more.now ?? NOW,
    lastChange: undefined,
    remindEveryHours: 4,
  });
}
function asked(...args: Parameters<typeof ask>) {
  const answer = ask(...args);
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
  return answer.value;
}
const refused = (...args: Parameters<typeof ask>): string | undefined => {
  const answer = ask(...args);
  return answer.ok ? undefined : answer.refusal.code;
};
const openNames = ({ status, tasks }: ApprovalState): string[] =>
  status === "RUNNING" ? tasks.filter((task) => task.status === "OPEN").map(({ approver }) => approver.name) : [];

describe("M32 how a level is decided", () => {
  const APPROVE = { action: "APPROVE" } as const;
  const REJECT = { action: "REJECT" } as const;

  it("M32 或签: the first agreement passes it, the first objection ends it", () => {
    const process = aProcess({ mode: "ANY" });
    expect(asked(process, running(process, ["a", "b"]), "b", APPROVE)).toMatchObject({ event: "APPROVAL_PASSED", state: { status: "PASSED" } });
    expect(asked(process, running(process, ["a", "b"]), "a", REJECT)).toMatchObject({ event: "APPROVAL_REJECTED", state: { status: "REJECTED" } });
  });

  it("M32 会签: everybody must agree, one objection ends it", () => {
    const process = aProcess({ mode: "ALL" });
    const first = asked(process, running(process, ["a", "b"]), "a", APPROVE);
    expect([first.event, openNames(first.state)]).toEqual(["APPROVAL_APPROVED", ["b"]]);
    expect(asked(process, first.state, "b", APPROVE).event).toBe("APPROVAL_PASSED");
    expect(asked(process, first.state, "b", REJECT).event).toBe("APPROVAL_REJECTED");
  });

  it.each([
    { share: 0.5, people: 4, needed: 2 },
    { share: 0.5, people: 3, needed: 2 },
    { share: 2 / 3, people: 3, needed: 2 },
    { share: 0.1, people: 3, needed: 1 },
    { share: 1, people: 3, needed: 3 },
    { share: 0, people: 3, needed: 1 },
  ])("M32 投票: $share of $people people are $needed", ({ share, people, needed }) => {
    expect(votesNeeded(share, people)).toBe(needed);
  });

  it("M32 投票: an objection ends it only once agreement is out of reach", () => {
    const process = aProcess({ mode: "VOTE", share: 0.5 });
    const objected = asked(process, running(process, ["a", "b", "c", "d"]), "a", REJECT);
    expect([objected.event, openNames(objected.state)]).toEqual(["APPROVAL_OBJECTED", ["b", "c", "d"]]);
    const again = asked(process, objected.state, "b", REJECT);
    expect(again.event).toBe("APPROVAL_OBJECTED");
    expect(asked(process, again.state, "c", REJECT).event).toBe("APPROVAL_REJECTED");
    const agreed = asked(process, again.state, "c", APPROVE);
    expect(asked(process, agreed.state, "d", APPROVE).event).toBe("APPROVAL_PASSED");
  });

  it("M32 levels come one after the other", () => {
    const process = aProcess({ mode: "ANY" }, { mode: "ALL" });
    const step = asked(process, running(process, ["a"]), "a", APPROVE);
    expect([step.event, step.begins, step.state.level]).toEqual(["APPROVAL_LEVEL_PASSED", 1, 1]);
  });
});

describe("M32 what else an approver may do", () => {
  const process = aProcess({ mode: "ANY" }, { mode: "ALL" }, { mode: "ALL" });

  it("M32 退回: to the author or to a level that was passed, never to one ahead", () => {
    const state = running(process, ["a", "b"], 1);
    expect(returnTargets(process, state).map(({ key }) => key)).toEqual(["AUTHOR", "L0"]);
    expect(asked(process, state, "a", { action: "RETURN", returnTo: "AUTHOR" })).toMatchObject({ event: "APPROVAL_RETURNED", state: { status: "RETURNED" } });
    expect(asked(process, state, "a", { action: "RETURN", returnTo: "L0" })).toMatchObject({ event: "APPROVAL_SENT_BACK", begins: 0, state: { level: 0 } });
    for (const returnTo of ["L1", "L2", "nowhere", ""]) expect(refused(process, state, "a", { action: "RETURN", returnTo })).toBe("RETURN_TARGET_UNKNOWN");
    expect(refused(process, state, "a", { action: "RETURN", returnTo: "AUTHOR" }, { remark: " " })).toBe("REMARK_REQUIRED");
  });

  it("M32 转签: another decides in my place, and I no longer may", () => {
    const step = asked(process, running(process, ["a", "b"], 1), "a", { action: "TRANSFER", to: person("x") });
    expect([openNames(step.state), step.task?.cameBy]).toEqual([["x", "b"], "a 转签"]);
    expect(refused(process, step.state, "a", { action: "APPROVE" })).toBe("ACTION_NOT_YOURS");
  });

  it("M32 前加签: the added one decides first, then I, and only then is my seat done", () => {
    const added = asked(process, running(process, ["a"], 2), "a", { action: "ADD_APPROVER", to: person("x"), position: "BEFORE" });
    expect(openNames(added.state)).toEqual(["x"]);
    const first = asked(process, added.state, "x", { action: "APPROVE" });
    expect([first.event, openNames(first.state)]).toEqual(["APPROVAL_APPROVED", ["a"]]);
    expect(asked(process, first.state, "a", { action: "APPROVE" }).event).toBe("APPROVAL_PASSED");
  });

  it("M32 后加签: I decide first, then the added one, also in 或签", () => {
    const one = aProcess({ mode: "ANY" });
    const added = asked(one, running(one, ["a"]), "a", { action: "ADD_APPROVER", to: person("x"), position: "AFTER" });
    const first = asked(one, added.state, "a", { action: "APPROVE" });
    expect([first.event, openNames(first.state)]).toEqual(["APPROVAL_APPROVED", ["x"]]);
    expect(asked(one, first.state, "x", { action: "REJECT" }).event).toBe("APPROVAL_REJECTED");
  });

  it("M32 nobody is asked twice at one level, nor asked about their own", () => {
    const state = running(process, ["a", "b"], 1);
    expect(refused(process, state, "a", { action: "TRANSFER", to: person("b") })).toBe("APPROVER_ALREADY");
    expect(refused(process, state, "a", { action: "ADD_APPROVER", to: person("a"), position: "AFTER" })).toBe("APPROVER_ALREADY");
    expect(refused(process, state, "a", { action: "TRANSFER", to: person("author") })).toBe("APPROVER_IS_AUTHOR");
    let full = running(process, ["a"], 1);
    for (let n = full.tasks.length; n < 35; n += 1) full = asked(process, full, "a", { action: "ADD_APPROVER", to: person(`x${n}`), position: "AFTER" }).state;
    expect(refused(process, full, "a", { action: "ADD_APPROVER", to: person("y"), position: "AFTER" })).toBe("APPROVERS_TOO_MANY");
  });

  it("M32 撤回: the author's until the first decision", () => {
    const state = running(process, ["a", "b"], 1);
    expect(asked(process, state, "author", { action: "WITHDRAW" })).toMatchObject({ event: "APPROVAL_WITHDRAWN", state: { status: "WITHDRAWN" } });
    const moved = asked(process, state, "a", { action: "TRANSFER", to: person("x") });
    expect(asked(process, moved.state, "author", { action: "WITHDRAW" }).event).toBe("APPROVAL_WITHDRAWN");
    const decided = asked(process, state, "a", { action: "APPROVE" });
    expect(refused(process, decided.state, "author", { action: "WITHDRAW" })).toBe("APPROVAL_WITHDRAW_TOO_LATE");
  });

  it("M32 a decision on data that changed is refused and changes nothing", () => {
    const state = running(process, ["a", "b"], 1);
    for (const action of ["APPROVE", "REJECT"] as const) expect(refused(process, state, "a", { action }, { subjectVersion: 6 })).toBe("SUBJECT_CHANGED");
    expect(refused(process, state, "a", { action: "RETURN", returnTo: "AUTHOR" }, { subjectVersion: 8 })).toBe("SUBJECT_CHANGED");
  });

  it("M32 a leaver's open and waiting tasks go to another, never to the author", () => {
    const added = asked(process, running(process, ["a", "b"], 1), "a", { action: "ADD_APPROVER", to: person("x"), position: "BEFORE" }).state;
    const step = handOverApproval(added, { fromAccountId: "a", to: person("y"), now: NOW });
    expect(step?.state.tasks.map(({ approver, status }) => [approver.name, status])).toEqual([
      ["x", "OPEN"],
      ["y", "WAITING"],
      ["b", "OPEN"],
    ]);
    expect(handOverApproval(added, { fromAccountId: "a", to: person("author"), now: NOW })).toBeUndefined();
    expect(handOverApproval(added, { fromAccountId: "z", to: person("y"), now: NOW })).toBeUndefined();
  });
});

describe("F23 time in working days", () => {
  it.each([
    { why: "over a weekend", from: "2026-03-13T16:00:00.000+08:00", days: 1, due: "2026-03-17T00:00:00.000+08:00" },
    { why: "over 国庆 2026, whose 10 October is worked", from: "2026-09-30T16:00:00.000+08:00", days: 3, due: "2026-10-11T00:00:00.000+08:00" },
    { why: "a Sunday before 国庆 that 调休 made a working day", from: "2026-09-18T09:00:00.000+08:00", days: 1, due: "2026-09-21T00:00:00.000+08:00" },
    { why: "into a year whose holidays are not known yet", from: "2099-12-31T09:00:00.000+08:00", days: 1, due: "2100-01-02T00:00:00.000+08:00" },
  ])("F23 the end of a level $why", ({ from, days, due }) => {
    expect(approvalTimes(instant(from), days, WORKING_CALENDAR).dueAt).toBe(due);
  });

  it("F23 the reminder is the morning of the last working day, once, and not after it", () => {
    const process = aProcess({ mode: "ANY" });
    const state = running(process, ["a"]);
    expect([state.remindAt, state.dueAt, nextMomentOf(state)]).toEqual([
      "2026-03-11T09:00:00.000+08:00",
      "2026-03-12T00:00:00.000+08:00",
      "2026-03-11T09:00:00.000+08:00",
    ]);
    expect(remindBeforeEnd(state, instant("2026-03-11T08:59:59.999+08:00"))).toBeUndefined();
    const reminded = remindBeforeEnd(state, instant("2026-03-11T09:00:00.000+08:00"));
    expect([reminded?.event, reminded === undefined ? undefined : nextMomentOf(reminded.state)]).toEqual(["APPROVAL_DUE_SOON", state.dueAt]);
    expect(reminded === undefined ? "" : remindBeforeEnd(reminded.state, instant("2026-03-11T09:00:01.000+08:00"))).toBeUndefined();
  });

  it.each([
    { onTimeOut: "REMIND", event: "APPROVAL_OVERDUE", status: "RUNNING", open: ["a"] },
    { onTimeOut: "ESCALATE", event: "APPROVAL_ESCALATED", status: "RUNNING", open: ["a"] },
    { onTimeOut: "PASS", event: "APPROVAL_PASSED", status: "PASSED", open: [] },
    { onTimeOut: "REJECT", event: "APPROVAL_REJECTED", status: "REJECTED", open: [] },
  ] as const)("F23 time out: $onTimeOut happens at the end, not before, and once", ({ onTimeOut, event, status, open }) => {
    const process = aProcess({ mode: "ANY", onTimeOut });
    const state = running(process, ["a"]);
    expect(timeOutApproval(process, state, instant("2026-03-11T23:59:59.999+08:00"))).toBeUndefined();
    const step = timeOutApproval(process, state, state.dueAt);
    expect([step?.event, step?.state.status, step === undefined ? [] : openNames(step.state)]).toEqual([event, status, open]);
    expect(step === undefined ? "" : timeOutApproval(process, step.state, instant("2026-03-20T00:00:00.000+08:00"))).toBeUndefined();
  });

  it("F23 催办 at most once in four hours", () => {
    const process = aProcess({ mode: "ANY" });
    const state = asked(process, running(process, ["a"]), "author", { action: "REMIND" }).state;
    const later = (ms: number): Instant => instantFromEpochMs(epochMsOf(NOW) + ms);
    expect(refused(process, state, "author", { action: "REMIND" }, { now: later(4 * 3_600_000 - 1) })).toBe("APPROVAL_REMINDED_RECENTLY");
    expect(asked(process, state, "author", { action: "REMIND" }, { now: later(4 * 3_600_000) }).event).toBe("APPROVAL_REMINDED");
  });

  it.each([
    ["2026-03-06T17:00:00.000+08:00", "2026-03-08T09:00:00.000+08:00", 0],
    ["2026-03-06T17:00:00.000+08:00", "2026-03-09T09:00:00.000+08:00", 1],
    ["2026-09-30T17:00:00.000+08:00", "2026-10-07T20:00:00.000+08:00", 0],
    ["2026-09-30T17:00:00.000+08:00", "2026-10-10T09:00:00.000+08:00", 2 + 1],
  ])("F23 from %s to %s somebody waited %d working days", (since, now, days) => {
    expect(workingDaysWaited(instant(since), instant(now), WORKING_CALENDAR)).toBe(days);
  });
});

/**
 * The same rules told another way: chains of votes, looked through from the start each time. Knows neither tasks nor seats of the engine.
 */
interface Model {
  end: "PASSED" | "REJECTED" | "RETURNED" | "WITHDRAWN" | undefined;
  level: number;
  chains: { who: string; vote?: boolean }[][];
  isUntouched: boolean;
}
const turnOf = (chain: Model["chains"][number]): string | undefined =>
  chain.some(({ vote }) => vote === false) ? undefined : chain.find(({ vote }) => vote === undefined)?.who;
function settle(model: Model, shape: Shape, levels: number): void {
  const yes = model.chains.filter((chain) => chain.every(({ vote }) => vote === true)).length;
  const no = model.chains.filter((chain) => chain.some(({ vote }) => vote === false)).length;
  const all = model.chains.length;
  const lost = shape.mode === "VOTE" ? (all - no) / all < (shape.share ?? 0.5) || all === no : no > 0;
  const won = shape.mode === "ANY" ? yes > 0 : shape.mode === "ALL" ? yes === all : yes > 0 && yes / all >= (shape.share ?? 0.5);
  if (lost) model.end = "REJECTED";
  else if (won) {
    model.level += 1;
    if (model.level === levels) model.end = "PASSED";
  }
}

it("M32 any course of decisions, additions, transfers, returns and withdrawals ends where the rules say (seeded)", () => {
  const shape = fc.record({
    mode: fc.constantFrom("ANY" as const, "ALL" as const, "VOTE" as const),
    share: fc.constantFrom(0.25, 0.5, 0.75, 1),
    people: fc.integer({ min: 1, max: 4 }),
  });
  const command = fc.record({
    kind: fc.constantFrom("YES", "YES", "YES", "NO", "BACK", "HOME", "TRANSFER", "BEFORE", "AFTER", "WITHDRAW", "STALE"),
    pick: fc.nat({ max: 20 }),
  });
  const ends = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(shape, { minLength: 1, maxLength: 3 }), fc.array(command, { maxLength: 14 }), (shapes, commands) => {
      const process = aProcess(...shapes);
      let fresh = 0;
      const peopleOf = (level: number): string[] => Array.from({ length: shapes[level]?.people ?? 0 }, (_, n) => `p${level}-${n}`);
      const begun = (state: ApprovalState, level: number): ApprovalState =>
        beginLevel(process, state, { level, approvers: peopleOf(level).map(person), escalations: 0, now: NOW, calendar: WORKING_CALENDAR });
      const chainsOf = (level: number): Model["chains"] => peopleOf(level).map((who) => [{ who }]);
      let state = running(process, peopleOf(0));
      const model: Model = { end: undefined, level: 0, chains: chainsOf(0), isUntouched: true };
      for (const { kind, pick } of commands) {
        const turns = model.end === undefined ? model.chains.flatMap((chain) => turnOf(chain) ?? []) : [];
        expect([...openNames(state)].sort()).toEqual([...turns].sort());
        expect(state.status).toBe(model.end ?? "RUNNING");
        if (model.end === undefined) expect(state.level).toBe(model.level);
        const who = turns[pick % Math.max(1, turns.length)];
        if (kind === "WITHDRAW") {
          const answer = ask(process, state, "author", { action: "WITHDRAW" });
          expect(answer.ok).toBe(model.end === undefined && model.isUntouched);
          if (answer.ok) [state, model.end] = [answer.value.state, "WITHDRAWN"];
          continue;
        }
        if (who === undefined) {
          // Nobody's turn any more: whoever had one is refused.
          for (const late of peopleOf(0)) expect(refused(process, state, late, { action: "APPROVE" })).toBeDefined();
          continue;
        }
        if (kind === "STALE") {
          expect(refused(process, state, who, { action: "APPROVE" }, { subjectVersion: 6 })).toBe("SUBJECT_CHANGED");
          continue;
        }
        const chain = model.chains.find((each) => turnOf(each) === who) ?? [];
        const at = chain.findIndex(({ vote }) => vote === undefined);
        if (kind === "TRANSFER" || kind === "BEFORE" || kind === "AFTER") {
          const to = `n${(fresh += 1)}`;
          const step = asked(
            process,
            state,
            who,
            kind === "TRANSFER" ? { action: "TRANSFER", to: person(to) } : { action: "ADD_APPROVER", to: person(to), position: kind },
          );
          state = step.state;
          chain.splice(kind === "AFTER" ? at + 1 : at, kind === "TRANSFER" ? 1 : 0, { who: to });
          continue;
        }
        if (kind === "BACK" || kind === "HOME") {
          const target = kind === "HOME" ? "AUTHOR" : returnTargets(process, state)[pick % returnTargets(process, state).length]?.key;
          const step = asked(process, state, who, { action: "RETURN", returnTo: target ?? "AUTHOR" });
          model.isUntouched = false;
          if (target === "AUTHOR") [state, model.end] = [step.state, "RETURNED"];
          else {
            model.level = Number(target?.slice(1));
            model.chains = chainsOf(model.level);
            state = begun(step.state, step.begins ?? -1);
          }
          continue;
        }
        const before = model.level;
        const step = asked(process, state, who, { action: kind === "YES" ? "APPROVE" : "REJECT" });
        state = step.begins === undefined ? step.state : begun(step.state, step.begins);
        (chain[at] as { vote?: boolean }).vote = kind === "YES";
        model.isUntouched = false;
        settle(model, shapes[before] as Shape, shapes.length);
        if (model.end === undefined && model.level !== before) model.chains = chainsOf(model.level);
      }
      ends.set(state.status, (ends.get(state.status) ?? 0) + 1);
    }),
    { seed: 20260307, numRuns: 600 },
  );
  // Every end was met, so nothing above was shown on empty ground.
  expect([...ends.keys()].sort()).toEqual(["PASSED", "REJECTED", "RETURNED", "RUNNING", "WITHDRAWN"]);
});
