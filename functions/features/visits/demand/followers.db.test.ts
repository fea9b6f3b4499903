import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { DemandRow } from "@app/contract/visits/demand.schema";
import { DAY_MS, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, aVisitor, book, decide, everyItem, inParallel, refusalOf, requestId, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { openSlots } from "../actions/openSlots";
import { setFollow } from "./follow";
import { followItem, OPENING_DEADLINE } from "./followRepository";
import { joinWaitingList } from "./joinWaitingList";
import { FOLLOWERS_AT_ONCE, NEXT_PAGE_MS, tellFollowers } from "./tellFollowers";

const LIN = "lin-xiaoyan";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha()]);
});
afterEach(() => test.stop());

const follow = (personId: string, wanted = true, id = requestId()) =>
  setFollow(test.product.engine, { actor: aVisitor(personId), personId, facilityId: BAISHAMEN, requestId: id, follow: wanted });
const open = (...dates: string[]) => {
  // A facility's events are ordered by their moment.
  test.clock.advanceMs(1);
  return valueOf(
    openSlots(test.product.engine, {
      actor: anAccount("FACILITY_ADMIN"),
      facilityId: BAISHAMEN,
      command: {
        requestId: requestId(),
        dates: dates as LocalDate[],
        periods: [{ period: "MORNING", startsAt: "09:00" as never, endsAt: "11:00" as never, capacityHeads: 20 }],
        partyMin: 1,
        partyMax: 6,
        kinds: ["FAMILY"],
      },
    }),
  );
};
/** The consumers and the cases' deadlines alone: what is queued stays queued. */
async function applyAll(): Promise<void> {
  while ((await test.product.consumers.drain()) > 0);
  await test.product.sweepCases();
}
const toldPeople = async (): Promise<string[]> =>
  (await everyItem(test.store))
    .flatMap((item) => (item.pk.startsWith("NOTICE#OPENED.") ? [`${String(item["personId"])} ${item.pk.split(".")[2]?.slice(0, 10)}`] : []))
    .sort();

describe("following a facility", () => {
  it("R2 ten requests at once are one follow, counted once; following and unfollowing again add up", async () => {
    const id = requestId();
    const answers = await inParallel(10, () => valueOf(follow(LIN, true, id)));
    expect(answers).toEqual(Array(10).fill({ facilityId: BAISHAMEN, isFollowing: true }));
    await inParallel(5, () => valueOf(follow(LIN)));
    await valueOf(follow("p-2"));
    await valueOf(follow(LIN, false));
    await valueOf(follow(LIN, false));
    await valueOf(follow(LIN));
    await applyAll();
    expect(await rowOf("ALL")).toMatchObject({ followers: 2, newFollowers: 3 });
  });

  it("F5 a facility that is not there cannot be followed; the list shows mine, the latest first, with the next day to book", async () => {
    expect(
      await refusalOf(
        (await test.as({ personId: LIN })).call(demandRoutes.followFacility, {
          params: { facilityId: "nobody" as never },
          body: { requestId: newRequestId() as never },
        }),
      ),
    ).toMatchObject({ code: "NOT_FOUND" });
    await putItems(test.store, [aSlot()]);
    await valueOf(follow(LIN));
    await valueOf(follow("p-2"));
    const mine = await valueOf((await test.as({ personId: LIN })).call(demandRoutes.listMyFollows, {}));
    expect(mine.items.map(({ facilityId, nextBookableDate }) => [facilityId, nextBookableDate])).toEqual([[BAISHAMEN, "2026-03-14"]]);
  });
});

describe("opening slots", () => {
  it("F5 tells each follower once a facility and day, however often it opens, and by WeChat", async () => {
    await valueOf(follow(LIN));
    await valueOf(follow("p-2"));
    await open("2026-03-21");
    await open("2026-03-28");
    await applyAll();
    expect(await toldPeople()).toEqual([`${LIN} 2026-03-07`, "p-2 2026-03-07"]);
    test.clock.advanceMs(DAY_MS);
    await open("2026-04-04");
    await applyAll();
    expect(await toldPeople()).toEqual([`${LIN} 2026-03-07`, `${LIN} 2026-03-08`, "p-2 2026-03-07", "p-2 2026-03-08"]);
    await test.product.sendNotices();
    const cards = (await everyItem(test.store)).filter((item) => item.pk.startsWith("NOTICE#OPENED.") && item["personId"] === LIN);
    expect(cards[0]?.["text"]).toBe("您关注的「海口市白沙门污水处理厂（一期）」新开放了 1 个场次，最早 3月21日 周六。请打开小程序预约。");
  });

  it("F5 who unfollowed, and who follows only now, is not told of it", async () => {
    await valueOf(follow("p-gone"));
    await valueOf(follow("p-gone", false));
    await valueOf(follow("p-stays"));
    await open("2026-03-21");
    test.clock.advanceMs(1);
    await valueOf(follow("p-late"));
    await applyAll();
    expect(await toldPeople()).toEqual(["p-stays 2026-03-07"]);
  });

  it("F5 slots opened at night are told of in the morning", async () => {
    await valueOf(follow("p-1"));
    test.clock.set("2026-03-07T23:10:00.000+08:00" as Instant);
    await open("2026-03-21");
    await applyAll();
    expect(await toldPeople()).toEqual([]);
    test.clock.set("2026-03-08T07:00:00.000+08:00" as Instant);
    await applyAll();
    expect(await toldPeople()).toEqual(["p-1 2026-03-08"]);
  });

  it("F5 R8 many followers are told page by page, each once, also when sweeps run side by side and a page is tried twice", async () => {
    const many = FOLLOWERS_AT_ONCE * 3 + 7;
    for (let from = 0; from < many; from += 50) {
      await test.store.transact(
        Array.from({ length: Math.min(50, many - from) }, (_, n) => ({
          kind: "put" as const,
          tag: `follow ${n}`,
          item: followItem({
            facilityId: BAISHAMEN,
            personId: `f-${String(from + n).padStart(4, "0")}`,
            followedAt: "2026-03-01T09:00:00.000+08:00" as Instant,
          }),
        })),
      );
    }
    await open("2026-03-21");
    while ((await test.product.consumers.drain()) > 0);
    const due = (await test.store.query({ index: "index4", pk: `DUE#${OPENING_DEADLINE}`, limit: 5 })).items;
    expect(due).toHaveLength(1);
    const deps = { store: test.store, clock: test.clock };
    await inParallel(4, () => tellFollowers(deps, due[0] as (typeof due)[number]));
    expect(await toldPeople()).toHaveLength(FOLLOWERS_AT_ONCE);
    await open("2026-03-28");
    while ((await test.product.consumers.drain()) > 0);
    for (let round = 0; round < 5; round += 1) {
      test.clock.advanceMs(NEXT_PAGE_MS);
      await Promise.all([test.product.sweepCases(), test.product.sweepCases()]);
    }
    const told = await toldPeople();
    expect(told).toHaveLength(many);
    expect(new Set(told).size).toBe(many);
    expect((await test.store.query({ index: "index4", pk: `DUE#${OPENING_DEADLINE}`, limit: 5 })).items).toEqual([]);
  });
});

async function rowOf(choice: "ALL" | "LACKING", facilityId = BAISHAMEN): Promise<DemandRow | undefined> {
  const city = await test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")] });
  return (await valueOf(city.call(demandRoutes.listDemand, { query: { choice, facilityId } }))).items[0];
}

describe("supply and demand", () => {
  it("F5 a facility without a bookable slot in the next 30 days is listed to its bureaus with the reason, and leaves the list when it opens", async () => {
    expect(await rowOf("LACKING")).toMatchObject({ lack: "NO_SLOTS", lackLabel: "没有开放场次", placesOffered: 0 });
    // Beyond the 30 days it helps nobody yet, but the bureau sees when.
    await putItems(test.store, [aSlot({ date: "2026-04-07" })]);
    expect(await rowOf("LACKING")).toMatchObject({ lack: "NO_SLOTS", lastOpenDate: "2026-04-07" });
    await putItems(test.store, [aSlot({ date: "2026-04-06" })]);
    expect(await rowOf("LACKING")).toBeUndefined();
    expect(await rowOf("ALL")).not.toHaveProperty("lack");
  });

  it.each([
    ["FULL", { headsLeft: 0 }],
    ["CLOSED", { status: "CLOSED" }],
    ["NO_SLOTS", { bookingClosesAt: "2026-03-07T09:00:00.000+08:00" }],
  ])("F5 slots that nobody can book are named %s", async (lack, change) => {
    await putItems(test.store, [{ ...aSlot(), ...change } as ReturnType<typeof aSlot>]);
    expect(await rowOf("LACKING")).toMatchObject({ lack });
  });

  it("F5 counts followers, who waits now, unmet asks of 30 days, and places offered and taken", async () => {
    const slot = aSlot({ capacityHeads: 6 });
    await putItems(test.store, [slot, aSlot({ date: "2026-03-15", capacityHeads: 10 })]);
    const { bookingId } = await valueOf(book(test, slot, { personId: "b-1", heads: 5 }));
    for (const [personId, heads] of [
      ["w-1", 2],
      ["w-2", 3],
      ["w-3", 4],
    ] as const) {
      await valueOf(
        joinWaitingList(test.product.engine, {
          actor: aVisitor(personId),
          personId,
          command: { requestId: requestId(), slotId: slot.slotId, kind: "FAMILY", heads, contactPhone: "13900000399" },
        }),
      );
      test.clock.advanceMs(1);
    }
    await valueOf(follow(LIN));
    await test.settle();
    expect(await rowOf("ALL")).toMatchObject({
      followers: 1,
      waitingParties: 3,
      waitingHeads: 9,
      unmetParties: 3,
      unmetHeads: 9,
      newFollowers: 1,
      placesOffered: 16,
      placesTaken: 5,
    });
    await valueOf(decide(test, bookingId, "CANCEL", { actor: aVisitor("b-1") }));
    await test.settle();
    // 2 and 3 fit into six, 4 does not any more.
    expect(await rowOf("ALL")).toMatchObject({ waitingParties: 1, waitingHeads: 4, unmetParties: 3, placesTaken: 5 });
    test.clock.advanceMs(30 * DAY_MS);
    await test.settle();
    expect(await rowOf("ALL")).toMatchObject({ waitingParties: 0, unmetParties: 0, unmetHeads: 0 });
  });

  it("R12 everybody sees the facilities of their own scope, in pages, and only who opens slots is sent there", async () => {
    const more = Array.from({ length: 7 }, (_, n) =>
      aFacility({ facilityId: `haikou-${n}` as never, orgPath: `CN/46/4601/460105/haikou-${n}` as never, name: `单位${n}` }),
    );
    await putItems(test.store, [...more, aFacility({ facilityId: "closed" as never, orgPath: "CN/46/4601/460105/closed" as never, status: "WITHDRAWN" })]);
    const seen = async (grants: ReturnType<typeof grantAt>[], query: Record<string, unknown> = {}): Promise<[string[], boolean[]]> => {
      const client = await test.as({ grants, name: "谁" });
      const ids: string[] = [];
      const may: boolean[] = [];
      let cursor: string | undefined;
      do {
        const page = await valueOf(
          client.call(demandRoutes.listDemand, { query: { limit: 3, ...query, ...(cursor === undefined ? {} : { cursor: cursor as never }) } }),
        );
        ids.push(...page.items.map((row) => row.facilityId));
        may.push(...page.items.map((row) => row.mayOpenSlots));
        expect(page.items.length).toBeLessThanOrEqual(3);
        cursor = page.next;
      } while (cursor !== undefined);
      return [ids, may];
    };
    const haikou = [...more.map((facility) => facility.facilityId as string), BAISHAMEN];
    expect(await seen([grantAt("CITY_ADMIN", "CN/46/4601")])).toEqual([haikou, Array(8).fill(false)]);
    expect((await seen([grantAt("PROVINCE_ADMIN", "CN/46")]))[0]).toEqual([...haikou, HONGSHA]);
    expect((await seen([grantAt("PROVINCE_ADMIN", "CN/46")], { cityCode: "4602" }))[0]).toEqual([HONGSHA]);
    expect((await seen([grantAt("PROVINCE_ADMIN", "CN/44")]))[0]).toEqual([]);
    expect(await seen([grantAt("FACILITY_ADMIN", BAISHAMEN_PATH), grantAt("FACILITY_ADMIN", HONGSHA_PATH)])).toEqual([
      [BAISHAMEN, HONGSHA],
      [true, true],
    ]);
    // A city inside one's province is not shown twice.
    expect((await seen([grantAt("PROVINCE_ADMIN", "CN/46"), grantAt("CITY_ADMIN", "CN/46/4601")]))[0]).toEqual([...haikou, HONGSHA]);
    const elsewhere = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")] });
    expect(await refusalOf(elsewhere.call(demandRoutes.listDemand, { query: { facilityId: BAISHAMEN } }))).toMatchObject({ code: "FORBIDDEN" });
  });
});
