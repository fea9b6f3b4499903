import fc from "fast-check";
import { availableActions } from "@app/contract/engines/workflow";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import type { Actor } from "@app/contract/kernel/actor";
import { RATING_STATUSES, type RatingAction } from "@app/contract/visits/rating.schema";
import { RATING_PARTIES, RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  aVisitor,
  confirmedBooking,
  enter,
  eventCounts,
  everyItem,
  inParallel,
  onDay,
  refusalOf,
  requestId,
  valueOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, hongsha, putItems } from "../../../testing/visitBuilders";
import { photoLinks } from "../../attachments/public";
import { bulkPublishRatings, moderateRating } from "./moderateRating";
import { listFacilityRatings } from "./ratingQueries";
import { getRatingItem, ratingTotalsKey, type RatingItem } from "./ratingRepository";
import { getMyRating, rateVisit } from "./rateVisit";

const SLOT = aSlot({ date: "2026-03-14", capacityHeads: 200 });
const SANYA_SLOT = aSlot({ facility: hongsha(), date: "2026-03-14", capacityHeads: 200 });
const CITY = anAccount("CITY_ADMIN", "CN/46/4601", "吴海波");
const PROVINCE = anAccount("PROVINCE_ADMIN", "CN/46", "陈建华");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT, SANYA_SLOT]);
});
afterEach(() => test.stop());

async function visited(personId: string): Promise<BookingId> {
  test.clock.set(NOW);
  const { booking, code } = await confirmedBooking(test, SLOT, { personId });
  test.clock.set(onDay("2026-03-14", "09:20:00.000"));
  await valueOf(enter(test, booking, { code, heads: 1 }));
  return booking.bookingId;
}
const rate = (personId: string, bookingId: BookingId, stars: number, comment?: string, id = requestId()) =>
  rateVisit(test.product.engine, {
    actor: aVisitor(personId),
    bookingId,
    command: { requestId: id, stars, ...(comment === undefined ? {} : { comment }) },
  });
const judge = (action: Extract<RatingAction, "PUBLISH" | "HIDE">, bookingId: BookingId, version: number, by: Actor = CITY, remark?: string) =>
  moderateRating(test.product.engine, {
    actor: by,
    bookingId,
    action,
    command: { requestId: requestId(), version, ...(remark === undefined ? {} : { remark }) },
  });
const photos = (ids: readonly AttachmentId[]) => photoLinks(test.files, ids);
const shown = () => valueOf(listFacilityRatings(test.store, photos, BAISHAMEN, { limit: 20 }));

describe("rating a visit", () => {
  it("is refused before the visit, for another's visit, and to an office that may read it", async () => {
    const { booking } = await confirmedBooking(test, SLOT, { personId: "p-early" });
    expect(await refusalOf(rate("p-early", booking.bookingId, 5))).toEqual({ code: "RATING_NOT_VISITED", statusLabel: "已确认" });
    expect(await valueOf(getMyRating(test.product.engine, photos, aVisitor("p-early"), booking.bookingId))).toEqual({ mayRate: false });
    const bookingId = await visited("p-lin");
    expect(await refusalOf(rate("p-other", bookingId, 1))).toEqual({ code: "NOT_FOUND", what: "张预约单" });
    expect(await refusalOf(rateVisit(test.product.engine, { actor: CITY, bookingId, command: { requestId: requestId(), stars: 5 } }))).toEqual({
      code: "NOT_FOUND",
      what: "张预约单",
    });
    expect(await shown()).toEqual({ count: 0, items: [] });
  });

  it("counts the stars at once; the words wait until a bureau has read them, and then stand without a name or an id", async () => {
    const bookingId = await visited("p-lin");
    const rated = await valueOf(rate("p-lin", bookingId, 4, "讲解很清楚"));
    expect(rated).toMatchObject({
      status: "PENDING_CHECK",
      statusLabel: "检查中",
      authorName: "林晓燕",
      availableActions: [{ action: "RERATE" }, { action: "REWRITE" }, { action: "SAY_PRIVATELY" }, { action: "MAKE_PRIVATE" }],
    });
    expect(await shown()).toEqual({ average: 4, count: 1, items: [] });
    const published = await valueOf(judge("PUBLISH", bookingId, rated.version));
    expect(published).toMatchObject({ status: "PUBLISHED", authorName: "林**" });
    expect(await shown()).toEqual({
      average: 4,
      count: 1,
      items: [{ ratingKey: expect.any(String), authorName: "林**", stars: 4, comment: "讲解很清楚", photos: [], ratedOn: "2026-03-14" }],
    });
  });

  it("may be changed until then, also to stars alone; what was read is not changed under the bureau", async () => {
    const bookingId = await visited("p-lin");
    await valueOf(rate("p-lin", bookingId, 2, "太吵"));
    expect(await valueOf(rate("p-lin", bookingId, 5))).toMatchObject({ status: "STARS_ONLY", stars: 5 });
    expect(await shown()).toEqual({ average: 5, count: 1, items: [] });
    const last = await valueOf(rate("p-lin", bookingId, 3, "还可以"));
    await valueOf(judge("PUBLISH", bookingId, last.version));
    expect(await refusalOf(rate("p-lin", bookingId, 1, "改了"))).toEqual({
      code: "ACTION_NOT_AVAILABLE",
      caseLabel: "参观评价",
      statusLabel: "已公开",
      availableLabels: ["改为不公开"],
      lastChange: undefined,
    });
    expect(await valueOf(getMyRating(test.product.engine, photos, aVisitor("p-lin"), bookingId))).toMatchObject({ mayRate: false, rating: { stars: 3 } });
  });

  it("hidden, the words are gone and the stars stay: no office improves an average", async () => {
    const bookingId = await visited("p-lin");
    const rated = await valueOf(rate("p-lin", bookingId, 1, "电话 13900000001 找我"));
    expect(await refusalOf(judge("HIDE", bookingId, rated.version))).toEqual({ code: "REMARK_REQUIRED", label: "隐藏原因" });
    const hidden = await valueOf(judge("HIDE", bookingId, rated.version, CITY, "含个人联系方式"));
    expect(hidden).toMatchObject({ status: "HIDDEN", hiddenReason: "含个人联系方式", version: 2 });
    expect(await shown()).toEqual({ average: 1, count: 1, items: [] });
    const again = await valueOf(judge("PUBLISH", bookingId, hidden.version, PROVINCE));
    expect(again.hiddenReason).toBeUndefined();
    expect((await shown()).items).toHaveLength(1);
  });

  it("tells what is wrong with stars and words, by field", async () => {
    const bookingId = await visited("p-lin");
    const person = await test.as({ personId: "p-lin" });
    const body = { requestId: requestId(), stars: 6, comment: "好".repeat(201) };
    const refused = await refusalOf(person.call(ratingRoutes.rateVisit, { params: { bookingId }, body }));
    expect(refused.fields).toEqual([
      { path: "body.stars", message: "请选择 1-5 颗星" },
      { path: "body.comment", message: "评价最多 200 个字" },
    ]);
  });
});

describe("twice and at once", () => {
  it("R2 the same rating sent eight times side by side, and once more later, is one rating, one event and one star count", async () => {
    const bookingId = await visited("p-lin");
    const id = requestId();
    const answers = await inParallel(8, () => valueOf(rate("p-lin", bookingId, 5, "很好", id)));
    answers.push(await valueOf(rate("p-lin", bookingId, 5, "很好", id)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await eventCounts(test.store))["VISIT_RATED"]).toBe(1);
    expect(await shown()).toMatchObject({ average: 5, count: 1 });
  });

  it("R2 two phones of one person rate at once: the later words stand, counted once", async () => {
    const bookingId = await visited("p-lin");
    await Promise.all([valueOf(rate("p-lin", bookingId, 1, "不好")), valueOf(rate("p-lin", bookingId, 5, "很好"))]);
    const stands = await getRatingItem(test.store, bookingId);
    expect(await shown()).toMatchObject({ average: stands?.stars, count: 1 });
    expect(stands?.version).toBe(2);
  });

  it("R5 one bureau publishes while another hides: one wins, the other is told", async () => {
    const bookingId = await visited("p-lin");
    const { version } = await valueOf(rate("p-lin", bookingId, 3, "一般"));
    const answers = await Promise.all([judge("PUBLISH", bookingId, version, CITY), judge("HIDE", bookingId, version, PROVINCE, "有误")]);
    const lost = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(["RATING_CHANGED", "ACTION_NOT_AVAILABLE"]).toContain(lost[0]);
    expect((await getRatingItem(test.store, bookingId))?.version).toBe(2);
  });

  it("R5 words that changed after the bureau read them are not published unread", async () => {
    const bookingId = await visited("p-lin");
    const read = await valueOf(rate("p-lin", bookingId, 5, "很好"));
    await valueOf(rate("p-lin", bookingId, 5, "骂人的话"));
    expect(await refusalOf(judge("PUBLISH", bookingId, read.version))).toEqual({ code: "RATING_CHANGED" });
    expect((await shown()).items).toEqual([]);
  });

  it("R2 a bulk publication says of each what became of it, and the same when it is sent again", async () => {
    const [first, second] = [await visited("p-1"), await visited("p-2")];
    const { version } = await valueOf(rate("p-1", first, 5, "很好"));
    await valueOf(rate("p-2", second, 4));
    const command = {
      requestId: requestId(),
      items: [
        { bookingId: first, version },
        { bookingId: second, version: 1 },
      ],
    };
    const once = await valueOf(bulkPublishRatings(test.product.engine, { actor: CITY, command }));
    expect(once.items.map((item) => (item.outcome === "REFUSED" ? item.code : item.outcome))).toEqual(["PUBLISHED", "ACTION_NOT_AVAILABLE"]);
    expect(await valueOf(bulkPublishRatings(test.product.engine, { actor: CITY, command }))).toEqual(once);
    expect((await eventCounts(test.store))["VISIT_RATING_PUBLISHED"]).toBe(1);
  });
});

it("R8 after any sequence of rating, changing, publishing and hiding the facility's sum is the sum of its ratings (seeded)", async () => {
  const people = ["p-1", "p-2", "p-3"];
  const bookings = new Map<string, BookingId>();
  for (const person of people) bookings.set(person, await visited(person));
  const step = fc.record({
    person: fc.constantFrom(...people),
    act: fc.constantFrom("RATE", "WRITE", "PUBLISH", "HIDE"),
    stars: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      // Two at a time, so that some lose a race.
      for (let first = 0; first < steps.length; first += 2) {
        await Promise.all(
          steps.slice(first, first + 2).map(async ({ person, act, stars }) => {
            const bookingId = bookings.get(person);
            if (bookingId === undefined) throw new Error("no booking");
            const version = (await getRatingItem(test.store, bookingId))?.version ?? 1;
            if (act === "PUBLISH" || act === "HIDE") return judge(act, bookingId, version, CITY, "原因");
            return rate(person, bookingId, stars, act === "WRITE" ? `第 ${stars} 句` : undefined);
          }),
        );
      }
      const ratings = (await everyItem(test.store)).filter((item) => item.pk.startsWith("RATING#") && item.sk === "STATE") as RatingItem[];
      const totals = await test.store.get(ratingTotalsKey(BAISHAMEN));
      expect([totals?.["starSum"] ?? 0, totals?.["ratings"] ?? 0]).toEqual([ratings.reduce((sum, { stars }) => sum + stars, 0), ratings.length]);
    }),
    { numRuns: 25, seed: 20260314 },
  );
});

it("R12 a bureau lists and judges what lies below it, and learns nothing of another city's", async () => {
  const bookingId = await visited("p-lin");
  const { version } = await valueOf(rate("p-lin", bookingId, 4, "讲解很清楚"));
  const idsSeenBy = async (role: "CITY_ADMIN" | "PROVINCE_ADMIN", orgPath: string) => {
    const client = await test.as({ grants: [grantAt(role, orgPath)], name: role });
    const answered = await client.call(ratingRoutes.listRatings, { query: { status: "PENDING_CHECK" } });
    return answered.ok ? answered.value.items.map((item) => item.bookingId) : answered.refusal.code;
  };
  expect(await idsSeenBy("CITY_ADMIN", "CN/46/4601")).toEqual([bookingId]);
  expect(await idsSeenBy("PROVINCE_ADMIN", "CN/46")).toEqual([bookingId]);
  expect(await idsSeenBy("CITY_ADMIN", "CN/46/4602")).toEqual([]);
  expect(await idsSeenBy("PROVINCE_ADMIN", "CN/44")).toEqual([]);
  const elsewhere = anAccount("CITY_ADMIN", "CN/46/4602", "林文博");
  expect(await refusalOf(judge("PUBLISH", bookingId, version, elsewhere))).toEqual({ code: "NOT_FOUND", what: "条评价" });
  expect(await refusalOf(judge("HIDE", bookingId, version, anAccount("FACILITY_ADMIN"), "不好听"))).toEqual({ code: "NOT_FOUND", what: "条评价" });
  const facility = await test.as({ grants: [grantAt("FACILITY_ADMIN", "CN/46/4601/460108/haikou-baishamen")], name: "王芳" });
  expect((await refusalOf(facility.call(ratingRoutes.listRatings, {}))).code).toBe("FORBIDDEN");
});

it("the public's cursor does not tell which visit it was", async () => {
  for (const person of ["p-1", "p-2"]) {
    const bookingId = await visited(person);
    await valueOf(judge("PUBLISH", bookingId, (await valueOf(rate(person, bookingId, 5, "很好"))).version));
  }
  const first = await valueOf(listFacilityRatings(test.store, photos, BAISHAMEN, { limit: 1 }));
  const cursor = first.next;
  expect(Buffer.from(cursor ?? "", "base64url").toString()).toMatch(/^2026-03-14T[\d:.]+\+08:00#[\w-]{16}$/);
  const second = await valueOf(listFacilityRatings(test.store, photos, BAISHAMEN, { limit: 1, cursor }));
  expect([first.items.length, second.items.length, second.next]).toEqual([1, 1, undefined]);
});

it.each(RATING_PARTIES)("%s: status by status, exactly these actions", (party) => {
  const found = Object.fromEntries(
    RATING_STATUSES.map((status) => [status, availableActions(RATING_WORKFLOW, { status }, [party], NOW).map(({ action }) => action)]),
  );
  expect(found).toEqual(
    {
      AUTHOR: {
        STARS_ONLY: ["RERATE", "REWRITE", "SAY_PRIVATELY"],
        PENDING_CHECK: ["RERATE", "REWRITE", "SAY_PRIVATELY", "MAKE_PRIVATE"],
        PENDING: ["RERATE", "REWRITE", "SAY_PRIVATELY", "MAKE_PRIVATE"],
        PUBLISHED: ["MAKE_PRIVATE"],
        HIDDEN: [],
        PRIVATE: ["RERATE", "REWRITE", "SAY_PRIVATELY"],
      },
      BUREAU: {
        STARS_ONLY: [],
        PENDING_CHECK: ["PUBLISH", "HIDE", "REDACT"],
        PENDING: ["PUBLISH", "HIDE", "REDACT"],
        PUBLISHED: ["HIDE", "REDACT"],
        HIDDEN: ["PUBLISH", "REDACT"],
        PRIVATE: [],
      },
      SYSTEM: { STARS_ONLY: [], PENDING_CHECK: ["PASS_CHECK", "HOLD"], PENDING: [], PUBLISHED: ["HOLD"], HIDDEN: [], PRIVATE: [] },
    }[party],
  );
});
