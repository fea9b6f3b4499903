import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { confirmedTeam, judge, report } from "../../testing/teamVisitActs";
import { onDay, valueOf } from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";

const SLOT = aSlot({ capacityHeads: 100 });
const PHONES = { admin: "13900000201", city: "13900000202", province: "13900000203" };

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
  const add = (username: keyof typeof PHONES, role: Parameters<typeof grantAt>[0], orgPath: string) =>
    test.addAccount({ username, password: "Huanjing@2026", displayName: username, phone: PHONES[username], grants: [grantAt(role, orgPath)] });
  await add("admin", "FACILITY_ADMIN", BAISHAMEN_PATH);
  await add("city", "CITY_ADMIN", "CN/46/4601");
  await add("province", "PROVINCE_ADMIN", "CN/46");
});
afterEach(() => test.stop());

const smsTo = (phone: string): string[] =>
  test.sandbox.inboxes.of(`phone:${phone}`).map((message) => (message.kind === "NOTICE" ? message.title : message.text));
/** The latest message of each office. */
const latest = () => [PHONES.admin, PHONES.city, PHONES.province].map((phone) => smsTo(phone).at(-1) ?? "");
/** What was made for the booker, whose phone the other tests look at. */
async function toBooker(): Promise<unknown[]> {
  const { items } = await test.store.query({ index: "index3", pk: "NOTICES#PERSON#p-team", limit: 100 });
  return items.map(({ template, text }) => [template, text]);
}
async function at(moment: ReturnType<typeof onDay>): Promise<void> {
  test.clock.set(moment);
  await test.settle();
}

it("F24 a team and its offices are each told once, at the moment it is theirs to act: evening before, day's end, overdue, returned", async () => {
  const bookingId = await confirmedTeam(test, SLOT, { personId: "p-team" });
  await test.settle();
  const [before = ""] = latest();
  await at(onDay("2026-03-13", "18:00:00.000"));
  const reminder =
    "提醒：您预约了 3月14日 周六 上午 09:00-11:30 参观「海口市白沙门污水处理厂（一期）」（30 人）。入场时请出示小程序「我的预约」里的参观码。不能前往的，请尽早取消或致电开放单位。";
  expect(latest()).toEqual([before, "", ""]);
  expect(await toBooker()).toEqual([
    ["BOOKING_CONFIRMED", expect.any(String)],
    ["BOOKING_REMINDED", reminder],
  ]);
  await at(onDay("2026-03-14", "18:00:00.000"));
  const unit = "海口市白沙门污水处理厂（一期）";
  const due = `${unit}：团队参观待上报。请最晚在 3月18日 周三 上报。请登录管理后台查看。`;
  expect(latest()).toEqual([due, "", ""]);
  // The day ends at midnight; nobody is woken for it.
  await at(onDay("2026-03-19", "00:00:00.000"));
  await at(onDay("2026-03-19", "06:59:59.999"));
  expect(latest()).toEqual([due, "", ""]);
  await at(onDay("2026-03-19", "07:00:00.000"));
  const overdue = `${unit}：团队参观上报超期。请尽快上报，或记为未到访。请登录管理后台查看。`;
  expect(latest()).toEqual([overdue, overdue, ""]);
  await valueOf(report(test, bookingId));
  await valueOf(judge(test, bookingId, "RETURN", { remark: "照片里没有人" }));
  await test.settle();
  expect(latest()).toEqual([`${unit}：团队参观被驳回。请最晚在 3月24日 周二 上报。请登录管理后台查看。`, overdue, ""]);
  await test.settle();
  expect(await toBooker()).toHaveLength(2);
  expect([smsTo(PHONES.city).length, smsTo(PHONES.province).length]).toEqual([1, 0]);
});
