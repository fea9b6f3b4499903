import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import type { SlotTemplate, SlotTemplateContent } from "@app/contract/visits/slotTemplate.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { aTemplateContent } from "../../../testing/facilityBuilders";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { book, eventsIn, everyItem, inParallel, onDay, seatsOf, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../../testing/visitBuilders";
import type { SlotItem } from "../slotRepository";

/** Saturday 7 March 2026: the template's Wednesdays and Saturdays of the coming 28 days. */
const PLANNED = ["03-11", "03-14", "03-18", "03-21", "03-25", "03-28", "04-01", "04-04"];
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility()]);
});
afterEach(() => test.stop());

type Changes = Parameters<typeof aTemplateContent>[0];
const params = { facilityId: BAISHAMEN };
const admin = (name = "王芳") => test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name });
const create = async (changes: Changes = {}, requestId = newRequestId()) =>
  (await admin()).call(slotPlanRoutes.createSlotTemplate, { params, body: { requestId, ...aTemplateContent(changes) } });
const edit = async (template: SlotTemplate, changes: Partial<SlotTemplateContent>, name?: string) =>
  (await admin(name)).call(slotPlanRoutes.editSlotTemplate, {
    params: { ...params, templateId: template.templateId },
    body: { requestId: newRequestId(), version: template.version, ...aTemplateContent(), ...changes },
  });
const setStatus = async (template: SlotTemplate, status: "ACTIVE" | "STOPPED") =>
  (await admin()).call(slotPlanRoutes.setSlotTemplateStatus, {
    params: { ...params, templateId: template.templateId },
    body: { requestId: newRequestId(), version: template.version, status },
  });
const close = async (template: SlotTemplate) =>
  (await admin()).call(slotPlanRoutes.closeTemplateSlots, {
    params: { ...params, templateId: template.templateId },
    body: { requestId: newRequestId(), reason: "模板停用" },
  });
const slots = async (): Promise<SlotItem[]> =>
  ((await everyItem(test.store)).filter(({ sk }) => sk.startsWith("SLOT#")) as SlotItem[]).sort((left, right) => (left.sk < right.sk ? -1 : 1));
const days = async (): Promise<string[]> => (await slots()).map(({ date, status }) => `${date.slice(5)}${status === "CLOSED" ? " closed" : ""}`);

describe("a template that cannot be is refused, with nothing opened", () => {
  it("names the template in use whose time overlaps; one that is stopped is in nobody's way", async () => {
    const { template } = await valueOf(create());
    const before = await days();
    expect(await create({ startsAt: "11:00", endsAt: "12:00", weekdays: [6] })).toMatchObject({
      ok: false,
      refusal: {
        code: "TEMPLATE_OVERLAPS",
        message: expect.stringContaining("「每周三、周六 上午 09:00-11:30」") as string,
        fields: [{ path: "body.startsAt" }],
      },
    });
    expect(await days()).toEqual(before);
    await valueOf(setStatus(template, "STOPPED"));
    expect((await create({ startsAt: "11:00", endsAt: "12:00", weekdays: [6] })).ok).toBe(true);
  });

  it("started again it must fit what came in between", async () => {
    const { template } = await valueOf(create());
    const stopped = await valueOf(setStatus(template, "STOPPED"));
    await valueOf(create());
    expect(await setStatus(stopped.template, "ACTIVE")).toMatchObject({ ok: false, refusal: { code: "TEMPLATE_OVERLAPS" } });
  });

  it("with a validity that is over, of today included", async () => {
    expect(await create({ validFrom: "2026-03-01", validTo: "2026-03-07" })).toMatchObject({ ok: false, refusal: { code: "TEMPLATE_VALIDITY_PAST" } });
    expect((await create({ validFrom: "2026-03-01", validTo: "2026-03-08", weekdays: [7] })).ok).toBe(true);
    expect(await days()).toEqual(["03-08"]);
  });

  it("R5 who saves second is told who changed it", async () => {
    const { template } = await valueOf(create());
    await valueOf(edit(template, { capacityHeads: 30 }, "王芳"));
    expect(await edit(template, { capacityHeads: 40 }, "李主任")).toMatchObject({
      ok: false,
      refusal: { code: "TEMPLATE_CHANGED", message: "您打开之后这个模板有了变化（王芳 2026-03-07 09:00）。您填写的内容还在，请核对后再保存。" },
    });
  });
});

describe("a template opens slots by itself", () => {
  it("at once when saved, from tomorrow on, under the facility's rules", async () => {
    const { opened, slotsAhead, closable } = await valueOf(create({ capacityHeads: 25, partyMax: 4 }));
    expect([opened, slotsAhead, closable, await days()]).toEqual([8, 8, 0, PLANNED]);
    expect((await slots())[0]).toMatchObject({
      slotId: "haikou-baishamen~2026-03-11~0900",
      capacityHeads: 25,
      headsLeft: 25,
      partyMin: 1,
      partyMax: 4,
      status: "OPEN",
      bookingOpensAt: "2026-02-11T00:00:00.000+08:00",
    });
    const opening = (await eventsIn(test.store)).filter(({ eventType }) => eventType === "SLOTS_OPENED");
    expect(opening.map(({ payload }) => [payload["slots"], payload["dates"]])).toEqual([[8, PLANNED.map((day) => `2026-${day}`)]]);
  });

  it("R2 sent 20 times at once it is one template and one slot a day", async () => {
    const id = newRequestId();
    const answers = await inParallel(20, () => create({}, id));
    expect([new Set(answers.map((answer) => JSON.stringify(answer))).size, await days()]).toEqual([1, PLANNED]);
    expect((await valueOf((await admin()).call(slotPlanRoutes.listSlotTemplates, { params }))).items.length).toBe(1);
  });

  it("night by night one more day, also after nights in which nothing ran; twice is harmless", async () => {
    await valueOf(create());
    await test.settle();
    expect(await days()).toEqual(PLANNED);
    // The 28th day from 11 March is Wednesday 8 April, from 14 March Saturday 11 April.
    for (const [day, last] of [
      ["2026-03-11", "04-08"],
      ["2026-03-13", "04-08"],
      ["2026-03-14", "04-11"],
      ["2026-03-14", "04-11"],
    ] as const) {
      test.clock.set(onDay(day, "02:00:00.000"));
      await inParallel(3, () => test.product.sweepCases());
      await test.settle();
      expect((await days()).at(-1)).toBe(last);
    }
    expect(await days()).toEqual([...PLANNED, "04-08", "04-11"]);
  });

  it("leaves what is there: a single slot keeps its places, one that overlaps is not doubled, a closed one is not opened again", async () => {
    await putItems(test.store, [
      aSlot({ date: "2026-03-11", capacityHeads: 7 }),
      aSlot({ date: "2026-03-14", startsAt: "11:00", endsAt: "12:00" }),
      { ...aSlot({ date: "2026-03-18" }), status: "CLOSED", closedReason: "台风天气" } as SlotItem,
    ]);
    const { opened } = await valueOf(create());
    expect([opened, await days()]).toEqual([5, ["03-11", "03-14", "03-18 closed", ...PLANNED.slice(3)]]);
    expect((await slots()).slice(0, 2).map(({ startsAt, capacityHeads }) => [startsAt, capacityHeads])).toEqual([
      ["09:00", 7],
      ["11:00", 20],
    ]);
  });

  it("opens nothing while the facility is suspended", async () => {
    await putItems(test.store, [aFacility({ status: "SUSPENDED" })]);
    expect([(await valueOf(create())).opened, await days()]).toEqual([0, []]);
  });
});

describe("a template that is changed or stopped leaves what it opened", () => {
  it("stopped it offers to close what nobody has booked; what is booked or held stays, and opens no further", async () => {
    const { template } = await valueOf(create());
    const booked = (await slots())[1] as SlotItem;
    await valueOf(book(test, booked, { personId: "p-lin", heads: 2 }));
    const stopped = await valueOf(setStatus(template, "STOPPED"));
    expect([stopped.opened, stopped.slotsAhead, stopped.closable, await days()]).toEqual([0, 8, 7, PLANNED]);
    expect(await valueOf(close(template))).toEqual({ closed: 7, stillBooked: 1 });
    await test.settle();
    expect(await days()).toEqual(PLANNED.map((day) => (day === "03-14" ? day : `${day} closed`)));
    expect(await seatsOf(test.store, booked)).toEqual({ bookedHeads: 2, heldHeads: 0, headsLeft: 18 });
    expect(await valueOf(close(template))).toEqual({ closed: 0, stillBooked: 1 });
  });

  it("other weekdays: new days are opened, the old ones stay until somebody closes them", async () => {
    const { template } = await valueOf(create());
    const changed = await valueOf(edit(template, { weekdays: [6, 7], capacityHeads: 12 }));
    expect([changed.opened, changed.closable]).toEqual([4, 4]);
    expect((await slots()).map(({ date, capacityHeads }) => [date.slice(5), capacityHeads])).toEqual([
      ["03-08", 12],
      ["03-11", 20],
      ["03-14", 20],
      ["03-15", 12],
      ["03-18", 20],
      ["03-21", 20],
      ["03-22", 12],
      ["03-25", 20],
      ["03-28", 20],
      ["03-29", 12],
      ["04-01", 20],
      ["04-04", 20],
    ]);
    expect(await valueOf(close(changed.template))).toEqual({ closed: 4, stillBooked: 0 });
    expect((await days()).filter((day) => day.endsWith("closed"))).toEqual(["03-11 closed", "03-18 closed", "03-25 closed", "04-01 closed"]);
  });

  it("R1 closing beside people who book: whoever got a place keeps an open slot", async () => {
    const { template } = await valueOf(create());
    await valueOf(setStatus(template, "STOPPED"));
    const all = await slots();
    const answers = await Promise.all([...all.map((slot, n) => book(test, slot, { personId: `p-${n}`, heads: 2 })), close(template)]);
    const after = await slots();
    all.forEach((slot, n) => expect([slot.date, after[n]?.status]).toEqual([slot.date, answers[n]?.ok === true ? "OPEN" : "CLOSED"]));
  });
});

describe("slots that are changed by hand", () => {
  it("R2 more places sent 20 times at once are added once, beside people who book", async () => {
    const slot = aSlot();
    await putItems(test.store, [slot]);
    const client = await admin();
    const id = newRequestId();
    const change = { params, body: { requestId: id, slots: [{ slotId: slot.slotId, version: 1 }], capacityHeads: 30 } };
    const [answers] = await Promise.all([
      inParallel(20, () => client.call(slotPlanRoutes.editSlots, change)),
      inParallel(10, (n) => book(test, slot, { personId: `p-${n}`, heads: 2 })),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 20, heldHeads: 0, headsLeft: 10 });
  });

  it("R5 one that was changed since, a closed one and one that is over are refused, and none of the others is changed", async () => {
    const [one, other] = [aSlot(), aSlot({ startsAt: "14:00", endsAt: "16:30" })];
    await putItems(test.store, [one, other, { ...aSlot({ date: "2026-03-21" }), status: "CLOSED" } as SlotItem]);
    const send = async (changed: readonly { slotId: SlotItem["slotId"]; version: number }[]) =>
      (await admin()).call(slotPlanRoutes.editSlots, { params, body: { requestId: newRequestId(), slots: [...changed], capacityHeads: 30 } });
    await valueOf(send([{ slotId: one.slotId, version: 1 }]));
    expect(
      await send([
        { slotId: other.slotId, version: 1 },
        { slotId: one.slotId, version: 1 },
      ]),
    ).toMatchObject({ ok: false, refusal: { code: "SLOT_CHANGED" } });
    expect(await send([{ slotId: aSlot({ date: "2026-03-21" }).slotId, version: 1 }])).toMatchObject({ ok: false, refusal: { code: "SLOT_NOT_EDITABLE" } });
    expect(await send([{ slotId: "sanya-hongsha~2026-03-14~0900" as SlotItem["slotId"], version: 1 }])).toMatchObject({
      ok: false,
      refusal: { code: "NOT_FOUND" },
    });
    expect((await slots()).map(({ capacityHeads }) => capacityHeads)).toEqual([30, 20, 20]);
    const { items } = await valueOf(test.anonymous().call(visitRoutes.listSlots, { params, query: { from: "2026-03-14", to: "2026-03-14" } }));
    expect(items.map(({ capacityHeads, version }) => [capacityHeads, version])).toEqual([
      [30, 2],
      [20, 1],
    ]);
  });
});
