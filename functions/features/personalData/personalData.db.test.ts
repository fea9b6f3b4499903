import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { DAY_MS } from "@app/contract/kernel/time";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import { PERSONAL_DATA_KINDS } from "@app/contract/personalData/personalData.schema";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { download } from "../../testing/download";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { book, confirmedBooking, enter, refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";

const LIN = "lin-xiaoyan";
const TOMORROW = aSlot({ date: "2026-03-08", capacityHeads: 200 });
const AHEAD = aSlot({ date: "2026-03-20", capacityHeads: 200 });

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), TOMORROW, AHEAD]);
});
afterEach(() => test.stop());

const withToken = (token: string): ApiClient => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
function logIn(agreedVersion?: string, personId = LIN): Promise<SessionAnswer> {
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId, scope: "" });
  const agreed = agreedVersion === undefined ? {} : { agreedVersion };
  return valueOf(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code, ...agreed } }));
}
const deletion = (client: ApiClient, cancelOpenBookings: boolean, id = requestId()) =>
  client.call(personalDataRoutes.deleteMyAccount, { body: { requestId: id, cancelOpenBookings, reason: "不再使用" } });

/** A visit that was made and rated, one ahead, and a facility followed. */
async function aLife(session: SessionAnswer): Promise<{ visited: string; ahead: string }> {
  const personId = session.me.personId ?? "";
  const made = await confirmedBooking(test, TOMORROW, { personId, heads: 3 });
  test.clock.advanceMs(DAY_MS);
  await valueOf(enter(test, made.booking, { code: made.code, heads: 3 }));
  await valueOf(
    withToken(session.token).call(ratingRoutes.rateVisit, {
      params: { bookingId: made.booking.bookingId },
      body: { requestId: requestId(), stars: 5, comment: "林晓燕说讲解很清楚" },
    }),
  );
  await valueOf(withToken(session.token).call(demandRoutes.followFacility, { params: { facilityId: BAISHAMEN }, body: { requestId: requestId() } }));
  const { bookingId } = await valueOf(book(test, AHEAD, { personId }));
  await test.settle();
  return { visited: made.booking.bookingId, ahead: bookingId };
}
const everything = async (): Promise<string> =>
  JSON.stringify((await test.store.scan({ limit: 1000 })).items.filter((item) => !item.pk.startsWith("REQUEST#")));
async function figures(): Promise<unknown> {
  const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  return valueOf(city.call(statisticsRoutes.getLatestFigures, {}));
}

describe("R18 the agreement", () => {
  it("R18 what was agreed before the first log-in is kept with its version and moment; another version is asked for again", async () => {
    const first = await logIn(AGREEMENT_VERSION);
    expect(first.me.agreedVersion).toBe(AGREEMENT_VERSION);
    const mine = await valueOf(withToken(first.token).call(personalDataRoutes.getMyData, {}));
    expect(mine).toMatchObject({ agreedVersion: AGREEMENT_VERSION, agreedAt: "2026-03-07T09:00:00.000+08:00" });
    // As if they had agreed to an earlier text.
    const person = { pk: `PERSON#${first.me.personId}`, sk: "PROFILE" };
    await test.store.transact([{ kind: "update", tag: "person", key: person, set: { agreedVersion: "2025-01" } }]);
    const later = await logIn();
    expect(later.me.agreedVersion).toBe("2025-01");
    test.clock.advanceMs(DAY_MS);
    const agree = (version: string) => withToken(later.token).call(personalDataRoutes.agreeTo, { body: { requestId: requestId(), version } });
    expect((await refusalOf(agree("2025-01"))).code).toBe("AGREEMENT_OUTDATED");
    expect((await valueOf(agree(AGREEMENT_VERSION))).me.agreedVersion).toBe(AGREEMENT_VERSION);
    const consents = await valueOf(withToken(later.token).call(personalDataRoutes.listMyRecords, { params: { kind: "CONSENTS" } }));
    expect(consents.items.map(({ at }) => at)).toEqual(["2026-03-08T09:00:00.000+08:00"]);
  });

  it("R18 a log-in that brings no consent, or one to another text, counts as none", async () => {
    expect((await logIn()).me.agreedVersion).toBeUndefined();
    expect((await logIn("made-up")).me.agreedVersion).toBeUndefined();
  });
});

describe("R18 what is kept of me", () => {
  it("R18 each kind is counted and shown, and the download has all of it, as JSON and as a workbook; the sixth of a day is refused", async () => {
    const session = await logIn(AGREEMENT_VERSION);
    const { visited, ahead } = await aLife(session);
    const me = withToken(session.token);
    const mine = await valueOf(me.call(personalDataRoutes.getMyData, {}));
    expect(mine.kinds.map(({ kind }) => kind)).toEqual(PERSONAL_DATA_KINDS);
    expect(Object.fromEntries(mine.kinds.map(({ kind, count }) => [kind, count]))).toMatchObject({
      WECHAT: 1,
      SESSIONS: 1,
      CONSENTS: 1,
      BOOKINGS: 2,
      RATINGS: 1,
      NO_SHOWS: 0,
      WAITING: 0,
      FOLLOWS: 1,
    });
    expect(mine).toMatchObject({ isStaff: false, openBookings: 1, downloadsLeftToday: 5 });
    const file = await valueOf(me.call(personalDataRoutes.downloadMyData, {}));
    const bookings = file.kinds.find(({ kind }) => kind === "BOOKINGS")?.records ?? [];
    expect(bookings.flatMap(({ facts }) => facts.filter(({ label }) => label === "预约编号").map(({ value }) => value)).sort()).toEqual(
      [visited, ahead].sort(),
    );
    expect(JSON.stringify(file)).toContain("13900000001");
    expect(file.kinds.find(({ kind }) => kind === "RATINGS")?.records[0]?.facts).toContainEqual({ label: "评价", value: "林晓燕说讲解很清楚" });
    const sheet = await download(test, session.token, "/api/personal-data/mine.xlsx");
    expect(sheet.status).toBe(200);
    for (let n = 3; n <= 5; n += 1) await valueOf(me.call(personalDataRoutes.downloadMyData, {}));
    expect(await refusalOf(me.call(personalDataRoutes.downloadMyData, {}))).toMatchObject({
      code: "DOWNLOADS_USED_UP",
      message: "今天已下载 5 次，请明天再来。",
    });
    test.clock.advanceMs(DAY_MS);
    expect((await me.call(personalDataRoutes.downloadMyData, {})).ok).toBe(true);
  });

  it("R18 nobody sees another's", async () => {
    const session = await logIn(AGREEMENT_VERSION);
    await aLife(session);
    const other = withToken((await logIn(AGREEMENT_VERSION, "chen-zhiqiang")).token);
    const file = await valueOf(other.call(personalDataRoutes.downloadMyData, {}));
    expect(file.kinds.filter(({ records }) => records.length > 0).map(({ kind }) => kind)).toEqual(["WECHAT", "SESSIONS", "CONSENTS"]);
  });
});

describe("R18 deletion", () => {
  it("R18 name, phone and words are gone from everything, the figures are what they were, and who logs in again is somebody new", async () => {
    const session = await logIn(AGREEMENT_VERSION);
    const { visited, ahead } = await aLife(session);
    const before = await figures();
    const me = withToken(session.token);
    expect(await refusalOf(deletion(me, false))).toMatchObject({
      code: "OPEN_BOOKINGS",
      message: "您还有 1 次没有结束的预约。请先取消，或勾选“一并取消”后再注销。",
    });
    const receipt = await valueOf(deletion(me, true));
    expect(receipt).toMatchObject({ status: "RUNNING", askedAt: "2026-03-08T09:00:00.000+08:00", recordsHandled: 0 });
    await test.settle();
    // Seen without a session: there is none any more.
    const done = await valueOf(test.anonymous().call(personalDataRoutes.getDeletion, { params: { receiptId: receipt.receiptId } }));
    expect(done).toMatchObject({ status: "DONE", doneAt: "2026-03-08T09:00:00.000+08:00" });
    expect(done.recordsHandled).toBeGreaterThanOrEqual(4);
    expect((await refusalOf(me.call(sessionRoutes.getMe, {}))).code).toBe("SESSION_EXPIRED");
    const kept = await everything();
    for (const word of ["林晓燕", "13900000001", "讲解很清楚"]) expect([word, kept.includes(word)]).toEqual([word, false]);
    expect(await figures()).toEqual(before);
    const bookings = await Promise.all([visited, ahead].map((id) => test.store.get({ pk: `BOOKING#${id}`, sk: "STATE" })));
    expect(bookings.map((booking) => [booking?.["status"], booking?.["heads"], booking?.["contactName"], booking?.["contactPhone"]])).toEqual([
      ["CHECKED_IN", 3, "已注销用户", ""],
      ["CANCELLED", 1, "已注销用户", ""],
    ]);
    const again = await logIn(AGREEMENT_VERSION);
    expect(again.me.personId).not.toBe(session.me.personId);
    const mine = await valueOf(withToken(again.token).call(personalDataRoutes.getMyData, {}));
    expect(mine.kinds.filter(({ count }) => count > 0).map(({ kind }) => kind)).toEqual(["WECHAT", "SESSIONS", "CONSENTS"]);
  });

  it("R18 a visit under way stands in the way and is named; so does an account of staff", async () => {
    const session = await logIn(AGREEMENT_VERSION);
    await confirmedBooking(test, TOMORROW, { personId: session.me.personId ?? "" });
    test.clock.advanceMs(DAY_MS);
    expect(await refusalOf(deletion(withToken(session.token), true))).toMatchObject({
      code: "BOOKING_UNDER_WAY",
      message: expect.stringContaining(aFacility().name),
    });
    await test.addAccount({
      username: "mengang",
      displayName: "王门岗",
      phone: "13900000021",
      password: "menGang@2026",
      grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)],
    });
    const guard = await logIn(AGREEMENT_VERSION, "wang-mengang");
    const phoneCode = test.sandbox.phoneCodes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "wang-mengang", scope: "" });
    const bound = await valueOf(
      withToken(guard.token).call(staffBindingRoutes.bindStaffByWechatPhone, { body: { requestId: requestId(), name: "王门岗", phoneCode } }),
    );
    expect((await refusalOf(deletion(withToken(bound.token), true))).code).toBe("STAFF_ACCOUNT");
    await valueOf(withToken(bound.token).call(staffBindingRoutes.unbindStaff, {}));
    expect((await deletion(withToken(bound.token), true)).ok).toBe(true);
  });

  it("R2 R18 asked twice it is one deletion, with one receipt", async () => {
    const session = await logIn(AGREEMENT_VERSION);
    const [first, second] = [await valueOf(deletion(withToken(session.token), false)), await valueOf(deletion(withToken(session.token), false))];
    expect(second.receiptId).toBe(first.receiptId);
  });
});
