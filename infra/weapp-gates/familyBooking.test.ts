import { addDays, instantFromEpochMs, localDateOf } from "../../functions/contract/kernel/time";
import { visitRoutes } from "../../functions/contract/visits/visits.routes";
import { startTestProduct, type TestProduct } from "../../functions/testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN, hongsha, putItems } from "../../functions/testing/visitBuilders";
import { ensureWeappBuild } from "./buildWeapp";
import type { AnswerRequest } from "./fakeWx";
import { openWeapp, type WeappSession } from "./openWeapp";

jest.setTimeout(180_000);

let projectDir = "";
let test: TestProduct;
beforeAll(async () => {
  projectDir = await ensureWeappBuild();
  // The phone runs by the real clock, so the product stands at the real day too.
  test = await startTestProduct({ now: instantFromEpochMs(Date.now()) });
});
let session: WeappSession | undefined;
// Also after a failure: a page left open polls for ever.
afterEach(() => session?.close());
afterAll(() => test.stop());

/** The mini-program's requests go to the real product over HTTP. */
const askProduct: AnswerRequest = async ({ method, path, headers, body }) => {
  const response = await fetch(test.baseUrl + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as unknown };
};

async function until(phone: WeappSession, text: string): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    if (phone.textOf().includes(text)) return;
    await phone.settle();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`「${text}」 did not appear on ${phone.route()}: ${phone.textOf().slice(0, 500)}`);
}

it("a family books in the mini-program as WeChat runs it: list, detail, form, booking", async () => {
  const slot = aSlot({ date: addDays(localDateOf(test.clock.now()), 7) });
  await putItems(test.store, [aFacility(), hongsha(), slot]);
  session = await openWeapp({
    projectDir,
    answer: askProduct,
    respond: ({ name }) =>
      name === "login" ? { code: test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "lin-xiaoyan", scope: "" }) } : undefined,
  });
  await session.openPage("pages/home/index");
  await until(session, "海口市白沙门污水处理厂（一期）");
  await session.tap(`#facility-${BAISHAMEN}`);
  expect(session.route()).toBe("features/visits/facility/index");
  await until(session, "选择参观时间");
  await session.tap(`#day-${slot.date}`);
  await session.tap(`#slot-${slot.slotId}`);
  await session.tap("#heads-plus");
  await session.tap("#next-step");
  // R18: nothing is asked of a person before they have read and agreed.
  await until(session, "同意并继续");
  expect(session.route()).toBe("features/visits/facility/index");
  await session.agree("#agree");
  await until(session, "提交预约");
  expect(session.route()).toBe("features/visits/booking-form/index");
  const [held] = (await value(test.anonymous().call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN }, query: { from: slot.date, to: slot.date } })))
    .items;
  // Two heads to begin with, one more by the tap.
  expect(held?.headsLeft).toBe(17);

  await session.input("#contactName", "林晓燕");
  await session.input("#contactPhone", "139");
  await session.tap("#safety-accept");
  await session.tap("#submit-booking");
  await until(session, "手机号应为 11 位数字，请检查");
  await session.input("#contactPhone", "13900000001");
  await session.tap("#submit-booking");
  await until(session, "待确认");
  expect(session.route()).toBe("features/visits/booking/index");
  expect(session.errors()).toEqual([]);
});

async function value<T>(result: Promise<{ ok: true; value: T } | { ok: false; refusal: { message: string } }>): Promise<T> {
  const answered = await result;
  if (!answered.ok) throw new Error(answered.refusal.message);
  return answered.value;
}
