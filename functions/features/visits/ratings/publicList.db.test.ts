import { createHash } from "node:crypto";
import fc from "fast-check";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, PersonId } from "@app/contract/kernel/ids";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import { banRoutes } from "@app/contract/content/bans.routes";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { openidOf } from "../../../../infra/local/wechat-sandbox/people";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { confirmedBooking, enter, onDay, requestId, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../../testing/visitBuilders";
import { getBanItem } from "../../content/banRepository";
import { personKey } from "../../sessions/public";
import { getRatingItem, type RatingItem } from "./ratingRepository";

const SLOT = aSlot({ date: "2026-03-14", capacityHeads: 200 });
const AUTHORS = ["p-a", "p-b", "p-c"] as const;
const REPORTERS = ["p-x", "p-y", "p-z", "p-w"] as const;
/** The third is what WeChat's check doubts. */
const WORDS = ["讲解很清楚", "路有点远", "加微信领票"] as const;
const DOUBTED = "加微信领票";

type Step =
  | { readonly kind: "publish"; readonly who: number; readonly stars: number; readonly words: number; readonly isPrivate: boolean }
  | { readonly kind: "report"; readonly who: number; /** One after the other. */ readonly by: readonly number[] }
  | { readonly kind: "check" | "pass" | "hide" | "makePrivate" | "ban" | "appeal" | "lift" | "uphold" | "days"; readonly who: number };
const who = fc.nat(AUTHORS.length - 1);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("publish" as const), who, stars: fc.integer({ min: 1, max: 5 }), words: fc.nat(2), isPrivate: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("report" as const), who, by: fc.subarray([0, 1, 2, 3], { minLength: 1 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom("check", "pass", "hide", "makePrivate", "ban", "appeal", "lift", "uphold", "days"), who }) },
);

/** What the rules say a rating is, told once more without the product's workflow table. */
interface Told {
  status: "none" | "checking" | "held" | "shown" | "hidden" | "private";
  stars: number;
  words: string;
  reporters: Set<number>;
  /** Since a moderator last passed it. */
  reports: number;
}
interface Banned {
  state: "free" | "banned" | "appealed" | "upheld";
  until: string;
}

let test: TestProduct;
let authors: ApiClient[];
let reporters: ApiClient[];
let city: ApiClient;
let province: ApiClient;
let visits: BookingId[];

/** Each run begins with three visits that nobody has rated. */
async function begin(): Promise<void> {
  await test?.stop();
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
  const openid = openidOf(test.sandbox.apps.miniProgram.appId, test.sandbox.people.all[0]?.id ?? "");
  visits = [];
  for (const personId of AUTHORS) {
    test.clock.set(NOW);
    await test.store.transact([{ kind: "put", tag: "person", item: { ...personKey(personId), personId, openids: { MINIPROGRAM: openid }, version: 1 } }]);
    const { booking, code } = await confirmedBooking(test, SLOT, { personId });
    test.clock.set(onDay("2026-03-14", "09:20:00.000"));
    await valueOf(enter(test, booking, { code, heads: 1 }));
    visits.push(booking.bookingId);
  }
  await logIn();
}
async function logIn(): Promise<void> {
  authors = await Promise.all(AUTHORS.map((personId) => test.as({ personId })));
  reporters = await Promise.all(REPORTERS.map((personId) => test.as({ personId })));
  city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  province = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" });
}
afterAll(() => test.stop());

const publicList = () => valueOf(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId: BAISHAMEN }, query: { limit: 20 } }));
const versionOf = async (at: number): Promise<number> => (await getRatingItem(test.store, visits[at] ?? ""))?.version ?? 1;

/** Sends one step as its person would; whether it was taken is the product's to say. */
async function send(step: Step): Promise<boolean | boolean[]> {
  const bookingId = visits[step.who] as BookingId;
  const author = authors[step.who] as ApiClient;
  const personId = AUTHORS[step.who] as PersonId;
  const id = requestId();
  const ban = await getBanItem(test.store, personId);
  const onBan = { params: { personId }, body: { requestId: id, version: ban?.version ?? 1, remark: "说明情况" } };
  const onRating = { params: { bookingId }, body: { requestId: id, version: await versionOf(step.who), remark: "含个人信息" } };
  switch (step.kind) {
    case "publish": {
      const body = { requestId: id, stars: step.stars, comment: WORDS[step.words] ?? "", ...(step.isPrivate ? { isPrivate: true } : {}) };
      return (await author.call(ratingRoutes.rateVisit, { params: { bookingId }, body })).ok;
    }
    case "report": {
      const taken: boolean[] = [];
      for (const by of step.by) {
        const shown = (await publicList()).items.find(({ ratingKey }) => isKeyOf(ratingKey, bookingId));
        const report = { params: { facilityId: BAISHAMEN, ratingKey: shown?.ratingKey ?? "" }, body: { requestId: requestId(), reason: "ABUSE" } } as const;
        taken.push(shown !== undefined && (await (reporters[by] as ApiClient).call(moderationRoutes.reportRating, report)).ok);
      }
      return taken;
    }
    case "check":
      await test.settle();
      return true;
    case "days":
      test.clock.set(`${addDays(localDateOf(test.clock.now()), 3)}T09:20:00.000+08:00` as never);
      await logIn();
      await test.settle();
      return true;
    case "pass":
      return (await city.call(moderationRoutes.passContent, onRating)).ok;
    case "hide":
      return (await city.call(moderationRoutes.hideContent, onRating)).ok;
    case "makePrivate":
      return (await author.call(moderationRoutes.makeRatingPrivate, { params: { bookingId }, body: { requestId: id } })).ok;
    case "ban": {
      const until = addDays(localDateOf(test.clock.now()), 4);
      return (await city.call(moderationRoutes.banAuthor, { params: { bookingId }, body: { requestId: id, reason: "多次骂人", until } })).ok;
    }
    case "appeal":
      return (await author.call(banRoutes.appealBan, { body: onBan.body })).ok;
    case "lift":
      return (await city.call(banRoutes.liftBan, onBan)).ok;
    case "uphold":
      return (await province.call(banRoutes.upholdBan, onBan)).ok;
  }
}

/** The public's key says no visit; the test finds it by the digest that the key ends with. */
function isKeyOf(ratingKey: string, bookingId: BookingId): boolean {
  const digest = createHash("sha256").update(bookingId).digest("base64url").slice(0, 16);
  return Buffer.from(ratingKey, "base64url").toString().endsWith(`#${digest}`);
}

/** Whether the rules let the step through, and what is then. */
function tell(step: Step, told: Told[], bans: Banned[], today: string): boolean | boolean[] {
  const rating = told[step.who] as Told;
  const ban = bans[step.who] as Banned;
  const isBanned = ban.state !== "free" && today <= ban.until;
  switch (step.kind) {
    case "publish": {
      if (isBanned || rating.status === "shown" || rating.status === "hidden") return false;
      const status = step.isPrivate ? "private" : "checking";
      const words = WORDS[step.words] ?? "";
      const isSame = rating.stars === step.stars && rating.words === words && (rating.status === status || (rating.status === "held" && status === "checking"));
      if (!isSame) Object.assign(rating, { status, stars: step.stars, words });
      return true;
    }
    case "report":
      return step.by.map((by) => {
        if (rating.status !== "shown" || rating.reporters.has(by)) return false;
        rating.reporters.add(by);
        rating.reports += 1;
        // Three different people hide it until a moderator has looked.
        if (rating.reports >= 3) rating.status = "held";
        return true;
      });
    case "check":
    case "days":
      for (const each of told) if (each.status === "checking") each.status = each.words === DOUBTED ? "held" : "shown";
      return true;
    case "pass":
      if (!["checking", "held", "hidden"].includes(rating.status)) return false;
      rating.status = "shown";
      rating.reports = 0;
      return true;
    case "hide":
      if (!["checking", "held", "shown"].includes(rating.status)) return false;
      rating.status = "hidden";
      return true;
    case "makePrivate":
      if (!["checking", "held", "shown"].includes(rating.status)) return false;
      rating.status = "private";
      return true;
    case "ban":
      if (rating.status === "none" || isBanned) return false;
      Object.assign(ban, { state: "banned", until: addDays(today as never, 4) });
      return true;
    case "appeal":
      if (ban.state !== "banned" || !isBanned) return false;
      ban.state = "appealed";
      return true;
    case "uphold":
      if (ban.state !== "appealed") return false;
      ban.state = "upheld";
      return true;
    case "lift":
      if (ban.state === "free") return false;
      ban.state = "free";
      return true;
  }
}
it("M18 whatever is published, reported, held, passed, hidden, kept private, banned, appealed and lifted, in any order: the public reads what is shown and nothing else, and the average is the recount of all but the private", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 20 }), async (steps) => {
      await begin();
      const told: Told[] = AUTHORS.map(() => ({ status: "none", stars: 0, words: "", reporters: new Set(), reports: 0 }));
      const bans: Banned[] = AUTHORS.map(() => ({ state: "free", until: "" }));
      for (const step of steps) {
        const today = localDateOf(test.clock.now());
        const expected = tell(step, told, bans, today);
        expect({ step, taken: await send(step) }).toEqual({ step, taken: expected });
        const after = localDateOf(test.clock.now());
        for (const ban of bans) if (ban.state !== "free" && after > ban.until) ban.state = "free";
        const list = await publicList();
        expect(list.items.map(({ stars, comment }) => `${stars} ${comment}`).sort()).toEqual(
          told.flatMap(({ status, stars, words }) => (status === "shown" ? [`${stars} ${words}`] : [])).sort(),
        );
        const counted = told.filter(({ status }) => status !== "none" && status !== "private");
        const sum = counted.reduce((all, { stars }) => all + stars, 0);
        expect([list.count, list.average]).toEqual([counted.length, counted.length === 0 ? undefined : Math.round((sum / counted.length) * 10) / 10]);
      }
      const stored = (await Promise.all(visits.map((visit) => getRatingItem(test.store, visit)))) as (RatingItem | undefined)[];
      expect(stored.filter((rating) => rating?.status === "PUBLISHED")).toHaveLength(told.filter(({ status }) => status === "shown").length);
    }),
    { seed: 20261122, numRuns: 10, endOnFailure: true },
  );
});
