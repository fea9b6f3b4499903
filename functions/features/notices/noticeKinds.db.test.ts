import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { NOTICE_KINDS } from "./noticeKinds";

let test: TestProduct;
beforeEach(async () => void (test = await startTestProduct()));
afterEach(() => test.stop());

it("F24 each kind says to whom, when, by which ways in their order, at night or not, and in which words", async () => {
  const platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
  const answer = await platform.call(noticeRoutes.listNoticeKinds, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { kinds, quiet } = answer.value;
  expect([quiet, kinds.map(({ kind }) => kind)]).toEqual([{ from: "22:00", until: "07:00" }, Object.keys(NOTICE_KINDS)]);
  expect(kinds.find(({ kind }) => kind === "BOOKING_CONFIRMED")).toEqual({
    kind: "BOOKING_CONFIRMED",
    label: "预约成功通知",
    toLabel: "预约人",
    whenLabel: "开放单位确认预约后",
    ways: [
      { channel: "MINIPROGRAM", label: "小程序订阅消息", isSetUp: true },
      { channel: "OFFICIAL_ACCOUNT", label: "公众号模板消息", isSetUp: true },
      { channel: "OFFICIAL_ACCOUNT_SUBSCRIPTION", label: "公众号订阅通知", isSetUp: true },
      { channel: "SMS", label: "短信", isSetUp: true },
    ],
    isUrgent: false,
    smsWords: "您预约的「〔单位〕」〔日期和时段〕 参观（〔人数〕 人）已确认。入场时请出示小程序「我的预约」里的参观码。",
  });
  // No office meets a program's word, and nobody pays for an SMS about a comment.
  expect(kinds.filter(({ smsWords, whenLabel, toLabel }) => /[{}]|〔\w+〕/.test(`${smsWords}${whenLabel}${toLabel}`))).toEqual([]);
  expect(kinds.filter(({ smsWords }) => smsWords === undefined).map(({ kind }) => kind)).toEqual(["SLOTS_OPENED", "CONTENT_DECIDED"]);
  expect(kinds.filter(({ isUrgent }) => isUrgent).map(({ kind }) => kind)).toEqual(["BOOKING_CLOSED_OUT", "ACCOUNT_SECURITY"]);
});

it("an office without quiet hours is told that there are none; a facility does not see the table", async () => {
  const values = { "messages.quietFrom": "00:00", "messages.quietUntil": "00:00" };
  await test.store.transact([{ kind: "put", tag: "parameters", item: { ...PARAMETERS_KEY, values, version: 1 } }]);
  const platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
  expect(await platform.call(noticeRoutes.listNoticeKinds, {})).toMatchObject({ ok: true, value: { kinds: expect.any(Array) } });
  const answer = await platform.call(noticeRoutes.listNoticeKinds, {});
  expect(answer.ok && "quiet" in answer.value).toBe(false);
  const facility = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
  expect(await facility.call(noticeRoutes.listNoticeKinds, {})).toMatchObject({ ok: false, refusal: { code: "FORBIDDEN" } });
});
