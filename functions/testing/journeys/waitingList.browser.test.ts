import type { Page } from "playwright-core";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, FacilityId, RequestId } from "@app/contract/kernel/ids";
import { addDays, localDateOf, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, eventually, expectNoFaults, seen, textOf, write } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { agreeInWechatAs, callsOf, callsOfAccount, keptToken, logInAtBackOffice, receivedBy, value } from "../browser/people";
import { keepScreen } from "../browser/screens";

const BAISHAMEN = "haikou-baishamen" as FacilityId;
const NAME = "海口市白沙门污水处理厂（一期）";

// One freed place from the waiting to the visit: each test goes on where the one before ended.
const journey = startJourney();
const screenProblems: string[] = [];

let booker: Page;
let waiter: Page;
let slot: Slot;
let bookingId: BookingId;

beforeAll(async () => {
  slot = await smallSlot();
});

const requestId = (): RequestId => `journey-${Math.random().toString(36).slice(2, 14).padEnd(12, "0")}` as RequestId;
async function look(page: Page, name: string): Promise<void> {
  screenProblems.push(...(await keepScreen(page, name)));
}

/** A slot of two places beside the others of its day. */
async function smallSlot(): Promise<Slot> {
  const date = addDays(localDateOf(systemClock.now()), 5);
  const admin = await callsOfAccount(journey.product.baseUrl, "baishamen.admin");
  const period = { period: "TIMED" as const, startsAt: "17:30" as TimeOfDay, endsAt: "18:30" as TimeOfDay, capacityHeads: 2 };
  const { items } = await value(
    admin.call(visitRoutes.openSlots, { params: { facilityId: BAISHAMEN }, body: { requestId: requestId(), dates: [date as LocalDate], periods: [period] } }),
  );
  if (items[0] === undefined) throw new Error("the slot was not opened");
  return items[0];
}

async function callsOfPage(page: Page): Promise<ApiClient> {
  return callsOf(journey.product.baseUrl, await keptToken(page));
}

async function openFacility(page: Page): Promise<void> {
  await page.goto(`/#/features/visits/facility/index?facilityId=${BAISHAMEN}`);
  await seen(page, `day-${slot.date}`).tap();
}

describe("a place comes free", () => {
  it("somebody books the last two places", async () => {
    booker = await journey.browser.open("PHONE", journey.product.baseUrl);
    await openFacility(booker);
    await seen(booker, `slot-${slot.slotId}`).tap();
    await seen(booker, "next-step").tap();
    await agreeInWechatAs(booker, "huang-lijuan");
    await seen(booker, "hold-countdown").waitFor();
    await write(booker, "contactName", "黄丽娟");
    await write(booker, "contactPhone", "13900000007");
    await seen(booker, "safety-accept").tap();
    await seen(booker, "submit-booking").tap();
    await seen(booker, "booking-submitted").waitFor();
    const mine = await value((await callsOfPage(booker)).call(visitRoutes.listMyBookings, { query: {} }));
    bookingId = mine.items.find(({ date }) => date === slot.date)?.bookingId as BookingId;
    expect(bookingId).toBeDefined();
  });

  it("M10 the slot is full; another person joins its waiting list and sees that they are first", async () => {
    waiter = await journey.browser.open("PHONE", journey.product.baseUrl);
    await openFacility(waiter);
    await seen(waiter, `slot-${slot.slotId}`).tap();
    expect(await textOf(seen(waiter, `slot-${slot.slotId}`))).toContain("已约满 · 可候补");
    await look(waiter, "180-waiting-full-slot");
    await seen(waiter, "wait-for-slot").tap();
    await agreeInWechatAs(waiter, "lin-xiaoyan");
    await seen(waiter, "wait-for-slot").tap();
    await seen(waiter, "join-waiting").waitFor();
    await seen(waiter, "join-waiting").tap();
    await waiter.getByText("手机号应为 11 位数字，请检查").filter({ visible: true }).waitFor();
    await write(waiter, "waiting-phone", "13900000001");
    await look(waiter, "181-waiting-sheet");
    await seen(waiter, "join-waiting").tap();
    await seen(waiter, "parties-ahead").waitFor();
    expect(await textOf(seen(waiter, "parties-ahead"))).toContain("您排在第一位");
    await look(waiter, "182-waiting-first");
  });

  it("M10 the booking is cancelled; the places are offered with the time running, by message and on the page", async () => {
    await value((await callsOfPage(booker)).call(visitRoutes.cancelBooking, { params: { bookingId }, body: { requestId: requestId() } }));
    await seen(waiter, "offer-countdown").waitFor();
    expect(await textOf(seen(waiter, "offer-countdown"))).toContain("有名额了！为您保留 2 个名额");
    await look(waiter, "183-waiting-offer");
    const hour = Number(systemClock.now().slice(11, 13));
    // At night the message waits for the morning.
    if (hour >= 7 && hour < 22) {
      const received = await eventually(async () => {
        const all = await receivedBy(journey.product.baseUrl, "lin-xiaoyan");
        return all.find(({ title, text }) => title === "候补名额通知" || text?.includes("有名额了") === true);
      });
      expect(JSON.stringify(received)).toContain(NAME);
    }
    await waiter.goto("/#/pages/bookings/index");
    await waiter.getByRole("radio", { name: "候补" }).filter({ visible: true }).tap();
    await seen(waiter, `waiting-${slot.slotId}`).waitFor();
    expect(await textOf(seen(waiter, `waiting-${slot.slotId}`))).toContain("有名额，等您接受");
    await look(waiter, "184-waiting-mine");
    await seen(waiter, `waiting-${slot.slotId}`).tap();
  });

  it("M10 accepting opens the form with the kept places; leaving it keeps the offer; submitting is the booking", async () => {
    await seen(waiter, "waiting-accept").tap();
    await seen(waiter, "hold-countdown").waitFor();
    await look(waiter, "185-waiting-accepted-form");
    await waiter.goto(`/#/features/visits/waiting/index?slotId=${slot.slotId}`);
    await seen(waiter, "waiting-accept").tap();
    await seen(waiter, "hold-countdown").waitFor();
    await write(waiter, "contactName", "林晓燕");
    await write(waiter, "contactPhone", "13900000001");
    await seen(waiter, "safety-accept").tap();
    await seen(waiter, "submit-booking").tap();
    await seen(waiter, "booking-submitted").waitFor();
    const { status } = await value((await callsOfPage(waiter)).call(demandRoutes.getMyWaiting, { params: { slotId: slot.slotId } }));
    expect(status).toBe("ACCEPTED");
    const slots = await value(callsOf(journey.product.baseUrl).call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } }));
    expect(slots.items.find(({ slotId }) => slotId === slot.slotId)).toMatchObject({ headsLeft: 0, bookability: "FULL" });
  });
});

describe("a facility is followed", () => {
  it("F5 a visitor asks to be told, the bureau sees how many ask and which facilities nobody can book", async () => {
    await waiter.goto(`/#/features/visits/facility/index?facilityId=${BAISHAMEN}`);
    await seen(waiter, "follow").tap();
    await seen(waiter, "follow").getByText("取消提醒").waitFor();
    await look(waiter, "186-followed-facility");
    await waiter.goto("/#/features/visits/follows/index");
    await seen(waiter, `followed-${BAISHAMEN}`).waitFor();
    await look(waiter, "187-my-follows");

    const bureau = await journey.browser.open("DESK", journey.product.baseUrl);
    await bureau.goto("/admin/");
    await logInAtBackOffice(bureau, "haikou.city");
    await byTestId(bureau, "menu-demand").click();
    await byTestId(bureau, "tab-ALL").waitFor();
    const lacking = byTestId(bureau, "demand-row-haikou-changde");
    await lacking.waitFor();
    expect(await textOf(byTestId(lacking, "demand-lack"))).toBe("没有开放场次");
    expect(await textOf(byTestId(lacking, "demand-followers"))).toBe("4");
    await look(bureau, "188-demand-lacking");
    await byTestId(bureau, "tab-ALL").click();
    const row = byTestId(bureau, `demand-row-${BAISHAMEN}`);
    await row.waitFor();
    await eventually(async () => (await textOf(byTestId(row, "demand-followers"))) !== "0");
    await look(bureau, "189-demand-all");
  });

  it("F5 the facility's admin goes from the own row to opening slots", async () => {
    const admin = await journey.browser.open("PHONE", journey.product.baseUrl);
    await admin.goto("/admin/demand?choice=ALL");
    await logInAtBackOffice(admin, "baishamen.admin");
    await byTestId(admin, `demand-row-${BAISHAMEN}`).waitFor();
    await look(admin, "190-demand-phone");
    await byTestId(admin, "demand-open-slots").tap();
    await byTestId(admin, "slots-month").waitFor();
  });
});

it("every screen on the way is as wide as its device, readable and Chinese; nothing failed behind them", () => {
  expect(screenProblems).toEqual([]);
  expectNoFaults(journey.browser);
});
