import type { Page } from "playwright-core";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, eventually, expectNoFaults, seen, textOf, write } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { agreeInWechatAs, callsOf, callsOfAccount, callsOfPerson, logInAtBackOffice, value } from "../browser/people";
import { keepScreen } from "../browser/screens";
import { newRequestId } from "../startTestProduct";

const LIN = "lin-xiaoyan";
const PHONE = "13900000001";
const BAISHAMEN = "haikou-baishamen" as FacilityId;

const journey = startJourney();
const problems: string[] = [];

const keep = async (page: Page, name: string): Promise<void> => void problems.push(...(await keepScreen(page, name)));

/** Three slots in which a family of two still finds places, each on a day of its own. */
async function threeSlots(): Promise<[Slot, Slot, Slot]> {
  const { items } = await value(callsOf(journey.product.baseUrl).call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } }));
  const free = items.filter((slot) => slot.bookability === "BOOKABLE" && slot.date >= addDays(localDateOf(systemClock.now()), 3) && slot.headsLeft >= 2);
  const byDay = [...new Map(free.map((slot) => [slot.date, slot])).values()];
  const [one, two, three] = byDay;
  if (one === undefined || two === undefined || three === undefined) throw new Error("not three days with places");
  return [one, two, three];
}

/** At the tap in the mini-program, which a browser cannot ask: what the server names, her answer in WeChat, and what the client tells. */
async function allowOnce(): Promise<readonly string[]> {
  const ask = async <T>(path: string, body: object): Promise<T> =>
    (await (await fetch(`${journey.product.baseUrl}/sandbox/api/people/${LIN}/${path}`, { method: "POST", body: JSON.stringify(body) })).json()) as T;
  const { code } = await ask<{ code: string }>("miniprogram-code", {});
  const { token } = await value(callsOf(journey.product.baseUrl).call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } }));
  const phone = callsOf(journey.product.baseUrl, token);
  const { templateIds } = await value(phone.call(noticeRoutes.getSubscriptionAsks, { query: { moment: "BOOKING" } }));
  const answers = await ask<Record<string, string>>("subscriptions", { templateIds, answer: "accept" });
  const acceptedTemplateIds = templateIds.filter((id) => answers[id] === "accept");
  await value(phone.call(noticeRoutes.reportSubscriptions, { body: { requestId: newRequestId(), acceptedTemplateIds } }));
  return templateIds;
}

const confirm = (office: ApiClient, bookingId: BookingId) =>
  value(office.call(visitRoutes.confirmBooking, { params: { bookingId }, body: { requestId: newRequestId() } }));

async function bookedByHer(slot: Slot): Promise<BookingId> {
  const her = await callsOfPerson(journey.product.baseUrl, LIN);
  const body = { requestId: newRequestId(), slotId: slot.slotId, contactName: "林晓燕", contactPhone: PHONE, heads: 2, safetyNoticeAccepted: true as const };
  return (await value(her.call(visitRoutes.submitBooking, { body }))).bookingId;
}

it("F24 R7 a message falls from the subscription to the SMS and to nobody; the office sees each way, and sends it again", async () => {
  const [first, second, third] = await threeSlots();
  const phone = await journey.browser.open("PHONE", journey.product.baseUrl);

  // She logs in on 我的, and what is unread is said at once.
  await phone.goto("/#/pages/me/index");
  await seen(phone, "log-in").tap();
  await agreeInWechatAs(phone, LIN);
  await phone
    .getByText(/^\d+ 条未读$/)
    .filter({ visible: true })
    .waitFor();
  const unread = /(\d+) 条未读/.exec(await textOf(seen(phone, "my-inbox")))?.[1] ?? "";
  await keep(phone, "270-me-unread-375");
  await seen(phone, "my-inbox").tap();
  await seen(phone, "inbox-group-UNREAD").getByText(`未读（${unread}）`).waitFor();
  await seen(phone, "inbox-read-all").tap();
  await seen(phone, "inbox-group-UNREAD").getByText("未读", { exact: true }).waitFor();
  await phone.goBack();
  await eventually(async () => !(await textOf(seen(phone, "my-inbox"))).includes("未读"));

  // One message is allowed, at the tap that the server names.
  expect(await allowOnce()).toContain("TPL_BOOKING_CONFIRMED");
  await phone.goto(`/#/features/visits/facility/index?facilityId=${BAISHAMEN}`);
  await seen(phone, `day-${first.date}`).tap();
  await seen(phone, `slot-${first.slotId}`).tap();
  await seen(phone, "next-step").tap();
  await seen(phone, "hold-countdown").waitFor();
  await write(phone, "contactName", "林晓燕");
  await write(phone, "contactPhone", PHONE);
  await seen(phone, "safety-accept").tap();
  await seen(phone, "submit-booking").tap();
  await seen(phone, "booking-submitted").waitFor();
  const booked = (/bookingId=([^&]+)/.exec(phone.url())?.[1] ?? "") as BookingId;

  const office = await callsOfAccount(journey.product.baseUrl, "baishamen.admin");
  await confirm(office, booked);
  const sandbox = await journey.browser.open("DESK", journey.product.baseUrl);
  await sandbox.goto(`/sandbox/#${LIN}`);
  await sandbox.locator("#messages .card").getByText("预约成功通知").first().waitFor();

  // The only one is used up: the second goes by SMS, and the detail says why and that it arrived.
  const bySms = await bookedByHer(second);
  await confirm(office, bySms);
  await sandbox.locator("#messages .sms").getByText("您预约的").first().waitFor();
  await keep(sandbox, "271-sandbox-card-and-sms-1440");
  const desk = await journey.browser.open("DESK", journey.product.baseUrl);
  await desk.goto(`/admin/login?returnTo=${encodeURIComponent(`/bookings?kind=FAMILY&status=CONFIRMED&booking=${bySms}`)}`);
  await logInAtBackOffice(desk, "baishamen.admin");
  await byTestId(desk, "booking-notice").first().waitFor();
  await eventually(async () => {
    if ((await textOf(byTestId(desk, "booking-notice").first())).includes("已由短信送达")) return true;
    await desk.reload();
    await byTestId(desk, "booking-notice").first().waitFor();
    return false;
  });
  await byTestId(desk, "notice-tries").first().locator("summary").click();
  const said = await textOf(byTestId(desk, "notice-tries").first());
  expect(said).toMatch(/小程序订阅消息：对方同意接收的次数已用完 .*短信：已送出；.* 运营商已送达$/);
  await byTestId(desk, "notice-tries").first().scrollIntoViewIfNeeded();
  await keep(desk, "272-booking-ways-1440");

  // Her phone is off: the carrier says so, and nobody was told.
  await sandbox.locator("#reach").click();
  await sandbox.locator("#reach-words").getByText("手机关机，收不到短信").waitFor();
  await confirm(office, await bookedByHer(third));
  const platform = await journey.browser.open("PHONE", journey.product.baseUrl);
  await platform.goto("/admin/login?returnTo=/system%3Ftab%3DNOTICES");
  await logInAtBackOffice(platform, "platform.admin");
  const left = byTestId(platform, "undelivered-notice").filter({ hasText: "运营商回报：手机关机、停机或无法接通" });
  await eventually(async () => {
    await byTestId(platform, "undelivered-notice").first().waitFor();
    if ((await left.count()) > 0) return true;
    await platform.reload();
    return false;
  });
  await keep(platform, "273-undelivered-by-carrier-375");

  // Switched on and sent again: it lies on her phone and in the list no more.
  await sandbox.locator("#reach").click();
  await sandbox.locator("#reach-words").getByText("手机收得到短信").waitFor();
  await byTestId(left, "undelivered-notice-again").click();
  await platform.getByText("已重新发送。").waitFor();
  await left.waitFor({ state: "detached" });
  await eventually(async () => (await sandbox.locator("#messages .sms").count()) === 2);
  expect(problems).toEqual([]);
  expectNoFaults(journey.browser);
});
