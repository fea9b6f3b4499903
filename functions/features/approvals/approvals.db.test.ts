import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import fc from "fast-check";
import { addMs, HOUR_MS, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { ApprovalId } from "@app/contract/approvals/approval.schema";
import { consumersByEventType, createConsumerRunner, type Consumer } from "../../engines/events/consumers";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import { addStaff, approvalDepsOf, aSubject, decideAs, seenBy, STAFF, staff, started, type StaffName } from "../../testing/approvalActs";
import { aRole } from "../../testing/organizationBuilders";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { eventCounts, everyItem, inParallel, refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { endLeave, listLeaves, registerLeave } from "./actions/registerLeave";
import { decideApproval } from "./actions/decideApproval";
import { approvalKey, getApprovalItem, type ApprovalItem } from "./approvalRepository";
import { accountKey, type StoredGrant } from "../sessions/public";
import { handOverTasks, openTasksOf, resubmitApproval, subjectEdited, withdrawApproval, type ApprovalWork } from "./public";
import { getApprovalDesk, listApprovalProgress, listMyApprovals } from "./queries/listApprovals";
import { listApprovalColleagues } from "./queries/listColleagues";
import { getApproval } from "./queries/readApproval";
import { openTasks } from "./takeStep";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await addStaff(test);
});
afterEach(() => test.stop());

const SEVERAL = { facts: { coversSeveralCities: true } };
const listed = async (username: StaffName, group: "OPEN" | "DONE" | "STARTED" | "COPIED") =>
  (await valueOf(listMyApprovals(approvalDepsOf(test), staff(username), { group, limit: 20 }))).items;
const openOf = async (username: StaffName): Promise<string[]> => (await listed(username, "OPEN")).map(({ approvalId }) => approvalId);
const account = (username: StaffName) => ({ accountId: `acc-${username}` as never });
const texts = async (): Promise<string[]> => {
  await test.product.consumers.drain();
  const notices = (await everyItem(test.store)).filter((item) => item.pk.startsWith("NOTICE#"));
  return notices.map((notice) => String(notice["text"])).sort();
};
/** The writes of a subject's own command, committed as it would. */
const committed = async (work: ApprovalWork): Promise<void> => {
  expect(await test.store.transact(work.writes)).toEqual({ committed: true });
};

describe("M32 the way of an approval", () => {
  it("M32 或签: one of the city's admins decides, and it is passed", async () => {
    const approvalId = await started(test);
    const waiting = await seenBy(test, "haikou.city", approvalId);
    expect([waiting.status, waiting.levelLabel, waiting.waitingFor]).toEqual(["RUNNING", "市级审核", ["吴海波", "陈明"]]);
    expect(waiting.availableActions.map(({ action }) => action)).toEqual(["APPROVE", "REJECT", "RETURN", "TRANSFER", "ADD_APPROVER", "COPY"]);
    expect([await openOf("haikou.city"), await openOf("haikou.second"), await openOf("sanya.city")]).toEqual([[approvalId], [approvalId], []]);
    const passed = await valueOf(decideAs(test, "haikou.city", approvalId, "APPROVE"));
    expect([passed.status, passed.availableActions.map(({ action }) => action)]).toEqual(["PASSED", ["COPY"]]);
    // The other's to-do is gone; only who decided has it among what they did.
    expect([await openOf("haikou.second"), await listed("haikou.second", "DONE")]).toEqual([[], []]);
    expect((await listed("haikou.city", "DONE")).map((each) => [each.approvalId, each.statusLabel])).toEqual([[approvalId, "已通过"]]);
    expect((await listed("agency.principal", "STARTED")).map((each) => each.approvalId)).toEqual([approvalId]);
  });

  it("R12 whoever was moved since decides nothing by a task of before, nor does who stands in for them; what a colleague gave is theirs", async () => {
    const [approvalId, given] = [await started(test), await started(test)];
    await valueOf(decideAs(test, "haikou.second", given, "TRANSFER", account("hainan.second")));
    await valueOf(
      registerLeave(approvalDepsOf(test), {
        actor: staff("haikou.city"),
        command: { requestId: requestId(), from: "2026-03-07" as LocalDate, to: "2026-03-09" as LocalDate, ...account("hainan.province") },
      }),
    );
    const moved = (username: StaffName) =>
      test.store.transact([{ kind: "update", tag: "account", key: accountKey(username), set: { grants: [] }, add: { version: 1 } }]);
    for (const username of ["haikou.city", "hainan.second"] as const) await moved(username);
    for (const action of ["APPROVE", "REJECT", "TRANSFER"] as const)
      expect(await refusalOf(decideAs(test, "haikou.city", approvalId, action, account("haikou.second")))).toEqual({ code: "APPROVER_RIGHT_GONE" });
    expect(await refusalOf(decideAs(test, "hainan.province", approvalId, "APPROVE"))).toEqual({ code: "APPROVER_RIGHT_GONE" });
    expect((await valueOf(decideAs(test, "hainan.second", given, "APPROVE"))).status).toBe("PASSED");
    expect((await valueOf(decideAs(test, "haikou.second", approvalId, "APPROVE"))).status).toBe("PASSED");
  });

  it("M32 an agency of several cities goes on to the province, which sends it back to the city", async () => {
    const approvalId = await started(test, SEVERAL);
    const passedOn = await valueOf(decideAs(test, "haikou.city", approvalId, "APPROVE"));
    expect([passedOn.status, passedOn.levelLabel, passedOn.waitingFor]).toEqual(["RUNNING", "省级审核", ["陈建华", "符丽"]]);
    const atProvince = await seenBy(test, "hainan.province", approvalId);
    expect(atProvince.returnTargets).toEqual([
      { key: "AUTHOR", label: "提交人" },
      { key: "CITY", label: "市级审核" },
    ]);
    const back = await valueOf(decideAs(test, "hainan.province", approvalId, "RETURN", { returnTo: "CITY" }));
    expect([back.levelLabel, back.waitingFor, await openOf("hainan.second")]).toEqual(["市级审核", ["吴海波", "陈明"], []]);
    await valueOf(decideAs(test, "haikou.second", approvalId, "APPROVE"));
    expect((await valueOf(decideAs(test, "hainan.second", approvalId, "APPROVE"))).status).toBe("PASSED");
  });

  it("M32 an approval on changed data is refused, and what was agreed on the older data counts no more", async () => {
    const approvalId = await started(test, SEVERAL);
    await valueOf(decideAs(test, "haikou.city", approvalId, "APPROVE"));
    const edit = {
      approvalId,
      subject: aSubject({ title: "改名后的单位 注册申请" }),
      subjectVersion: 2,
      byName: "刘国强",
      now: NOW,
      calendar: WORKING_CALENDAR,
      ...SEVERAL,
    };
    await committed(await valueOf(subjectEdited(test.store, edit)));
    expect(await refusalOf(decideAs(test, "haikou.city", approvalId, "APPROVE"))).toEqual({ code: "SUBJECT_CHANGED", caseLabel: "单位注册申请" });
    const again = await seenBy(test, "haikou.city", approvalId);
    expect([again.levelLabel, again.title, again.subjectVersion]).toEqual(["市级审核", "改名后的单位 注册申请", 2]);
    expect((await valueOf(decideAs(test, "haikou.city", approvalId, "APPROVE", { subjectVersion: 2 }))).levelLabel).toBe("省级审核");
  });

  it("M32 草稿, 退回, 重新提交, 撤回: the author's side", async () => {
    const approvalId = await started(test, { asDraft: true });
    expect([(await seenBy(test, "agency.principal", approvalId)).statusLabel, await openOf("haikou.city")]).toEqual(["草稿", []]);
    const resubmit = { approvalId, subject: aSubject(), byName: "刘国强", now: NOW, calendar: WORKING_CALENDAR };
    await committed(await valueOf(resubmitApproval(test.store, { ...resubmit, subjectVersion: 1 })));
    expect(await refusalOf(resubmitApproval(test.store, { ...resubmit, subjectVersion: 2 }))).toMatchObject({ code: "ACTION_NOT_AVAILABLE" });
    const returned = await valueOf(decideAs(test, "haikou.city", approvalId, "RETURN"));
    expect([returned.status, returned.timeline.at(-1)]).toMatchObject([
      "RETURNED",
      { label: "退回提交人", byName: "吴海波", level: "市级审核", remark: "授权书没有盖章" },
    ]);
    await committed(await valueOf(resubmitApproval(test.store, { ...resubmit, subjectVersion: 2 })));
    // Nobody has decided on the new one: it may be withdrawn.
    expect((await valueOf(decideAs(test, "agency.principal", approvalId, "WITHDRAW"))).status).toBe("WITHDRAWN");
    expect(await openOf("haikou.city")).toEqual([]);
    expect(await refusalOf(withdrawApproval(test.store, { approvalId, byName: "刘国强", now: NOW, calendar: WORKING_CALENDAR }))).toMatchObject({
      code: "ACTION_NOT_AVAILABLE",
    });
  });

  it("M32 转签, 加签 and 抄送 to people the approver may choose, and to nobody else", async () => {
    const approvalId = await started(test);
    const choosable = await valueOf(listApprovalColleagues(approvalDepsOf(test), staff("haikou.city"), approvalId));
    expect(choosable.items.map(({ name }) => name).sort()).toEqual(["刘国强", "平台管理员", "符丽", "陈建华", "陈明"].sort());
    expect(await refusalOf(decideAs(test, "haikou.city", approvalId, "TRANSFER", account("sanya.city")))).toEqual({ code: "APPROVER_UNKNOWN" });
    expect(await refusalOf(decideAs(test, "haikou.city", approvalId, "TRANSFER"))).toEqual({ code: "APPROVER_NOT_CHOSEN" });
    expect(await refusalOf(decideAs(test, "haikou.city", approvalId, "TRANSFER", account("agency.principal")))).toEqual({ code: "APPROVER_IS_AUTHOR" });
    await valueOf(decideAs(test, "haikou.city", approvalId, "TRANSFER", account("hainan.second")));
    expect([await openOf("haikou.city"), await openOf("hainan.second")]).toEqual([[], [approvalId]]);
    await valueOf(decideAs(test, "hainan.second", approvalId, "ADD_APPROVER", { ...account("hainan.province"), position: "BEFORE" }));
    expect([await openOf("hainan.second"), await openOf("hainan.province")]).toEqual([[], [approvalId]]);
    const copied = await valueOf(decideAs(test, "hainan.province", approvalId, "COPY", { accountIds: [account("platform.admin").accountId] }));
    expect([copied.copiedTo, (await listed("platform.admin", "COPIED")).map((each) => each.approvalId)]).toEqual([["平台管理员"], [approvalId]]);
    await valueOf(decideAs(test, "hainan.province", approvalId, "APPROVE"));
    expect((await valueOf(decideAs(test, "hainan.second", approvalId, "APPROVE"))).status).toBe("PASSED");
  });

  it("nobody else learns of it, and whoever had a task may go on reading it", async () => {
    const approvalId = await started(test);
    for (const username of ["sanya.city"] as const) {
      expect(await refusalOf(getApproval(approvalDepsOf(test), staff(username), approvalId))).toEqual({ code: "NOT_FOUND", what: "项审批" });
      expect(await refusalOf(decideAs(test, username, approvalId, "APPROVE"))).toEqual({ code: "NOT_FOUND", what: "项审批" });
    }
    expect(await refusalOf(decideAs(test, "hainan.province", approvalId, "APPROVE"))).toEqual({ code: "ACTION_NOT_YOURS", caseLabel: "单位注册申请" });
  });

  it("where no admin of the city can act, the bureau above does; where nobody can, it is refused", async () => {
    const ofCityWithoutAdmins = aSubject({ orgPath: "CN/46/4603" as never });
    const approvalId = await started(test, { subject: ofCityWithoutAdmins });
    expect((await seenBy(test, "hainan.province", approvalId)).waitingFor).toEqual(["陈建华", "符丽"]);
    const empty = await startTestProduct();
    await expect(started(empty)).rejects.toThrow("APPROVERS_NONE");
    await empty.stop();
  });

  it("whoever holds a made role with the level's permission at the place is asked too; one without it, or narrowed to some facilities, is not", async () => {
    const city = "CN/46/4604";
    const add = (username: string, phone: string, grant: Partial<StoredGrant>) =>
      test.addAccount({ username, password: "x", displayName: username, phone, grants: [{ ...grantAt("CUSTOM", city), ...grant }] });
    await test.store.transact([
      { kind: "put", tag: "reviewing", item: aRole({ roleId: "role-review", permissions: ["registrations.review"] }) },
      { kind: "put", tag: "reading", item: aRole({ roleId: "role-read", permissions: ["statistics.read"] }) },
    ]);
    await add("reviewer", "13900009001", { roleId: "role-review" });
    await add("reader", "13900009002", { roleId: "role-read" });
    await add("narrowed", "13900009003", { roleId: "role-review", categories: ["SEWAGE"] });
    await add("deleted.role", "13900009004", { roleId: "role-gone" });
    const approvalId = await started(test, { subject: aSubject({ orgPath: city as never }) });
    expect((await getApprovalItem(test.store, approvalId))?.state.tasks.map(({ approver }) => approver.username)).toEqual(["reviewer"]);
  });

  it("a leaver's open work goes to another, once", async () => {
    const approvalId = await started(test);
    expect(await openTasksOf(test.store, "acc-haikou.city")).toEqual([{ approvalId, title: aSubject().title, dueAt: "2026-03-12T00:00:00.000+08:00" }]);
    const to = { accountId: "acc-hainan.second", username: "hainan.second", name: "符丽" };
    const handOver = () => handOverTasks(test.product.engine, { actor: staff("hainan.province"), fromAccountId: "acc-haikou.city", to });
    expect([await handOver(), await handOver()]).toEqual([
      { moved: 1, kept: [] },
      { moved: 0, kept: [] },
    ]);
    expect([await openOf("haikou.city"), await openOf("hainan.second")]).toEqual([[], [approvalId]]);
  });
});

describe("R5 two at once", () => {
  const outcomes = async (first: Promise<{ ok: boolean }>, second: Promise<{ ok: boolean }>) => {
    const answers = await Promise.all([first, second]);
    return answers as unknown as ({ ok: true; value: { status: string } } | { ok: false; refusal: { code: string } })[];
  };

  it("R5 或签: one agrees and one objects at the same moment; one wins, the other is told who did what", async () => {
    const approvalId = await started(test);
    const answers = await outcomes(decideAs(test, "haikou.city", approvalId, "APPROVE"), decideAs(test, "haikou.second", approvalId, "REJECT"));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const lost = answers.find((answer) => !answer.ok);
    expect(lost?.ok === false ? lost.refusal : undefined).toMatchObject({
      code: "APPROVAL_TASK_GONE",
      lastChange: expect.stringMatching(/^(吴海波 2026-03-07 09:00 同意，审批通过|陈明 2026-03-07 09:00 不同意，审批不通过)$/),
    });
    const counts = await eventCounts(test.store);
    expect((counts["APPROVAL_PASSED"] ?? 0) + (counts["APPROVAL_REJECTED"] ?? 0)).toBe(1);
  });

  it("R5 撤回 against a decision: one wins", async () => {
    const approvalId = await started(test);
    const answers = await outcomes(decideAs(test, "agency.principal", approvalId, "WITHDRAW"), decideAs(test, "haikou.city", approvalId, "APPROVE"));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { status } = await seenBy(test, "haikou.city", approvalId);
    expect(["WITHDRAWN", "PASSED"]).toContain(status);
  });

  it("R5 the time-out against a decision: never both", async () => {
    const approvalId = await started(test);
    test.clock.set("2026-03-12T00:00:00.000+08:00" as Instant);
    const [, decided] = await Promise.all([test.product.sweepCases(), decideAs(test, "haikou.city", approvalId, "APPROVE")]);
    const counts = await eventCounts(test.store);
    // Either the decision came first, and nothing is late; or the province has it and the city is told.
    expect([counts["APPROVAL_PASSED"] ?? 0, counts["APPROVAL_ESCALATED"] ?? 0]).toEqual(decided.ok ? [1, 0] : [0, 1]);
  });

  it("R2 R5 ten times the same decision is one", async () => {
    const approvalId = await started(test, SEVERAL);
    const sent = requestId();
    const answers = await inParallel(10, () => decideAs(test, "haikou.city", approvalId, "APPROVE", { requestId: sent }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await eventCounts(test.store))["APPROVAL_LEVEL_PASSED"]).toBe(1);
  });
});

it("M32 R8 an outcome is applied by the subject exactly once, however often it is delivered", async () => {
  const approvalId = await started(test);
  const applied: Consumer = {
    name: "subject",
    handles: {
      APPROVAL_PASSED: async ({ payload }) => [
        {
          kind: "update",
          tag: "subject",
          key: { pk: `SUBJECT#${String(payload["subjectId"])}`, sk: "STATE" },
          add: { passed: 1, version: Number(payload["subjectVersion"]) },
        },
      ],
    },
  };
  const engine = { ...test.product.engine, consumersOf: consumersByEventType([applied]) };
  const command = { requestId: requestId(), action: "APPROVE" as const, subjectVersion: 1 };
  await valueOf(decideApproval({ ...approvalDepsOf(test), engine }, { actor: staff("haikou.city"), approvalId, command }));
  const runner = () =>
    createConsumerRunner({ store: test.store, clock: test.clock, consumers: [applied], onFailure: ({ error }) => expect(error).toBeUndefined() });
  await Promise.all([runner().drain(), runner().drain(), runner().drain()]);
  await runner().drain();
  expect(await test.store.get({ pk: "SUBJECT#S1", sk: "STATE" })).toMatchObject({ passed: 1, version: 1 });
});

describe("F23 the clock of an approval", () => {
  it("F23 a reminder in the morning of the last working day, then the province, each once, and all are told", async () => {
    await started(test);
    // Saturday 7 March: Monday, Tuesday and Wednesday are its three working days.
    test.clock.set("2026-03-11T08:59:59.999+08:00" as Instant);
    expect(await test.product.sweepCases()).toBe(0);
    test.clock.set("2026-03-11T09:00:00.000+08:00" as Instant);
    expect([await test.product.sweepCases(), await test.product.sweepCases()]).toEqual([1, 0]);
    test.clock.set("2026-03-12T00:00:00.000+08:00" as Instant);
    expect([await test.product.sweepCases(), await test.product.sweepCases()]).toEqual([1, 0]);
    expect(await eventCounts(test.store)).toMatchObject({ APPROVAL_DUE_SOON: 1, APPROVAL_ESCALATED: 1 });
    expect([await openOf("haikou.city"), (await openOf("hainan.province")).length]).toEqual([[], 1]);
    const told = await texts();
    expect(told.filter((text) => text.includes("今天到期"))).toHaveLength(2);
    expect(told.filter((text) => text.includes("下级没有按时办理"))).toHaveLength(2);
    // Three working days more: now the platform; then there is nobody above, and those who are late are told.
    test.clock.set("2026-03-18T00:00:00.000+08:00" as Instant);
    for (let n = 0; n < 3; n += 1) await test.product.sweepCases();
    expect((await openOf("platform.admin")).length).toBe(1);
    test.clock.set("2026-03-24T00:00:00.000+08:00" as Instant);
    for (let n = 0; n < 3; n += 1) await test.product.sweepCases();
    expect(await eventCounts(test.store)).toMatchObject({ APPROVAL_ESCALATED: 2, APPROVAL_OVERDUE: 1 });
    const [waiting] = await listed("platform.admin", "OPEN");
    expect([waiting?.isOverdue, waiting?.waitedWorkingDays]).toEqual([true, 4]);
    expect(await valueOf(getApprovalDesk(approvalDepsOf(test), staff("platform.admin")))).toEqual({ open: 1, overdue: 1 });
  });

  it("F23 催办 by the author and the leader, four hours apart, and the approvers are told", async () => {
    const approvalId = await started(test);
    await valueOf(decideAs(test, "agency.principal", approvalId, "REMIND"));
    expect(await refusalOf(decideAs(test, "hainan.province", approvalId, "REMIND"))).toEqual({
      code: "APPROVAL_REMINDED_RECENTLY",
      againAt: addMs(NOW, 4 * HOUR_MS),
    });
    test.clock.advanceMs(4 * HOUR_MS);
    await valueOf(decideAs(test, "hainan.province", approvalId, "REMIND"));
    expect((await texts()).filter((text) => text.includes("催您办理"))).toEqual([
      `刘国强 催您办理：${aSubject().title}。请尽快在「我的审批」中办理。`,
      `刘国强 催您办理：${aSubject().title}。请尽快在「我的审批」中办理。`,
      `陈建华 催您办理：${aSubject().title}。请尽快在「我的审批」中办理。`,
      `陈建华 催您办理：${aSubject().title}。请尽快在「我的审批」中办理。`,
    ]);
  });

  it("F23 an office sets how long lies between two 催办; it holds from the next one on", async () => {
    const approvalId = await started(test);
    await test.store.transact([{ kind: "put", tag: "set", item: { ...PARAMETERS_KEY, values: { "approvals.remindEveryHours": 1 }, version: 1 } }]);
    await valueOf(decideAs(test, "agency.principal", approvalId, "REMIND"));
    test.clock.advanceMs(HOUR_MS - 1);
    expect(await refusalOf(decideAs(test, "agency.principal", approvalId, "REMIND"))).toMatchObject({ againAt: addMs(NOW, HOUR_MS) });
    test.clock.advanceMs(1);
    await valueOf(decideAs(test, "agency.principal", approvalId, "REMIND"));
  });

  it("F23 审批进度: the longest waiting first, of the leader's own places alone, page by page", async () => {
    const ids: ApprovalId[] = [];
    for (const orgPath of ["CN/46/4601", "CN/46/4602", "CN/46/4601"]) {
      ids.push(await started(test, { subject: aSubject({ orgPath: orgPath as never }) }));
      test.clock.advanceMs(HOUR_MS);
    }
    const progress = async (username: StaffName, cursor?: string) =>
      valueOf(listApprovalProgress(approvalDepsOf(test), staff(username), { limit: 2, ...(cursor === undefined ? {} : { cursor: cursor as never }) }));
    const first = await progress("hainan.province");
    const second = await progress("hainan.province", first.next);
    expect([...first.items, ...second.items].map((each) => each.approvalId)).toEqual(ids);
    expect((await progress("haikou.city")).items.map((each) => each.approvalId)).toEqual([ids[0], ids[2]]);
    expect((await progress("platform.admin")).items).toHaveLength(2);
    expect((await progress("agency.principal")).items).toEqual([]);
  });

  it("待办: what is due first stands first, what is overdue before all", async () => {
    const later = await started(test, { subject: aSubject({ id: "S2" }) });
    test.clock.set("2026-03-06T09:00:00.000+08:00" as Instant);
    const sooner = await started(test);
    expect(await openOf("haikou.city")).toEqual([sooner, later]);
  });
});

describe("F23 stand-ins during leave", () => {
  const leave = (who: StaffName, standIn: StaffName, from = "2026-03-07", to = "2026-03-09") =>
    registerLeave(approvalDepsOf(test), {
      actor: staff(who),
      command: { requestId: requestId(), from: from as LocalDate, to: to as LocalDate, accountId: `acc-${standIn}` as never },
    });

  it("F23 while somebody is away both see the task, and the stand-in decides in their name", async () => {
    await valueOf(leave("hainan.province", "hainan.second"));
    const approvalId = await started(test, {
      subject: aSubject({ orgPath: "CN/46" as never }),
      author: { accountId: "acc-hainan.second", username: "hainan.second", name: "符丽" },
    });
    // 符丽 submitted it herself and stands in for the only approver: that is no way round 提交人不能审批自己.
    expect((await seenBy(test, "hainan.province", approvalId)).waitingFor).toEqual(["陈建华"]);
    const own = await seenBy(test, "hainan.second", approvalId);
    expect([own.myTaskId, own.availableActions.map(({ action }) => action)]).toEqual([undefined, ["COPY", "REMIND", "WITHDRAW"]]);
    const other = await started(test);
    await valueOf(leave("haikou.city", "haikou.second"));
    expect((await listed("haikou.second", "OPEN")).map((each) => [each.approvalId, each.standsInFor])).toEqual([
      [other, "吴海波"],
      [other, undefined],
    ]);
    expect(await openOf("haikou.city")).toEqual([other]);
    const detail = await seenBy(test, "haikou.second", other);
    expect(detail.levels[0]?.tasks.map((task) => [task.name, task.standInName, task.isMine])).toEqual([
      ["吴海波", "陈明", true],
      ["陈明", undefined, true],
    ]);
    const done = await valueOf(decideAs(test, "haikou.second", other, "APPROVE", { taskId: detail.levels[0]?.tasks[0]?.taskId }));
    expect(done.timeline.at(-1)).toMatchObject({ byName: "陈明（代吴海波）" });
    expect([(await listed("haikou.city", "DONE")).length, (await listed("haikou.second", "DONE")).length]).toEqual([1, 1]);
  });

  it("F23 the second before, on and after the days of a leave", async () => {
    await valueOf(leave("haikou.city", "haikou.second", "2026-03-10", "2026-03-11"));
    await started(test);
    const mine = async (at: string): Promise<number> => {
      test.clock.set(at as Instant);
      return (await openOf("haikou.second")).length;
    };
    expect([
      await mine("2026-03-09T23:59:59.999+08:00"),
      await mine("2026-03-10T00:00:00.000+08:00"),
      await mine("2026-03-11T23:59:59.999+08:00"),
      await mine("2026-03-12T00:00:00.000+08:00"),
    ]).toEqual([1, 2, 2, 1]);
  });

  it("F23 stand-ins in a circle are refused, directly, by way of others and when both ask at once", async () => {
    await valueOf(leave("haikou.city", "haikou.second"));
    expect(await refusalOf(leave("haikou.second", "haikou.city", "2026-03-09", "2026-03-20"))).toEqual({ code: "STAND_IN_CIRCULAR", name: "吴海波" });
    expect((await leave("haikou.second", "haikou.city", "2026-03-10", "2026-03-20")).ok).toBe(true);
    const both = await Promise.all([leave("hainan.province", "hainan.second"), leave("hainan.second", "hainan.province")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("F23 what else is refused of a leave", async () => {
    await valueOf(leave("haikou.city", "haikou.second"));
    expect(await refusalOf(leave("haikou.city", "haikou.second", "2026-03-09", "2026-03-12"))).toEqual({
      code: "LEAVE_OVERLAPS",
      from: "2026-03-07",
      to: "2026-03-09",
    });
    expect(await refusalOf(leave("haikou.city", "haikou.city", "2026-04-01", "2026-04-02"))).toEqual({ code: "STAND_IN_SELF" });
    // Of the own bureau and of the one above, for some bureaus have but one person.
    expect((await leave("haikou.city", "hainan.second", "2026-05-01", "2026-05-02")).ok).toBe(true);
    expect(await refusalOf(leave("haikou.city", "sanya.city", "2026-04-01", "2026-04-02"))).toEqual({ code: "APPROVER_UNKNOWN" });
    expect(await refusalOf(leave("haikou.city", "haikou.second", "2026-03-01", "2026-03-06"))).toEqual({ code: "LEAVE_IN_THE_PAST" });
  });

  it("F23 whoever is back earlier ends it, and the stand-in has nothing of theirs any more", async () => {
    const { mine } = await valueOf(leave("haikou.city", "haikou.second"));
    await started(test);
    expect(await openOf("haikou.second")).toHaveLength(2);
    const left = await valueOf(
      endLeave(approvalDepsOf(test), { actor: staff("haikou.city"), leaveId: mine[0]?.leaveId as never, command: { requestId: requestId() } }),
    );
    expect([left, (await valueOf(listLeaves(approvalDepsOf(test), staff("haikou.second")))).standingIn, (await openOf("haikou.second")).length]).toEqual([
      { mine: [], standingIn: [] },
      [],
      1,
    ]);
    expect((await texts()).filter((text) => text.includes("请假"))).toEqual(
      [
        "吴海波 2026-03-07 至 2026-03-09 请假，期间的审批请您代为办理，会出现在「我的审批」里。",
        "吴海波 2026-03-07 至 2026-03-09 的请假已取消或提前结束，审批不用您代办了。",
      ].sort(),
    );
  });
});

it("M32 whatever people do one after the other, what stands in their lists is what the approvals say (seeded)", async () => {
  const names = Object.keys(STAFF) as StaffName[];
  const act = fc.record({
    who: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
    action: fc.constantFrom("APPROVE", "APPROVE", "REJECT", "RETURN", "TRANSFER", "ADD_APPROVER", "REMIND", "WITHDRAW"),
    position: fc.constantFrom("BEFORE", "AFTER"),
    returnTo: fc.constantFrom("AUTHOR", "CITY"),
  });
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 10 }), async (acts) => {
      const approvalId = await started(test, SEVERAL);
      for (const { who, to, action, position, returnTo } of acts) {
        const answer = await decideAs(test, who, approvalId, action as "APPROVE", { ...account(to), position: position as "AFTER", returnTo });
        if (answer.ok) done += 1;
        const approval = (await test.store.get(approvalKey(approvalId))) as ApprovalItem;
        const waiting = openTasks(approval.state).map(({ approver }) => approver.accountId);
        const found = await Promise.all(names.map(async (username) => ((await openOf(username)).includes(approvalId) ? [`acc-${username}`] : [])));
        expect(found.flat().sort()).toEqual([...waiting].sort());
        // One in a final state is due no more.
        expect(approval.index4 !== undefined).toBe(approval.state.status === "RUNNING");
      }
    }),
    { seed: 20260307, numRuns: 12 },
  );
  // Most random acts are somebody else's to take; enough were not.
  expect(done).toBeGreaterThan(15);
});
