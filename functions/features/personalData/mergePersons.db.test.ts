import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { DAY_MS, MINUTE_MS } from "@app/contract/kernel/time";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { fetchTransport } from "../../testing/fetchTransport";
import { NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { confirmedBooking, book, refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { inboxKey, seenUpTo } from "../notices/inboxRepository";
import { listSubscriptions, subscriptionAccepted } from "../notices/subscriptionRepository";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../testing/visitBuilders";

const LIN = "lin-xiaoyan";
const MISSED = aSlot({ date: "2026-03-08", capacityHeads: 200 });
const FULL = aSlot({ date: "2026-03-22", capacityHeads: 1 });
const AHEAD = aSlot({ date: "2026-03-20", capacityHeads: 200 });

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), MISSED, AHEAD]);
});
afterEach(() => test.stop());

const withToken = (token: string): ApiClient => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
/** The official account tells no unionid by its silent scope. */
function logIn(via: "MINIPROGRAM" | "OFFICIAL_ACCOUNT", scope: "snsapi_userinfo" | "snsapi_base" = "snsapi_userinfo"): Promise<SessionAnswer> {
  const { miniProgram, officialAccount } = test.sandbox.apps;
  const code = test.sandbox.codes.issue({ appId: (via === "MINIPROGRAM" ? miniProgram : officialAccount).appId, personId: LIN, scope });
  return valueOf(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via, code } }));
}
const personOf = (session: SessionAnswer): string => session.me.personId ?? "";
const bookingIds = async (client: ApiClient, group: "UPCOMING" | "ENDED") =>
  (await valueOf(client.call(visitRoutes.listMyBookings, { query: { group } }))).items.map(({ bookingId }) => bookingId);

describe("R13 two identities of one person", () => {
  it("R13 the unionid told late makes one person of two: bookings, follows, no-shows and sessions of the one are found under the other", async () => {
    const page = await logIn("OFFICIAL_ACCOUNT", "snsapi_base");
    const phone = await logIn("MINIPROGRAM");
    expect(personOf(page)).not.toBe(personOf(phone));
    const missed = (await confirmedBooking(test, MISSED, { personId: personOf(page) })).booking.bookingId;
    const ahead = (await confirmedBooking(test, AHEAD, { personId: personOf(page) })).booking.bookingId;
    await valueOf(withToken(page.token).call(demandRoutes.followFacility, { params: { facilityId: BAISHAMEN }, body: { requestId: requestId() } }));
    test.clock.advanceMs(2 * DAY_MS);
    await test.settle();

    const told = await logIn("OFFICIAL_ACCOUNT");
    expect(personOf(told)).toBe(personOf(phone));
    await test.settle();
    const one = withToken(phone.token);
    expect([await bookingIds(one, "UPCOMING"), await bookingIds(one, "ENDED")]).toEqual([[ahead], [missed]]);
    expect((await valueOf(one.call(demandRoutes.listMyFollows, {}))).items).toHaveLength(1);
    expect((await valueOf(one.call(noShowRoutes.listMyNoShows, {}))).items.map(({ bookingId }) => bookingId)).toEqual([missed]);
    // The session from before goes on as the one person, and its visits are theirs to act on.
    expect((await valueOf(withToken(page.token).call(sessionRoutes.getMe, {}))).personId).toBe(personOf(phone));
    expect(
      (
        await valueOf(
          withToken(page.token).call(visitRoutes.cancelBooking, { params: { bookingId: ahead }, body: { requestId: requestId(), remark: "不去了" } }),
        )
      ).status,
    ).toBe("CANCELLED");
    const kinds = (await valueOf(one.call(personalDataRoutes.getMyData, {}))).kinds;
    expect(kinds.find(({ kind }) => kind === "SESSIONS")?.count).toBe(3);
  });

  it("R13 a day with a visit stays one day: the survivor cannot book what overlaps the absorbed one's visit", async () => {
    const page = await logIn("OFFICIAL_ACCOUNT", "snsapi_base");
    const phone = await logIn("MINIPROGRAM");
    await confirmedBooking(test, AHEAD, { personId: personOf(page) });
    await logIn("OFFICIAL_ACCOUNT");
    await test.settle();
    expect((await refusalOf(book(test, AHEAD, { personId: personOf(phone) }))).code).toBe("BOOKING_OVERLAPS");
  });

  it("R13 the same told many times at once makes one merge; what a remembered session leaves behind is found by the last look", async () => {
    const page = await logIn("OFFICIAL_ACCOUNT", "snsapi_base");
    const phone = await logIn("MINIPROGRAM");
    const told = await Promise.all([logIn("OFFICIAL_ACCOUNT"), logIn("OFFICIAL_ACCOUNT"), logIn("MINIPROGRAM"), logIn("OFFICIAL_ACCOUNT")]);
    expect(new Set(told.map(personOf))).toEqual(new Set([personOf(phone)]));
    const jobs = (await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("PERSON_JOB#"));
    expect(jobs.map((job) => [job["kind"], job["personId"], job["into"]])).toEqual([["MERGE", personOf(page), personOf(phone)]]);
    await test.settle();
    const late = await valueOf(book(test, AHEAD, { personId: personOf(page) }));
    test.clock.advanceMs(2 * MINUTE_MS);
    await test.settle();
    expect(await bookingIds(withToken(phone.token), "UPCOMING")).toEqual([late.bookingId]);
  });

  it("R18 what the absorbed one waited for, agreed to and had read goes over, and a later deletion leaves nothing of either", async () => {
    await putItems(test.store, [FULL]);
    await valueOf(book(test, FULL, { personId: "somebody-else" }));
    const page = await logIn("OFFICIAL_ACCOUNT", "snsapi_base");
    const phone = await logIn("MINIPROGRAM");
    const [before, after] = [personOf(page), personOf(phone)];
    const absorbed = withToken(page.token);
    const joining = { requestId: requestId(), slotId: FULL.slotId, heads: 1, contactPhone: "13900007777" as never, kind: "FAMILY" as const };
    await valueOf(absorbed.call(demandRoutes.joinWaitingList, { body: joining }));
    await test.store.transact([
      subscriptionAccepted(before, "WAITING_OFFER", false, NOW),
      { ...subscriptionAccepted(before, "NO_SHOW", false, NOW), tag: "second" },
      { ...subscriptionAccepted(after, "NO_SHOW", false, NOW), tag: "third" },
      { kind: "put", tag: "seen", item: { ...inboxKey(`PERSON#${before}`), seenUpTo: NOW } },
    ]);
    await logIn("OFFICIAL_ACCOUNT");
    await test.settle();
    expect((await listSubscriptions(test.store, before)).length).toBe(0);
    expect((await listSubscriptions(test.store, after)).map(({ template, left }) => [template, left])).toEqual([
      ["NO_SHOW", 2],
      ["WAITING_OFFER", 1],
    ]);
    expect([...(await seenUpTo(test.store, [`PERSON#${before}`, `PERSON#${after}`])).values()]).toEqual(["", NOW]);
    const one = withToken(phone.token);
    const listed = await valueOf(one.call(personalDataRoutes.listMyRecords, { params: { kind: "SUBSCRIPTIONS" }, query: {} }));
    expect(listed.items.map(({ title, facts }) => [title, facts[0]?.value])).toEqual([
      ["失约通知", "2 次"],
      ["候补名额通知", "1 次"],
    ]);
    await valueOf(one.call(personalDataRoutes.deleteMyAccount, { body: { requestId: requestId(), cancelOpenBookings: true, reason: "不再使用" } }));
    await test.settle();
    const kept = JSON.stringify((await test.store.scan({ limit: 1000 })).items.filter((item) => !item.pk.startsWith("REQUEST#")));
    expect(kept).not.toContain("13900007777");
    expect(kept).not.toMatch(/"openids":\{"/);
    expect(kept).not.toContain(`SUBSCRIPTIONS#${after}`);
    expect(kept).not.toContain(`INBOX#PERSON#${after}`);
  });

  it("R8 a job that dies between two pieces goes on where it stopped", async () => {
    const page = await logIn("OFFICIAL_ACCOUNT", "snsapi_base");
    const phone = await logIn("MINIPROGRAM");
    const ids: string[] = [];
    for (let day = 9; day <= 30; day += 1) {
      const slot = aSlot({ date: `2026-03-${String(day).padStart(2, "0")}`, capacityHeads: 200 });
      await putItems(test.store, [slot]);
      ids.push((await valueOf(book(test, slot, { personId: personOf(page) }))).bookingId);
    }
    await logIn("OFFICIAL_ACCOUNT");
    const { transact } = test.store;
    let writes = 0;
    test.store.transact = async (asked) => {
      if (asked.some(({ tag }) => tag === "booking") && ++writes === 7) throw new Error("the process died");
      return transact.call(test.store, asked);
    };
    await test.settle();
    test.store.transact = transact;
    test.clock.advanceMs(MINUTE_MS);
    await test.settle();
    expect(
      (await test.store.query({ index: "index3", pk: `BOOKINGS#PERSON#${personOf(phone)}#UPCOMING`, limit: 100 })).items.map((item) => item["bookingId"]),
    ).toEqual(ids);
  });
});
