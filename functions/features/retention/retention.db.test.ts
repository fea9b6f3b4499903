import { RETENTION_KINDS } from "@app/contract/engines/retention";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import { addMs, DAY_MS, type Instant } from "@app/contract/kernel/time";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { retentionRoutes } from "@app/contract/retention/retention.routes";
import type { ListTombstonesQuery } from "@app/contract/retention/retention.schema";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { retentionHoldRoutes } from "@app/contract/visits/retentionHold.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { FilesUnavailable, type FileStore } from "../../engines/files/fileStorePort";
import type { ScannableStore, StoredItem, Write } from "../../engines/store/storePort";
import { download } from "../../testing/download";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { book, confirmedBooking, decide, enter, refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { confirmedTeam, report } from "../../testing/teamVisitActs";
import { logIn, sentRegistration, startedRegistration } from "../../testing/registrationActs";
import { addStaff } from "../../testing/approvalActs";
import { aFacility, aSlot, putItems } from "../../testing/visitBuilders";
import { compareVisitFigures } from "../statistics/rebuildVisitFigures";
import { attachmentKey } from "../attachments/attachmentRepository";
import { CLEARED_PICTURE } from "../attachments/clearedPicture";

const LIN = "p-lin";
const DAY = aSlot({ date: "2026-03-08", capacityHeads: 200 });
const moment = (text: string): Instant => `${text}:00.000+08:00` as Instant;
/** The visit's day ended as 9 March began. */
const TWO_YEARS_ON = moment("2028-03-09T00:00");

let test: TestProduct;
let away: (keyof FileStore)[] = [];
/** Stands before each transaction of the product: another one in between, or the end of the process. */
let beforeWriting: (writes: readonly Write[]) => Promise<void>;
beforeEach(async () => {
  away = [];
  beforeWriting = async () => undefined;
  test = await startTestProduct({
    wrapStore: (store) =>
      new Proxy(store, {
        get: (target, name: keyof ScannableStore) =>
          name !== "transact" ? target[name].bind(target) : (writes: readonly Write[]) => beforeWriting(writes).then(() => target.transact(writes)),
      }),
    wrapFiles: (files) =>
      new Proxy(files, {
        get: (target, name: keyof FileStore) => (away.includes(name) ? () => Promise.reject(new FilesUnavailable("away")) : target[name]),
      }),
  });
  await putItems(test.store, [aFacility(), DAY]);
});
afterEach(() => test.stop());

const clear = (): Promise<number> => test.product.clearRetained();
const platform = (): Promise<ApiClient> => test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台管理员" });
const stateOf = async (bookingId: string): Promise<StoredItem | undefined> => test.store.get({ pk: `BOOKING#${bookingId}`, sk: "STATE" });
async function tombstones(query: Partial<ListTombstonesQuery> = {}) {
  return (await valueOf((await platform()).call(retentionRoutes.listTombstones, { query: { limit: "50" as never, ...query } as never }))).items;
}
async function setRule(name: string, value: number): Promise<void> {
  const admin = await platform();
  const { version } = await valueOf(admin.call(settingsRoutes.listParameters, {}));
  await valueOf(admin.call(settingsRoutes.changeParameters, { body: { requestId: requestId(), version, values: { [name]: value } } }));
}
/** A family of three that came, and rated nothing. */
async function aVisit(personId = LIN): Promise<string> {
  const made = await confirmedBooking(test, DAY, { personId, heads: 3 });
  test.clock.set(moment("2026-03-08T09:00"));
  await valueOf(enter(test, made.booking, { code: made.code, heads: 3 }));
  await test.settle();
  return made.booking.bookingId;
}

describe("M19 R18 bookings", () => {
  it("M19 R18 nothing goes a moment too early; then name and phone go, status, heads and every figure stay, and a tombstone says why", async () => {
    const bookingId = await aVisit();
    test.clock.set(addMs(TWO_YEARS_ON, -60_000));
    await clear();
    expect((await stateOf(bookingId))?.["contactName"]).toBe("林晓燕");
    test.clock.set(TWO_YEARS_ON);
    expect(await tombstones({ kind: "BOOKING" })).toEqual([]);
    await clear();
    expect(await stateOf(bookingId)).toMatchObject({ status: "CHECKED_IN", heads: 3, headsEntered: 3, contactName: "已注销用户", contactPhone: "" });
    expect(await compareVisitFigures(test.store)).toEqual([]);
    const because = "参观预约的个人信息从参观日结束起保留 24 个月，已到期";
    expect(await tombstones({ kind: "BOOKING" })).toMatchObject([
      { at: TWO_YEARS_ON, byName: "保留期限规则", because, count: 1, caseNumber: bookingId.slice(-8), bookingId, outcomeLabel: "抹去个人信息" },
    ]);
    // Once and no more, however often it is looked at.
    await clear();
    expect(await tombstones({ kind: "BOOKING" })).toHaveLength(1);
    const kept = JSON.stringify((await test.store.scan({ limit: 1000 })).items.filter((item) => !item.pk.startsWith("REQUEST#")));
    for (const word of ["林晓燕", "13900000001"]) expect([word, kept.includes(word)]).toEqual([word, false]);
    const detail = await valueOf(
      (await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")] })).call(visitRoutes.getBooking, { params: { bookingId: bookingId as never } }),
    );
    expect(detail.clearedNote).toBe(`个人信息已按规定清除（2028-03-09，${because}；保留期限规则）`);
  });

  it("M19 a machine that stood still for years works it off in steps of a hundred; two sweeps at once clear each once", async () => {
    const bookingId = await aVisit();
    const one = await stateOf(bookingId);
    for (let n = 0; n < 150; n += 1) {
      const id = `01COPY${String(n).padStart(20, "0")}`;
      const index4 = { pk: "RETAINED#BOOKING", sk: `${moment("2026-03-09T00:00")}#${id}` };
      await putItems(test.store, [{ ...(one as StoredItem), pk: `BOOKING#${id}`, bookingId: id, index4 }]);
    }
    test.clock.set(moment("2033-01-01T08:00"));
    const counted = async (): Promise<number> => (await test.store.query({ index: "primary", pk: "TOMBSTONES#BOOKING", limit: 1000 })).items.length;
    await Promise.all([clear(), clear()]);
    expect(await counted()).toBe(100);
    await clear();
    expect(await counted()).toBe(151);
    expect(await compareVisitFigures(test.store)).toEqual([]);
  });

  it("M19 a rule that is prolonged meanwhile holds for what is there already, and one that is shortened too", async () => {
    const bookingId = await aVisit();
    await setRule("retention.bookingMonths", 60);
    test.clock.set(TWO_YEARS_ON);
    await clear();
    expect((await stateOf(bookingId))?.["contactName"]).toBe("林晓燕");
    await setRule("retention.bookingMonths", 12);
    await clear();
    expect((await stateOf(bookingId))?.["contactName"]).toBe("已注销用户");
    expect((await tombstones({ kind: "BOOKING" }))[0]?.because).toBe("参观预约的个人信息从参观日结束起保留 12 个月，已到期");
  });

  it("M19 an appeal that is still open keeps the name until it is answered", async () => {
    const { booking } = await confirmedBooking(test, DAY, { personId: LIN });
    test.clock.set(moment("2026-03-09T00:00"));
    await test.settle();
    const appeal = { requestId: requestId(), version: 1, remark: "当天封路，电话没有打通" };
    const lin = await test.as({ personId: LIN });
    await valueOf(lin.call(noShowRoutes.appealNoShow, { params: { bookingId: booking.bookingId }, body: appeal as never }));
    test.clock.set(TWO_YEARS_ON);
    await clear();
    expect([(await stateOf(booking.bookingId))?.["contactName"], await tombstones({ kind: "BOOKING" })]).toEqual(["林晓燕", []]);
    const noShow = { pk: `NO_SHOW#${booking.bookingId}`, sk: "STATE" };
    await test.store.transact([{ kind: "update", tag: "answered", key: noShow, set: { status: "UPHELD" } }]);
    test.clock.advanceMs(30 * DAY_MS);
    await clear();
    expect((await stateOf(booking.bookingId))?.["contactName"]).toBe("已注销用户");
  });

  it("M19 one that is cancelled in the very moment is cleared by the next sweep; nothing is lost and nothing doubled", async () => {
    const { bookingId } = await valueOf(book(test, DAY, { personId: LIN }));
    await valueOf(decide(test, bookingId, "DECLINE"));
    test.clock.set(TWO_YEARS_ON);
    const key = { pk: `BOOKING#${bookingId}`, sk: "STATE" };
    beforeWriting = async (writes) => {
      if (!writes.some(({ tag }) => tag === "tombstone")) return;
      beforeWriting = async () => undefined;
      await test.store.transact([{ kind: "update", tag: "other", key, set: { cityName: "海口" }, add: { version: 1 } }]);
    };
    await clear();
    expect([(await stateOf(bookingId))?.["contactName"], await tombstones({ kind: "BOOKING" })]).toEqual(["林晓燕", []]);
    await clear();
    expect([(await stateOf(bookingId))?.["contactName"], (await tombstones({ kind: "BOOKING" })).length]).toEqual(["已注销用户", 1]);
  });
});

describe("M19 a hold", () => {
  const hold = async (bookingId: string, step: "holdBookingRetention" | "releaseBookingRetention", reason = "投诉调查，编号 2026-031") =>
    (await platform()).call(retentionHoldRoutes[step], { params: { bookingId: bookingId as never }, body: { requestId: requestId(), reason } });

  it("M19 stops the rule until it is lifted, with its reason in the history; what was due goes then", async () => {
    const bookingId = await aVisit();
    const held = await valueOf(hold(bookingId, "holdBookingRetention"));
    expect(held.retentionHold).toEqual({ at: moment("2026-03-08T09:00"), byName: "平台管理员", reason: "投诉调查，编号 2026-031" });
    expect(held.timeline.at(-1)).toMatchObject({ label: "暂停到期清除个人信息", remark: "投诉调查，编号 2026-031" });
    expect(await refusalOf(hold(bookingId, "holdBookingRetention"))).toMatchObject({ code: "RETENTION_HELD" });
    test.clock.set(moment("2031-01-01T08:00"));
    await clear();
    expect((await stateOf(bookingId))?.["contactName"]).toBe("林晓燕");
    expect((await valueOf(hold(bookingId, "releaseBookingRetention", "调查已结束"))).retentionHold).toBeUndefined();
    expect(await refusalOf(hold(bookingId, "releaseBookingRetention"))).toMatchObject({ code: "RETENTION_NOT_HELD" });
    await clear();
    expect((await stateOf(bookingId))?.["contactName"]).toBe("已注销用户");
    expect(await refusalOf(hold(bookingId, "holdBookingRetention"))).toMatchObject({ code: "PERSONAL_DATA_CLEARED" });
  });

  it("M19 R18 whoever asks to be forgotten while their visit is held leaves it now, and its data go when the hold is lifted", async () => {
    const bookingId = await aVisit();
    await valueOf(hold(bookingId, "holdBookingRetention"));
    const { personalBookings } = await import("../visits/public");
    const bookings = personalBookings(test.product.store);
    const step = { personId: LIN, limit: 20, now: test.clock.now() };
    expect([await bookings.forget(step), await bookings.forget(step)]).toEqual([1, 0]);
    expect(await stateOf(bookingId)).toMatchObject({ contactName: "林晓燕", personId: `forgotten:${bookingId}` });
    await valueOf(hold(bookingId, "releaseBookingRetention"));
    await clear();
    expect((await stateOf(bookingId))?.["contactName"]).toBe("已注销用户");
    expect(await tombstones({ kind: "BOOKING" })).toMatchObject([{ byName: "本人", because: "本人注销账号" }]);
  });
});

describe("M19 R18 photos", () => {
  async function aReport(): Promise<{ bookingId: string; photo: string }> {
    const bookingId = await confirmedTeam(test, DAY, { personId: LIN });
    test.clock.set(moment("2026-03-08T12:00"));
    const done = await valueOf(report(test, bookingId));
    const photo = done.report?.photos[0]?.attachmentId ?? "";
    for (const key of [`originals/${photo}`, `public/${photo}.jpg`, `thumbnails/${photo}.jpg`]) await test.files.write(key, Buffer.from("faces"), "image/jpeg");
    return { bookingId, photo };
  }
  const shown = async (photo: string): Promise<unknown[]> => [
    await test.files.head(`originals/${photo}`),
    Buffer.from((await test.files.read(`public/${photo}.jpg`)) ?? []).equals(CLEARED_PICTURE),
  ];

  it("M19 the original goes, a sentence takes the picture's place, and the record says when; the report stays", async () => {
    const { bookingId, photo } = await aReport();
    test.clock.set(moment("2029-03-08T00:00"));
    await clear();
    expect(await shown(photo)).toEqual([undefined, true]);
    const record = await test.store.get(attachmentKey(photo));
    expect(record).toMatchObject({ clearedAt: moment("2029-03-08T00:00"), fileName: "", boundTo: `booking#${bookingId}` });
    expect(await tombstones({ kind: "PHOTO" })).toMatchObject([{ caseName: "团队参观照片", because: "参观和活动照片从上传起保留 36 个月，已到期" }]);
    expect((await stateOf(bookingId))?.["report"]).toMatchObject({ heads: 30, photos: [photo] });
  });

  it("M19 R7 a sweep that dies between the files and the record is ended by the next one, with one tombstone", async () => {
    const { photo } = await aReport();
    test.clock.set(moment("2029-03-08T00:00"));
    beforeWriting = async (writes) => {
      if (writes.some(({ tag }) => tag === "tombstone")) throw new Error("the process died");
    };
    await clear();
    beforeWriting = async () => undefined;
    expect([(await test.store.get(attachmentKey(photo)))?.["clearedAt"], await tombstones({ kind: "PHOTO" })]).toEqual([undefined, []]);
    test.clock.advanceMs(DAY_MS);
    await clear();
    await clear();
    expect([await shown(photo), (await tombstones({ kind: "PHOTO" })).length]).toEqual([[undefined, true], 1]);
  });

  it("M19 R7 a file store that is away keeps the record as it is", async () => {
    const { photo } = await aReport();
    test.clock.set(moment("2029-03-08T00:00"));
    away = ["remove"];
    await clear();
    expect((await test.store.get(attachmentKey(photo)))?.["clearedAt"]).toBeUndefined();
    away = [];
    test.clock.advanceMs(DAY_MS);
    await clear();
    expect(await shown(photo)).toEqual([undefined, true]);
  });

  it("M19 the photos of a held visit stay with it", async () => {
    const { bookingId, photo } = await aReport();
    const at = { params: { bookingId: bookingId as never }, body: { requestId: requestId(), reason: "纠纷取证" } };
    await valueOf((await platform()).call(retentionHoldRoutes.holdBookingRetention, at));
    test.clock.set(moment("2031-03-08T00:00"));
    await clear();
    expect(await test.files.head(`originals/${photo}`)).toEqual({ sizeBytes: 5 });
  });
});

describe("M19 R18 registrations", () => {
  it("M19 an account that never sent its registration goes after 30 days; user name and phone are free again", async () => {
    await startedRegistration(test);
    test.clock.advanceMs(30 * DAY_MS - 60_000);
    await clear();
    expect(await test.store.get({ pk: "ACCOUNT#lvyuan", sk: "PROFILE" })).toBeDefined();
    test.clock.advanceMs(60_000);
    await clear();
    expect(await test.store.get({ pk: "ACCOUNT#lvyuan", sk: "PROFILE" })).toBeUndefined();
    expect(await tombstones({ kind: "REGISTRATION_DRAFT" })).toMatchObject([{ caseName: "海口市美兰区应急管理局", outcomeLabel: "删除" }]);
    await startedRegistration(test);
  });

  it("M19 one that its author took back goes after a year with its letter; one in review never does", async () => {
    await addStaff(test);
    const { detail } = await sentRegistration(test);
    test.clock.advanceMs(100 * DAY_MS);
    await clear();
    const key = { pk: `REGISTRATION#${detail.registrationId}`, sk: "STATE" };
    expect((await test.store.get(key))?.["status"]).toBe("IN_REVIEW");
    const again = await logIn(test);
    await valueOf(again.call(registrationRoutes.withdrawRegistration, { body: { requestId: requestId(), version: detail.version } }));
    test.clock.advanceMs(366 * DAY_MS);
    await clear();
    const letter = detail.content?.letter ?? "";
    expect([await test.store.get(key), await test.store.get(attachmentKey(letter)), await test.files.head(`documents/${letter}.pdf`)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const left = JSON.stringify((await test.store.query({ index: "primary", pk: key.pk, limit: 100 })).items);
    expect(left).not.toContain("刘国强");
    expect(await tombstones({ kind: "REGISTRATION" })).toHaveLength(1);
  });
});

describe("M19 R18 registrations that were not approved", () => {
  const at = (registrationId: string) => ({ params: { registrationId: registrationId as never } });
  const words = (reason: string) => ({ body: { requestId: requestId(), reason } });
  const hold = async (client: ApiClient, registrationId: string, step: "holdRegistrationRetention" | "releaseRegistrationRetention", reason = "投诉调查") =>
    client.call(registrationRoutes[step], { ...at(registrationId), ...words(reason) });
  /** Withdrawn by its author on the first day. */
  async function aWithdrawn() {
    await addStaff(test);
    const { author, detail } = await sentRegistration(test);
    await valueOf(author.call(registrationRoutes.withdrawRegistration, { body: { requestId: requestId(), version: detail.version } }));
    return { author, registrationId: detail.registrationId, stateKey: { pk: `REGISTRATION#${detail.registrationId}`, sk: "STATE" } };
  }

  it("M19 R12 once cleared it says when and by which rule to those who reviewed it, and to nobody else that it was ever there", async () => {
    const { registrationId } = await aWithdrawn();
    test.clock.advanceMs(366 * DAY_MS);
    await clear();
    const [city, elsewhere] = [await logIn(test, "haikou.city", "x"), await logIn(test, "sanya.city", "x")];
    const refused = await refusalOf(city.call(registrationRoutes.getRegistration, at(registrationId)));
    expect([refused.code, refused.status, refused.message]).toEqual([
      "CASE_CLEARED",
      410,
      "这份注册申请「海口市美兰区应急管理局」已按规定清除（2027-03-08，没有通过的单位注册从退回、不予通过或撤回起保留 12 个月，已到期；保留期限规则），内容不能恢复。需要核对的，请看「系统设置」→「数据保留」里的清理记录。",
    ]);
    expect(await refusalOf(elsewhere.call(registrationRoutes.getRegistration, at(registrationId)))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(hold(city, registrationId, "holdRegistrationRetention"))).toMatchObject({ code: "CASE_CLEARED" });
    expect(await refusalOf(hold(elsewhere, registrationId, "holdRegistrationRetention"))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("M19 a hold of its bureau stops the rule, unseen by its author; another bureau's and one that is not running are refused", async () => {
    const { author, registrationId, stateKey } = await aWithdrawn();
    const [city, elsewhere] = [await logIn(test, "haikou.city", "x"), await logIn(test, "sanya.city", "x")];
    expect(await refusalOf(hold(elsewhere, registrationId, "holdRegistrationRetention"))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(hold(city, registrationId, "releaseRegistrationRetention"))).toMatchObject({ code: "RETENTION_NOT_HELD" });
    const held = await valueOf(hold(city, registrationId, "holdRegistrationRetention", "投诉调查，编号 2026-031"));
    expect([held.retentionHold?.byName, held.retentionHold?.reason, held.mayHoldRetention]).toEqual(["吴海波", "投诉调查，编号 2026-031", true]);
    expect(held.timeline.at(-1)).toMatchObject({ label: "暂停到期清除", remark: "投诉调查，编号 2026-031" });
    expect(await refusalOf(hold(city, registrationId, "holdRegistrationRetention"))).toMatchObject({ code: "RETENTION_HELD" });
    const own = await valueOf(author.call(registrationRoutes.getOwnRegistration, {}));
    expect([own.retentionHold, own.mayHoldRetention, own.timeline.at(-1)?.label]).toEqual([undefined, undefined, "撤回"]);
    test.clock.advanceMs(800 * DAY_MS);
    await clear();
    expect((await test.store.get(stateKey))?.["status"]).toBe("WITHDRAWN");
    expect((await valueOf(hold(await platform(), registrationId, "releaseRegistrationRetention", "调查已结束"))).retentionHold).toBeUndefined();
    await clear();
    expect([await test.store.get(stateKey), (await tombstones({ kind: "REGISTRATION" })).length]).toEqual([undefined, 1]);
  });

  it("M19 one that is held in the very moment of the sweep stays, whole; one in review needs no hold", async () => {
    const { registrationId, stateKey } = await aWithdrawn();
    test.clock.advanceMs(366 * DAY_MS);
    const city = await logIn(test, "haikou.city", "x");
    beforeWriting = async (writes) => {
      if (!writes.some(({ tag }) => tag === "tombstone")) return;
      beforeWriting = async () => undefined;
      await valueOf(hold(city, registrationId, "holdRegistrationRetention"));
    };
    await clear();
    expect([(await test.store.get(stateKey))?.["organizationName"], await tombstones({ kind: "REGISTRATION" })]).toEqual(["海口市美兰区应急管理局", []]);
    const { detail } = await sentRegistration(test, { first: { username: "second", phone: "13900008002", organizationName: "海口市秀英区应急管理局" } });
    expect(await refusalOf(hold(city, detail.registrationId, "holdRegistrationRetention"))).toMatchObject({ code: "RETENTION_NOT_RUNNING" });
  });
});

describe("M19 R18 what is nothing by itself", () => {
  it("M19 notices, refused scans and log entries go whole, with one tombstone a day that counts them exactly", async () => {
    const entry = (kind: string, n: number): StoredItem => ({
      pk: `OLD#${kind}`,
      sk: String(n).padStart(3, "0"),
      index4: { pk: `RETAINED#${kind}`, sk: `${moment("2026-01-01T00:00")}#${n}` },
    });
    for (const kind of ["NOTICE", "REFUSED_SCAN", "TRAIL"])
      await putItems(
        test.store,
        Array.from({ length: 60 }, (_, n) => entry(kind, n)),
      );
    const left = async (kind: string): Promise<number> => (await test.store.query({ index: "primary", pk: `OLD#${kind}`, limit: 1000 })).items.length;
    const all = async (): Promise<number[]> => Promise.all(["NOTICE", "REFUSED_SCAN", "TRAIL"].map(left));
    test.clock.set(moment("2026-07-02T09:00"));
    await clear();
    expect(await all()).toEqual([0, 60, 60]);
    test.clock.set(moment("2027-01-02T09:00"));
    await clear();
    expect(await all()).toEqual([0, 0, 60]);
    test.clock.set(moment("2029-01-02T09:00"));
    await Promise.all([clear(), clear()]);
    expect(await all()).toEqual([0, 0, 0]);
    expect((await tombstones()).map(({ kind, count }) => [kind, count])).toEqual([
      ["TRAIL", 60],
      ["REFUSED_SCAN", 60],
      ["NOTICE", 60],
    ]);
  });

  it("M19 what staff do, and what a gate refuses, carries its entry from the beginning", async () => {
    const bookingId = await aVisit();
    await (
      await platform()
    ).call(retentionHoldRoutes.holdBookingRetention, { params: { bookingId: bookingId as never }, body: { requestId: requestId(), reason: "取证" } });
    const trail = await test.store.query({ index: "index4", pk: "RETAINED#TRAIL", limit: 100 });
    expect(trail.items.map((item) => item["eventType"])).toContain("BOOKING_RETENTION_HELD");
    const notices = await test.store.query({ index: "index4", pk: "RETAINED#NOTICE", limit: 100 });
    expect(notices.items.length).toBeGreaterThan(0);
  });
});

describe("M19 what is shown", () => {
  it("M19 R18 each rule says how long, what goes and why; what an office set stands in it", async () => {
    await setRule("retention.noticeMonths", 9);
    const { rules, fixed } = await valueOf((await platform()).call(retentionRoutes.getRetentionRules, {}));
    expect(rules.map(({ kind }) => kind)).toEqual(RETENTION_KINDS);
    expect(rules.find(({ kind }) => kind === "NOTICE")?.howLong).toBe("从生成通知起 9 个月");
    expect(fixed.filter(({ howLong }) => howLong === "永久保留")).toHaveLength(3);
  });

  it("M19 the tombstones are filtered by kind and period, paged, and taken along as a workbook", async () => {
    await aVisit();
    await startedRegistration(test);
    test.clock.set(moment("2027-01-05T09:00"));
    await clear();
    test.clock.set(TWO_YEARS_ON);
    await clear();
    const kinds = async (query: object): Promise<string[]> =>
      (await tombstones(query)).map(({ kind }) => kind).filter((kind) => kind !== "NOTICE" && kind !== "TRAIL");
    expect(await kinds({})).toEqual(["BOOKING", "REGISTRATION_DRAFT"]);
    expect(await kinds({ from: "2027-01-01", to: "2027-12-31" })).toEqual(["REGISTRATION_DRAFT"]);
    const first = await valueOf((await platform()).call(retentionRoutes.listTombstones, { query: { limit: "1" as never } }));
    expect([first.items.length, typeof first.next]).toEqual([1, "string"]);
    const token = await test.token({ grants: [grantAt("PLATFORM_ADMIN", "CN")] });
    const sheet = await download(test, token, "/api/retention/tombstones.xlsx?kind=BOOKING");
    expect(sheet.status).toBe(200);
  });
});
