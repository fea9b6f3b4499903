import { banRoutes } from "@app/contract/content/bans.routes";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { pushPictureResult } from "../../../../infra/local/wechat-sandbox/contentChecks";
import { openidOf } from "../../../../infra/local/wechat-sandbox/people";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aVisitor, confirmedBooking, enter, onDay, refusalOf, requestId, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../../testing/visitBuilders";
import { personKey } from "../../sessions/public";
import { changedRating, checkFrom, getRatingItem } from "./ratingRepository";
import { rateVisit } from "./rateVisit";

const SLOT = aSlot({ date: "2026-03-14", capacityHeads: 200 });
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
});
afterEach(() => test.stop());

const sandboxPerson = () => {
  const [person] = test.sandbox.people.all;
  if (person === undefined) throw new Error("nobody in the sandbox");
  return openidOf(test.sandbox.apps.miniProgram.appId, person.id);
};

async function rated(personId: string, comment: string, openids: Record<string, string> = { MINIPROGRAM: sandboxPerson() }): Promise<BookingId> {
  test.clock.set(NOW);
  await test.store.transact([{ kind: "put", tag: "person", item: { ...personKey(personId), personId, openids, version: 1 } }]);
  const { booking, code } = await confirmedBooking(test, SLOT, { personId });
  test.clock.set(onDay("2026-03-14", "09:20:00.000"));
  await valueOf(enter(test, booking, { code, heads: 1 }));
  const command = { requestId: requestId(), stars: 4, comment };
  await valueOf(rateVisit(test.product.engine, { actor: aVisitor(personId), bookingId: booking.bookingId, command }));
  return booking.bookingId;
}
const ratingOf = async (bookingId: BookingId) => {
  const rating = await getRatingItem(test.store, bookingId);
  if (rating === undefined) throw new Error("no rating");
  return rating;
};

describe("words of the public", () => {
  it("M18 what WeChat passes is published; what it doubts or refuses waits for a moderator with the reason", async () => {
    const [fine, doubted, refused] = [await rated("p-1", "讲解很清楚"), await rated("p-2", "加微信领票"), await rated("p-3", "你们是骗子")];
    expect((await ratingOf(fine)).status).toBe("PENDING_CHECK");
    await test.settle();
    expect((await ratingOf(fine)).status).toBe("PUBLISHED");
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const held = await valueOf(city.call(moderationRoutes.listContent, {}));
    expect(Object.fromEntries(held.items.map(({ bookingId, heldBecause }) => [bookingId, heldBecause]))).toEqual({
      [doubted]: ["微信检查：文字可能不合规（广告）"],
      [refused]: ["微信检查：文字不合规（辱骂）"],
    });
  });

  it("R7 WeChat away: asked again, then held; never lost and never published", async () => {
    const bookingId = await rated("p-1", "讲解很清楚");
    test.sandbox.faults.inject({ endpoint: "/wxa/msg_sec_check", kind: "500", times: 3 });
    for (const minutes of [0, 2, 6]) {
      test.clock.advanceMs(minutes * 60_000);
      await test.settle();
    }
    expect(await ratingOf(bookingId)).toMatchObject({ status: "PENDING", holds: [{ kind: "NO_ANSWER" }] });
  });

  it("M18 whoever came by the official account alone is read by a moderator", async () => {
    const bookingId = await rated("p-1", "讲解很清楚", { OFFICIAL_ACCOUNT: "oa-1" });
    await test.settle();
    expect(await ratingOf(bookingId)).toMatchObject({ status: "PENDING", holds: [{ kind: "NO_OPENID" }] });
  });
});

describe("pictures of the public", () => {
  const PHOTOS = ["photo1", "photo2"] as AttachmentId[];
  async function waiting(): Promise<{ bookingId: BookingId; openid: string }> {
    const bookingId = await rated("p-1", "讲解很清楚");
    const rating = await ratingOf(bookingId);
    await putItems(test.store, [changedRating(rating, { photoIds: PHOTOS, ...checkFrom(bookingId, test.clock.now()) })] as never);
    await test.settle();
    expect((await ratingOf(bookingId)).check?.stage).toBe("WAITING");
    return { bookingId, openid: sandboxPerson() };
  }
  const push = async (bookingId: BookingId, index: number, suggest: string) => {
    const traceId = (await ratingOf(bookingId)).check?.pictures[PHOTOS[index] as string]?.traceId ?? "gone";
    return pushPictureResult(test.sandbox, { traceId, openid: sandboxPerson() }, { suggest, label: suggest === "pass" ? 100 : 20002 });
  };

  it("R16 published once both have passed, in the same second; twice and unknown ones change nothing", async () => {
    const { bookingId, openid } = await waiting();
    expect(await pushPictureResult(test.sandbox, { traceId: "forged", openid }, { suggest: "pass", label: 100 })).toBe(200);
    expect(await push(bookingId, 0, "pass")).toBe(200);
    expect(await push(bookingId, 0, "pass")).toBe(200);
    expect((await ratingOf(bookingId)).status).toBe("PENDING_CHECK");
    expect(await push(bookingId, 1, "pass")).toBe(200);
    expect((await ratingOf(bookingId)).status).toBe("PUBLISHED");
  });

  it("M18 held with the picture named when one is refused", async () => {
    const { bookingId } = await waiting();
    await push(bookingId, 0, "pass");
    await push(bookingId, 1, "risky");
    expect(await ratingOf(bookingId)).toMatchObject({ status: "PENDING", holds: [{ kind: "PICTURE", position: 2, suggest: "risky", label: 20002 }] });
  });

  it("R7 never: a moderator looks after an hour, and an answer that comes later publishes nothing", async () => {
    const { bookingId, openid } = await waiting();
    const traces = Object.values((await ratingOf(bookingId)).check?.pictures ?? {}).map(({ traceId }) => traceId);
    test.clock.advanceMs(61 * 60_000);
    await test.settle();
    for (const traceId of traces) await pushPictureResult(test.sandbox, { traceId, openid }, { suggest: "pass", label: 100 });
    expect(await ratingOf(bookingId)).toMatchObject({ status: "PENDING", holds: [{ kind: "NO_ANSWER" }] });
  });

  it("R16 an unsigned push is refused", async () => {
    const answer = await fetch(`${test.baseUrl}/wechat/mini-program`, { method: "POST", body: "<xml></xml>" });
    expect(answer.status).toBe(403);
  });
});

describe("reports, bans and private words", () => {
  it("M18 three different people's reports hide a rating; one person counts once", async () => {
    const bookingId = await rated("p-1", "讲解很清楚");
    await test.settle();
    const list = await valueOf(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId: BAISHAMEN } }));
    const params = { facilityId: BAISHAMEN, ratingKey: list.items[0]?.ratingKey ?? "" };
    const report = async (personId: string) =>
      (await test.as({ personId })).call(moderationRoutes.reportRating, { params, body: { requestId: requestId(), reason: "ABUSE" } });
    await valueOf(report("p-a"));
    expect((await refusalOf(report("p-a"))).code).toBe("RATING_REPORTED");
    expect((await refusalOf(report("p-1"))).code).toBe("RATING_OWN");
    await valueOf(report("p-b"));
    expect((await ratingOf(bookingId)).status).toBe("PUBLISHED");
    await valueOf(report("p-c"));
    expect((await ratingOf(bookingId)).status).toBe("PENDING");
  });

  it("M18 a banned person may not rate, appeals once, and whoever banned does not answer while another can", async () => {
    const bookingId = await rated("p-1", "你们是骗子");
    await test.settle();
    await test.addAccount({ username: "province", password: "x", displayName: "陈建华", grants: [grantAt("PROVINCE_ADMIN", "CN/46")] });
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const province = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" });
    const ban = await valueOf(city.call(moderationRoutes.banAuthor, { params: { bookingId }, body: { requestId: requestId(), reason: "多次骂人" } }));
    const person = await test.as({ personId: "p-1" });
    const again = person.call(ratingRoutes.rateVisit, { params: { bookingId }, body: { requestId: requestId(), stars: 1, comment: "再骂" } });
    expect((await refusalOf(again)).code).toBe("POSTING_BANNED");
    await valueOf(person.call(banRoutes.appealBan, { body: { requestId: requestId(), version: ban.version, remark: "不是骂人" } }));
    const uphold = (by: typeof city) =>
      by.call(banRoutes.upholdBan, { params: { personId: ban.personId }, body: { requestId: requestId(), version: ban.version + 1, remark: "情节属实" } });
    expect((await refusalOf(uphold(city))).code).toBe("BAN_NEEDS_ANOTHER");
    const upheld = await valueOf(uphold(province));
    expect(upheld.history.map(({ label, byName }) => [label, byName])).toEqual([
      ["限制发言，长期", "吴海波"],
      ["本人申诉", "林**"],
      ["申诉未成立，维持限制", "陈建华"],
    ]);
  });

  it("M18 a moderator reads everything that ever happened to one thing: what the check said, who reported why, passed, hid, restored, banned, appealed and lifted, with the moments", async () => {
    const bookingId = await rated("p-1", "讲解很清楚");
    const minutes: string[] = [];
    const later = () => {
      test.clock.advanceMs(60_000);
      minutes.push(test.clock.now().slice(11, 16));
    };
    later();
    await test.settle();
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const params = { bookingId };
    const list = await valueOf(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId: BAISHAMEN } }));
    const reported = { facilityId: BAISHAMEN, ratingKey: list.items[0]?.ratingKey ?? "" };
    for (const [personId, reason] of [
      ["p-a", "ABUSE"],
      ["p-b", "UNTRUE"],
      ["p-c", "ABUSE"],
    ] as const) {
      later();
      await valueOf((await test.as({ personId })).call(moderationRoutes.reportRating, { params: reported, body: { requestId: requestId(), reason } }));
    }
    const judge = async (route: typeof moderationRoutes.passContent | typeof moderationRoutes.hideContent, remark?: string) => {
      later();
      const { version } = await ratingOf(bookingId);
      const body = { requestId: requestId(), version, ...(remark === undefined ? {} : { remark }) };
      await valueOf(city.call(route, { params, body }));
    };
    await judge(moderationRoutes.passContent);
    await judge(moderationRoutes.hideContent, "辱骂他人");
    later();
    const ban = await valueOf(
      city.call(moderationRoutes.banAuthor, { params, body: { requestId: requestId(), reason: "多次骂人", until: "2026-03-20" as never } }),
    );
    later();
    const person = await test.as({ personId: "p-1" });
    await valueOf(person.call(banRoutes.appealBan, { body: { requestId: requestId(), version: ban.version, remark: "不是骂人" } }));
    later();
    const lifted = { params: { personId: ban.personId }, body: { requestId: requestId(), version: ban.version + 1, remark: "情况属实" } };
    await valueOf(city.call(banRoutes.liftBan, lifted));
    await judge(moderationRoutes.passContent);
    const { history } = await valueOf(city.call(moderationRoutes.getContent, { params }));
    expect(history.map(({ at, byName, label, remark = "" }) => [at.slice(11, 16), byName, label, remark]).reverse()).toEqual([
      ["09:20", "林**", "发表评价", "4 星：讲解很清楚"],
      [minutes[0], "微信内容检查", "检查通过，公开", ""],
      [minutes[1], "访客", "被举报", "骂人、攻击他人"],
      [minutes[2], "访客", "被举报", "内容不实"],
      [minutes[3], "访客举报", "转人工审核", "骂人、攻击他人"],
      [minutes[4], "吴海波", "审核通过，公开", ""],
      [minutes[5], "吴海波", "隐藏", "辱骂他人"],
      [minutes[6], "吴海波", "限制发言，到 2026年3月20日", "多次骂人"],
      [minutes[7], "林**", "本人申诉", "不是骂人"],
      [minutes[8], "吴海波", "解除限制", "情况属实"],
      [minutes[9], "吴海波", "审核通过，公开", ""],
    ]);
  });

  it("M18 what its author keeps private is read by the unit and its bureaus, and stands in no public list, number or average", async () => {
    const bookingId = await rated("p-1", "门岗态度不好");
    await test.settle();
    const open = () => valueOf(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId: BAISHAMEN } }));
    expect(await open()).toMatchObject({ average: 4, count: 1, items: [{ comment: "门岗态度不好" }] });
    const author = await test.as({ personId: "p-1" });
    await valueOf(author.call(moderationRoutes.makeRatingPrivate, { params: { bookingId }, body: { requestId: requestId() } }));
    expect(await open()).toEqual({ count: 0, items: [] });
    const unit = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const read = async (query: Record<string, string> = {}) => (await valueOf(unit.call(moderationRoutes.listUnitRatings, { query }))).items;
    expect(await read()).toMatchObject([{ bookingId, comment: "门岗态度不好", statusLabel: "不公开", authorName: "林**", availableActions: [] }]);
    expect(await read({ status: "PUBLISHED" })).toEqual([]);
    // What waits for a moderator, or was hidden, is not the unit's to read.
    expect((await refusalOf(unit.call(moderationRoutes.listUnitRatings, { query: { status: "PENDING" as never } }))).code).toBe("INPUT_INVALID");
    const guard = await test.as({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "王门岗" });
    expect((await refusalOf(guard.call(moderationRoutes.listUnitRatings, { query: {} }))).code).toBe("FORBIDDEN");
    const neighbour = await test.as({ grants: [grantAt("FACILITY_ADMIN", `${BAISHAMEN_PATH}-2`)], name: "邻居" });
    expect((await valueOf(neighbour.call(moderationRoutes.listUnitRatings, { query: {} }))).items).toEqual([]);
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    expect((await valueOf(city.call(ratingRoutes.listRatings, { query: { status: "PRIVATE" } }))).items.map((item) => item.bookingId)).toEqual([bookingId]);
    // Stars alone are kept from the public as well.
    await valueOf(author.call(ratingRoutes.rateVisit, { params: { bookingId }, body: { requestId: requestId(), stars: 1, isPrivate: true } }));
    expect(await open()).toEqual({ count: 0, items: [] });
    // Said publicly after all, it counts once.
    await valueOf(author.call(ratingRoutes.rateVisit, { params: { bookingId }, body: { requestId: requestId(), stars: 2, comment: "门岗态度不好" } }));
    expect(await open()).toEqual({ average: 2, count: 1, items: [] });
  });

  it("M18 passing a page passes exactly what was seen: not what changed since, and not what came in meanwhile", async () => {
    const [first, second] = [await rated("p-1", "加微信领票"), await rated("p-2", "你们是骗子")];
    await test.settle();
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const seen = (await valueOf(city.call(moderationRoutes.listContent, {}))).items.map(({ bookingId, version }) => ({ bookingId, version }));
    const author = await test.as({ personId: "p-2" });
    await valueOf(author.call(ratingRoutes.rateVisit, { params: { bookingId: second }, body: { requestId: requestId(), stars: 1, comment: "你们都是骗子" } }));
    const third = await rated("p-3", "加微信领票");
    await test.settle();
    const answer = await valueOf(city.call(moderationRoutes.bulkPassContent, { body: { requestId: requestId(), items: seen } }));
    expect(Object.fromEntries(answer.items.map(({ bookingId, outcome }) => [bookingId, outcome]))).toEqual({ [first]: "PUBLISHED", [second]: "REFUSED" });
    expect(await Promise.all([first, second, third].map(async (bookingId) => (await ratingOf(bookingId)).status))).toEqual(["PUBLISHED", "PENDING", "PENDING"]);
  });
});
