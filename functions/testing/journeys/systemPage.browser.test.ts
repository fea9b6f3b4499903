import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { addMs, HOUR_MS, localDateOf } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { DEMO_PASSWORD } from "../../../infra/local/demo-data/accounts";
import { DEAD_LETTER_PK } from "../../engines/events/deadLetters";
import { eventKey, eventWrite } from "../../engines/events/event";
import { queuedNotice, undeliveredEntry } from "../../features/notices/noticeRepository";
import { systemClock } from "../../platform/clock/systemClock";
import { openSqliteStore } from "../../platform/store/sqlite/sqliteStore";
import { byTestId, eventually, expectNoFaults, textOf } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { callsOf, logInAtBackOffice } from "../browser/people";
import { keepScreen } from "../browser/screens";

const journey = startJourney();
const problems: string[] = [];

const keep = async (page: Page, name: string): Promise<void> => {
  // A program's own words are English, and shown as such.
  problems.push(...(await keepScreen(page, name)).filter((problem) => !/cannot|figures/.test(problem)));
};

/** A party of four has come in, and the statistics failed at it until somebody mended them; a message found no way out. */
async function leaveSomethingBehind(): Promise<void> {
  const store = openSqliteStore({ path: join(journey.stateFolder, "civic-green.sqlite") });
  const at = addMs(systemClock.now(), -3 * HOUR_MS);
  const [eventId, casePk] = ["01SYSTEMPAGEEVENT001", "CASE#system-page"];
  const place = { facilityId: "haikou-baishamen", cityCode: "4601", provinceCode: "46", date: localDateOf(systemClock.now()) };
  const event = {
    eventType: "BOOKING_CHECKED_IN",
    caseKind: "familyBooking",
    caseId: "01SYSTEMPAGEBOOKING1",
    casePk,
    sequence: 1,
    payload: { kind: "FAMILY", heads: 4, visits: 1, ...place },
  };
  const letter = { consumer: "statistics", eventId, eventType: event.eventType, eventPk: casePk, eventSk: eventKey(casePk, 1).sk };
  const notice = queuedNotice({
    cause: "01SYSTEMPAGENOTICE01",
    to: { kind: "PHONE", phone: "13900000888" },
    template: "WORK_REMINDER",
    fields: { thing1: "手机号已更换", thing2: "白沙门", thing3: "如非本人操作请联系" },
    text: "您的手机号已更换。",
    sms: { unit: "白沙门", matter: "手机号已更换", hint: "如非本人操作请联系" },
    page: "pages/me/index",
    createdAt: at,
  });
  const { index4: _, ...settled } = notice;
  await store.transact([
    eventWrite(event, { eventId, at, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: () => ["statistics"] }),
    { kind: "put", tag: "letter", item: { pk: DEAD_LETTER_PK, sk: `${at}#${eventId}#statistics`, ...letter, message: "cannot add the figures" } },
    {
      kind: "put",
      tag: "notice",
      item: { ...settled, state: "UNDELIVERED", attempts: 6, lastFailureCode: "UNAVAILABLE", index2: undeliveredEntry(notice.noticeId, at) },
    },
  ]);
  await store.transact([{ kind: "update", tag: "dead", key: eventKey(casePk, 1), remove: ["awaiting.statistics", "index4"] }]);
  await store.close();
}

/** Ours, beside the one that the demonstration has. */
const leftNotice = (page: Page): Locator => byTestId(page, "undelivered-notice").filter({ hasText: "139****0888" });

async function headsCounted(): Promise<number> {
  const session = await callsOf(journey.product.baseUrl).call(sessionRoutes.logInWithPassword, {
    body: { username: "platform.admin", password: DEMO_PASSWORD },
  });
  if (!session.ok) throw new Error(session.refusal.code);
  const figures = await callsOf(journey.product.baseUrl, session.value.token).call(statisticsRoutes.getLatestFigures, {});
  if (!figures.ok) throw new Error(figures.refusal.code);
  return figures.value.familyHeads;
}

it("R8 F24 the platform's admin sees what was left, has it done again, and it counts once", async () => {
  const [desk, phone, other] = [
    await journey.browser.open("DESK", journey.product.baseUrl),
    await journey.browser.open("PHONE", journey.product.baseUrl),
    await journey.browser.open("DESK", journey.product.baseUrl),
  ];
  await desk.goto("/admin/login?returnTo=/system");
  await logInAtBackOffice(desk, "platform.admin");
  await byTestId(desk, "system-status").waitFor();
  expect(await textOf(byTestId(desk, "status-dead-letters"))).toContain("没有积压");
  await keep(desk, "260-system-quiet-1440");
  await byTestId(desk, "tab-DEAD_LETTERS").click();
  await desk.getByText("所有事件都已处理。").waitFor();
  await keep(desk, "261-no-dead-letters-1440");

  const before = await headsCounted();
  await leaveSomethingBehind();
  await phone.goto("/admin/login?returnTo=/system");
  await logInAtBackOffice(phone, "platform.admin");
  await byTestId(phone, "open-undelivered").waitFor();
  await keep(phone, "262-system-left-375");
  await byTestId(phone, "open-undelivered").click();
  await leftNotice(phone).waitFor();
  await keep(phone, "263-undelivered-375");

  await desk.reload();
  await byTestId(desk, "dead-letter").waitFor();
  expect(await textOf(byTestId(desk, "dead-letter"))).toContain("核销入场：没有计入统计");
  await keep(desk, "264-dead-letters-1440");
  await byTestId(desk, "tab-STATUS").click();
  await byTestId(desk, "open-dead-letters").waitFor();
  await keep(desk, "265-system-left-1440");
  await byTestId(desk, "tab-NOTICES").click();
  await leftNotice(desk).waitFor();
  await keep(desk, "266-undelivered-1440");
  await byTestId(phone, "tab-DEAD_LETTERS").click();
  await byTestId(phone, "dead-letter").waitFor();
  await keep(phone, "267-dead-letters-375");

  // Two people have the same list before them; the slower one is told.
  await other.goto("/admin/login?returnTo=/system%3Ftab%3DDEAD_LETTERS");
  await logInAtBackOffice(other, "platform.admin");
  await byTestId(other, "dead-letter-again").waitFor();
  await byTestId(phone, "dead-letter-again").click();
  await phone.getByText("已重新处理。").waitFor();
  await byTestId(other, "dead-letter-again").click();
  await other.getByText("这件事已经有人重新处理过了").waitFor();
  await byTestId(other, "empty-state").waitFor();
  await eventually(async () => (await headsCounted()) === before + 4);

  await byTestId(leftNotice(desk), "undelivered-notice-again").click();
  await desk.getByText("已重新发送。").waitFor();
  await leftNotice(desk).waitFor({ state: "detached" });
  await desk.goto("/sandbox/");
  await desk.locator("#strangers").getByText("13900000888").first().waitFor();
  expect(await headsCounted()).toBe(before + 4);
  expect(problems).toEqual([]);
  expectNoFaults(journey.browser);
});
