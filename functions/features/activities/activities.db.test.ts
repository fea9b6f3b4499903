import type { Actor } from "@app/contract/kernel/actor";
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import { attachmentKey } from "../attachments/attachmentRepository";
import {
  activityDepsOf,
  anActivityContent,
  aReadyPhoto,
  CITY_AUDITOR,
  countedActivity,
  decideOn,
  FACILITY_AUTHOR,
  PLATFORM_REVIEWER,
  PROVINCE_AUDITOR,
  resubmitted,
  submitted,
  twoScreenshots,
} from "../../testing/activityBuilders";
import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { anAccount, eventCounts, everyItem, inParallel, refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { aFacility, hongsha, HONGSHA_PATH, putItems } from "../../testing/visitBuilders";
import { submitActivity } from "./actions/submitActivity";
import { getActivity } from "./queries/listActivities";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha()]);
});
afterEach(() => test.stop());

const submit = (actor: Actor, content: ReturnType<typeof anActivityContent>, more: { unit?: string; requestId?: ReturnType<typeof requestId> } = {}) =>
  submitActivity(activityDepsOf(test), {
    actor,
    command: { requestId: more.requestId ?? requestId(), ...(more.unit === undefined ? {} : { unit: more.unit as never }), ...content },
  });
const seenBy = async (actor: Actor, activityId: string) =>
  valueOf(getActivity({ store: test.store, clock: test.clock, photos: activityDepsOf(test).photos }, actor, activityId));
const actionsFor = async (actor: Actor, activityId: string): Promise<string[]> =>
  (await seenBy(actor, activityId)).availableActions.map(({ action }) => action);
const shotOf = async (id: string | undefined) => test.store.get(attachmentKey(id ?? ""));

describe("what is refused", () => {
  it("an activity that has not begun, and a livestream that is not over, each at its field", async () => {
    const shots = await twoScreenshots(test.store, FACILITY_AUTHOR.id);
    const ahead = await submit(FACILITY_AUTHOR, anActivityContent({ ...shots, startDate: "2026-03-08" as LocalDate, endDate: "2026-03-09" as LocalDate }));
    expect(ahead).toEqual({
      ok: false,
      refusal: { code: "ACTIVITY_DAYS_WRONG", problems: [{ path: "body.startDate", message: "活动还没有开始，请在开始当天及以后上报" }] },
    });
    const live = await submit(FACILITY_AUTHOR, anActivityContent({ ...shots, endDate: "2026-03-08" as LocalDate }));
    expect(live).toMatchObject({ refusal: { problems: [{ path: "body.endDate" }] } });
    expect(await submit(FACILITY_AUTHOR, anActivityContent({ ...shots, form: "VR", minutes: 0, endDate: "2026-12-31" as LocalDate }))).toMatchObject({
      ok: true,
    });
  });

  it("R14 a screenshot of somebody else, of another purpose, or one that another activity shows", async () => {
    const theirs = await twoScreenshots(test.store, "acc-somebody");
    expect(await refusalOf(submit(FACILITY_AUTHOR, anActivityContent(theirs)))).toEqual({ code: "PHOTO_GONE" });
    const shots = await twoScreenshots(test.store, FACILITY_AUTHOR.id);
    const crossed = anActivityContent({ videoScreenshots: shots.playsScreenshots, playsScreenshots: shots.videoScreenshots });
    expect(await refusalOf(submit(FACILITY_AUTHOR, crossed))).toEqual({ code: "PHOTO_PURPOSE_WRONG", purposeLabel: "活动视频截图" });
    await valueOf(submit(FACILITY_AUTHOR, anActivityContent(shots)));
    expect(await refusalOf(submit(FACILITY_AUTHOR, anActivityContent(shots)))).toEqual({ code: "PHOTO_IN_USE" });
    expect(await eventCounts(test.store)).toEqual({ ACTIVITY_SUBMITTED: 1 });
  });

  it("R12 a report in another unit's name, also of one below, and by somebody who reports for none", async () => {
    const shots = await twoScreenshots(test.store, CITY_AUDITOR.id);
    const content = anActivityContent(shots);
    for (const unit of ["CN/46/4601/460108/haikou-baishamen", "CN/46/4602", "CN/46", "CN", "CN/46/4601/460108"])
      expect(await refusalOf(submit(CITY_AUDITOR, content, { unit }))).toEqual({ code: "UNIT_NOT_YOURS" });
    expect(await refusalOf(submit(PLATFORM_REVIEWER, content))).toEqual({ code: "UNIT_NOT_YOURS" });
    const ofTwo: Actor = { ...FACILITY_AUTHOR, grants: [...FACILITY_AUTHOR.grants, ...anAccount("FACILITY_ADMIN", HONGSHA_PATH).grants] };
    expect(await refusalOf(submit(ofTwo, content))).toEqual({ code: "UNIT_NOT_CHOSEN" });
    expect(await eventCounts(test.store)).toEqual({});
  });

  it("a change under audit, a change by another unit, and an approval of what was changed meanwhile", async () => {
    const activity = await submitted(test);
    expect(await refusalOf(resubmitted(test, activity))).toMatchObject({ code: "ACTION_NOT_AVAILABLE", statusLabel: "待地市级管理员审核" });
    const withdrawn = await valueOf(decideOn(test, activity, "WITHDRAW", { actor: FACILITY_AUTHOR }));
    for (const actor of [CITY_AUDITOR, PROVINCE_AUDITOR])
      expect(await refusalOf(resubmitted(test, withdrawn, {}, { actor }))).toMatchObject({ code: "ACTION_NOT_YOURS" });
    const elsewhere = anAccount("FACILITY_ADMIN", HONGSHA_PATH, "黄海燕");
    expect(await refusalOf(resubmitted(test, withdrawn, {}, { actor: elsewhere }))).toMatchObject({ code: "NOT_FOUND" });
    await valueOf(resubmitted(test, withdrawn, { audience: 999 }));
    // The city's screen still shows the first form.
    expect(await refusalOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }))).toEqual({
      code: "ACTIVITY_CHANGED",
      lastChange: "王芳（海口市白沙门污水处理厂（一期））2026-03-07 09:00 修改后重新提交",
    });
    expect((await seenBy(CITY_AUDITOR, activity.activityId)).status).toBe("PENDING_CITY");
  });

  it("the withdrawal of what somebody has decided on, with the way out", async () => {
    const activity = await submitted(test);
    const passed = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    expect(await refusalOf(decideOn(test, passed, "WITHDRAW", { actor: FACILITY_AUTHOR }))).toEqual({ code: "WITHDRAW_TOO_LATE" });
    expect(await actionsFor(FACILITY_AUTHOR, activity.activityId)).toEqual([]);
  });
});

describe("R5 two admins decide at once", () => {
  it.each([
    ["both pass it", "AUDIT_BY_CITY", "AUDIT_BY_CITY"],
    ["one passes it, one returns it", "AUDIT_BY_CITY", "RETURN"],
  ] as const)("R5 %s: one wins, the other is told who did what and when", async (_, first, second) => {
    const activity = await submitted(test);
    const other = anAccount("CITY_ADMIN", "CN/46/4601", "林文博");
    const answers = await Promise.all([decideOn(test, activity, first, { actor: CITY_AUDITOR }), decideOn(test, activity, second, { actor: other })]);
    const won = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const lost = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
    expect([won.length, lost.length]).toEqual([1, 1]);
    const last = won[0]?.timeline.at(-1);
    expect(lost[0]).toMatchObject({
      code: expect.stringMatching(/^(ACTION_NOT_AVAILABLE|ACTIVITY_CHANGED)$/),
      lastChange: `${last?.byName}（海口市）2026-03-07 09:00 ${last?.label}`,
    });
    expect((await seenBy(CITY_AUDITOR, activity.activityId)).timeline).toHaveLength(2);
  });
});

describe("R2 every command sent twice has one effect and one answer", () => {
  it("R2 submit, audit, return and resubmit, each ten times at once and once more", async () => {
    const shots = await twoScreenshots(test.store, FACILITY_AUTHOR.id);
    const same = async <T>(act: () => Promise<{ ok: true; value: T } | { ok: false; refusal: { code: string } }>): Promise<T> => {
      const answers = [...(await inParallel(10, act)), await act()];
      const values = await Promise.all(answers.map((answer) => valueOf(answer)));
      expect(new Set(values.map((value) => JSON.stringify(value))).size).toBe(1);
      return values[0] as T;
    };
    const [one, two, three, four] = [requestId(), requestId(), requestId(), requestId()];
    const activity = await same(() => submit(FACILITY_AUTHOR, anActivityContent(shots), { requestId: one }));
    const returned = await same(() => decideOn(test, activity, "RETURN", { actor: CITY_AUDITOR, requestId: two }));
    const again = await same(() => resubmitted(test, returned, { audience: 900 }, { requestId: three }));
    await same(() => decideOn(test, again, "AUDIT_BY_CITY", { actor: CITY_AUDITOR, requestId: four }));
    expect(await eventCounts(test.store)).toEqual({ ACTIVITY_SUBMITTED: 1, ACTIVITY_RETURNED: 1, ACTIVITY_RESUBMITTED: 1, ACTIVITY_PASSED_BY_CITY: 1 });
  });
});

describe("the way of a report (seed 000, 七)", () => {
  it("a facility's goes to the city, then to the province, and is counted", async () => {
    const activity = await submitted(test);
    expect(await actionsFor(FACILITY_AUTHOR, activity.activityId)).toEqual(["WITHDRAW"]);
    expect(await actionsFor(CITY_AUDITOR, activity.activityId)).toEqual(["AUDIT_BY_CITY", "RETURN"]);
    expect(await actionsFor(PROVINCE_AUDITOR, activity.activityId)).toEqual(["RETURN"]);
    expect(await actionsFor(PLATFORM_REVIEWER, activity.activityId)).toEqual([]);
    const passed = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR, remark: "情况属实" }));
    const counted = await valueOf(decideOn(test, passed, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
    expect([counted.status, counted.availableActions]).toEqual(["COUNTED", []]);
    expect(counted.timeline.map(({ label, byName, byOffice, remark }) => [label, byName, byOffice, remark])).toEqual([
      ["提交上报", "王芳", "海口市白沙门污水处理厂（一期）", undefined],
      ["地市级审核通过", "吴海波", "海口市", "情况属实"],
      ["审核通过，纳入统计", "陈建华", "海南省", undefined],
    ]);
  });

  it("a city's own begins at the province, a province's own at the platform; nobody audits their own level's", async () => {
    const ofCity = await submitted(test, CITY_AUDITOR);
    expect([ofCity.status, ofCity.unitName, ofCity.level]).toEqual(["PENDING_PROVINCE", "海口市", "CITY"]);
    expect(await actionsFor(CITY_AUDITOR, ofCity.activityId)).toEqual(["WITHDRAW"]);
    expect(await actionsFor(PROVINCE_AUDITOR, ofCity.activityId)).toEqual(["AUDIT_BY_PROVINCE", "RETURN"]);
    const ofProvince = await submitted(test, PROVINCE_AUDITOR);
    expect([ofProvince.status, ofProvince.unitName, ofProvince.level]).toEqual(["PENDING_PLATFORM", "海南省", "PROVINCE"]);
    expect(await actionsFor(PROVINCE_AUDITOR, ofProvince.activityId)).toEqual(["WITHDRAW"]);
    expect((await valueOf(decideOn(test, ofProvince, "REVIEW", { actor: PLATFORM_REVIEWER }))).status).toBe("COUNTED");
  });

  it("more than 1000 people: the province passes it on, the platform decides", async () => {
    const activity = await submitted(test, FACILITY_AUTHOR, { audience: 1001 });
    const passed = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    expect(await refusalOf(decideOn(test, passed, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }))).toEqual({
      code: "ACTIVITY_NEEDS_REVIEW",
      audience: 1001,
    });
    const referred = await valueOf(decideOn(test, passed, "REFER", { actor: PROVINCE_AUDITOR }));
    expect([referred.status, referred.isReviewed]).toEqual(["PENDING_PLATFORM", true]);
    expect(await actionsFor(CITY_AUDITOR, activity.activityId)).toEqual(["RETURN"]);
    expect((await valueOf(decideOn(test, referred, "REVIEW", { actor: PLATFORM_REVIEWER }))).status).toBe("COUNTED");
  });

  it("returned by the city while it waits for the province: changed by its author with another picture, and from the start again", async () => {
    const activity = await submitted(test, FACILITY_AUTHOR, { note: "第一版", organizers: "市局" });
    const passed = await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
    const returned = await valueOf(decideOn(test, passed, "RETURN", { actor: CITY_AUDITOR, remark: "播放量截图看不清" }));
    expect([returned.status, returned.returnReason]).toEqual(["RETURNED", "播放量截图看不清"]);
    const fresh = aReadyPhoto("01SHOTNEW00000001" as AttachmentId, "ACTIVITY_PLAYS_SCREENSHOT", FACILITY_AUTHOR.id);
    await test.store.transact([{ kind: "put", tag: "fresh", item: fresh }]);
    const dropped = activity.playsScreenshots[0]?.attachmentId;
    const again = await valueOf(resubmitted(test, returned, { audience: 760, playsScreenshots: [fresh.attachmentId] }));
    expect(again).toMatchObject({ status: "PENDING_CITY", audience: 760, version: 4 });
    // The fields that were emptied are empty, and the reason belonged to the form before.
    expect([again.note, again.organizers, again.returnReason]).toEqual([undefined, undefined, undefined]);
    expect(await shotOf(fresh.attachmentId)).toMatchObject({ boundTo: `activity#${activity.activityId}` });
    expect((await shotOf(dropped))?.["boundTo"]).toBeUndefined();
    expect(again.timeline.map(({ eventType }) => eventType)).toEqual([
      "ACTIVITY_SUBMITTED",
      "ACTIVITY_PASSED_BY_CITY",
      "ACTIVITY_RETURNED",
      "ACTIVITY_RESUBMITTED",
    ]);
  });

  it("only the platform takes back what was counted, and says why", async () => {
    const counted = await countedActivity(test);
    expect(await refusalOf(decideOn(test, counted, "RETURN", { actor: PROVINCE_AUDITOR }))).toMatchObject({ code: "ACTION_NOT_YOURS" });
    expect(await refusalOf(decideOn(test, counted, "RETURN", { actor: PLATFORM_REVIEWER, remark: " " }))).toMatchObject({ code: "REMARK_REQUIRED" });
    const back = await valueOf(decideOn(test, counted, "RETURN", { actor: PLATFORM_REVIEWER, remark: "播放量不实" }));
    expect([back.status, back.returnReason]).toEqual(["RETURNED", "播放量不实"]);
    expect(await actionsFor(FACILITY_AUTHOR, counted.activityId)).toEqual(["RESUBMIT_TO_CITY"]);
  });
});

it("the unit's admins are told when it is returned and when it is counted, and at no other step", async () => {
  await test.addAccount({
    username: "baishamen.admin",
    password: "baishamen@2026",
    displayName: "王芳",
    grants: FACILITY_AUTHOR.grants.map((grant) => ({ ...grant, orgName: "白沙门" })),
  });
  const activity = await submitted(test);
  const returned = await valueOf(decideOn(test, activity, "RETURN", { actor: CITY_AUDITOR, remark: "截图看不清" }));
  const again = await valueOf(resubmitted(test, returned));
  const passed = await valueOf(decideOn(test, again, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
  await valueOf(decideOn(test, passed, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
  await test.product.consumers.drain();
  const notices = (await everyItem(test.store)).filter((item) => item.pk.startsWith("NOTICE#"));
  expect(notices.map((notice) => notice["text"]).sort()).toEqual([
    "上报的线上活动「云上看污水变清」已审核通过，纳入统计。",
    "上报的线上活动「云上看污水变清」被驳回。原因：截图看不清。请修改后重新提交。",
  ]);
});
