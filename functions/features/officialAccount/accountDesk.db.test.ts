import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import { DAY_MS } from "@app/contract/kernel/time";
import { STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import type { MenuButton } from "@app/contract/officialAccount/menu.schema";
import type { CodeTarget } from "@app/contract/officialAccount/sceneCode.schema";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { openidOf } from "../../../infra/local/wechat-sandbox/people";
import { createApiClient } from "@app/contract/kernel/apiClient";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { refusalOf, requestId as requestIdOf, valueOf } from "../../testing/visitActs";
import { aFacility, BAISHAMEN, putItems } from "../../testing/visitBuilders";
import { FOLLOWERS_TOTAL_KEY, sceneOf } from "./accountRepository";
import { followerKey } from "./followerRepository";

const LIN = "lin-xiaoyan";
const CREATE = "/cgi-bin/menu/create";
const MENU: MenuButton[] = [
  { kind: "PAGE", name: "预约参观", page: "HOME" },
  {
    kind: "GROUP",
    name: "我的",
    buttons: [
      { kind: "MINI_PROGRAM", name: "我的预约", path: "pages/bookings/index" },
      { kind: "REPLY", name: "失约怎么办", key: "NO_SHOWS" },
    ],
  },
  { kind: "URL", name: "环保厅", url: "https://hnsthb.hainan.gov.cn/index.html" },
];

let test: TestProduct;
let zhao: ApiClient;
let qian: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility()]);
  zhao = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "赵敏" });
  qian = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "钱进" });
});
afterEach(() => test.stop());

const save = (who: ApiClient, version: number, buttons = MENU) =>
  who.call(officialAccountRoutes.saveAccountMenu, { body: { requestId: requestIdOf(), version, buttons } });
const publish = (who: ApiClient, version: number, requestId: RequestId = requestIdOf()) =>
  who.call(officialAccountRoutes.publishAccountMenu, { body: { requestId, version } });
const remove = (who: ApiClient, version: number) => who.call(officialAccountRoutes.removeAccountMenu, { body: { requestId: requestIdOf(), version } });
const create = (target: CodeTarget, more: { days?: number; requestId?: RequestId } = {}) =>
  zhao.call(officialAccountRoutes.createSceneCode, { body: { requestId: requestIdOf(), name: "大厅海报", target, ...more } });
const replies = (more: object, version = 0) =>
  zhao.call(officialAccountRoutes.saveAccountReplies, { body: { requestId: requestIdOf(), version, ...STANDARD_REPLIES, ...more } });
async function act(person: string, body: { act: string; said?: string }): Promise<void> {
  const done = await fetch(`${test.baseUrl}/sandbox/api/people/${person}/official-account`, { method: "POST", body: JSON.stringify(body) });
  expect(done.status).toBe(200);
}
const lastSaid = (person: string) => {
  const last = test.sandbox.inboxes.of(person).at(-1);
  return last?.kind === "NOTICE" ? [last.title, last.fields[0]?.value] : undefined;
};
const figures = async () => {
  await test.settle();
  return valueOf(zhao.call(officialAccountRoutes.getFollowerFigures, { query: { days: "7" } }));
};

describe("the menu", () => {
  it("a draft changes nothing at WeChat; published it stands there whole, and the page says who published what", async () => {
    const saved = await valueOf(save(zhao, 0));
    expect([saved.isDraftPublished, saved.published, test.sandbox.account.menu()]).toEqual([false, undefined, undefined]);
    const published = await valueOf(publish(qian, saved.version));
    expect(published).toMatchObject({ isDraftPublished: true, version: 2, published: { byName: "钱进", buttons: MENU } });
    expect(test.sandbox.account.menu()).toEqual([
      { type: "view", name: "预约参观", url: "http://localhost:8080/#/pages/home/index" },
      {
        name: "我的",
        sub_button: [
          {
            type: "miniprogram",
            name: "我的预约",
            url: "http://localhost:8080/#/pages/bookings/index",
            appid: test.sandbox.apps.miniProgram.appId,
            pagepath: "pages/bookings/index",
          },
          { type: "click", name: "失约怎么办", key: "NO_SHOWS" },
        ],
      },
      { type: "view", name: "环保厅", url: "https://hnsthb.hainan.gov.cn/index.html" },
    ]);
    const removed = await valueOf(remove(zhao, 2));
    expect([removed.published, removed.draft, test.sandbox.account.menu()]).toEqual([undefined, MENU, undefined]);
    const history = await valueOf(zhao.call(officialAccountRoutes.listAccountChanges, { query: { of: "MENU" } }));
    expect(history.items.map(({ byName, did }) => `${byName} ${did}`)).toEqual(["赵敏 撤下菜单", "钱进 发布", "赵敏 保存草稿"]);
    expect(history.items[2]?.menu).toEqual(MENU);
  });

  it("taking away a menu that is not there is done", async () => {
    expect((await valueOf(remove(zhao, 0))).published).toBeUndefined();
  });

  it("R2 published twice at once and once more after it has one effect and one answer", async () => {
    await valueOf(save(zhao, 0));
    const requestId = requestIdOf();
    const [one, two] = await Promise.all([valueOf(publish(zhao, 1, requestId)), valueOf(publish(zhao, 1, requestId))]);
    const three = await valueOf(publish(zhao, 1, requestId));
    expect([two, three]).toEqual([one, one]);
    const history = await valueOf(zhao.call(officialAccountRoutes.listAccountChanges, { query: { of: "MENU" } }));
    expect(history.items.map(({ did }) => did)).toEqual(["发布", "保存草稿"]);
  });

  it("R5 of two who save one version the second is told by whom it was changed, and publishes nothing they have not seen", async () => {
    await valueOf(save(zhao, 0));
    const late = await refusalOf(save(qian, 0, MENU.slice(0, 1)));
    expect([late.code, late.status, late.message]).toEqual([
      "ACCOUNT_SETTING_CHANGED",
      409,
      "刚被「赵敏」于 2026-03-07 09:00 修改过。请先看最新内容；您填的内容还在页面上。",
    ]);
    expect((await refusalOf(publish(qian, 0))).code).toBe("ACCOUNT_SETTING_CHANGED");
    expect(test.sandbox.account.menu()).toBeUndefined();
  });

  it("R7 without an answer nobody knows: the same request asks again and ends the same, another one waits for it", async () => {
    await valueOf(save(zhao, 0));
    test.sandbox.faults.inject({ endpoint: CREATE, kind: "500", times: 1 });
    const requestId = requestIdOf();
    expect((await refusalOf(publish(zhao, 1, requestId))).code).toBe("WECHAT_NO_ANSWER");
    const shown = await valueOf(qian.call(officialAccountRoutes.getAccountMenu, {}));
    expect([shown.published, shown.failure?.sentence]).toEqual([undefined, "微信没有及时回答，不知道是否已生效。请再点一次，不会重复。"]);
    expect(await refusalOf(publish(qian, 1))).toMatchObject({ code: "MENU_BEING_PUBLISHED", message: "「赵敏」正在发布菜单，请半分钟后刷新再试。" });
    expect((await refusalOf(save(qian, 1, []))).code).toBe("MENU_BEING_PUBLISHED");
    expect(await valueOf(publish(zhao, 1, requestId))).not.toHaveProperty("failure");
  });

  it("R7 whoever died over a publication stands in the way for half a minute", async () => {
    await valueOf(save(zhao, 0));
    test.sandbox.faults.inject({ endpoint: CREATE, kind: "500", times: 1 });
    await refusalOf(publish(zhao, 1));
    test.clock.advanceMs(29_999);
    expect((await refusalOf(publish(qian, 1))).code).toBe("MENU_BEING_PUBLISHED");
    test.clock.advanceMs(1);
    expect((await valueOf(publish(qian, 1))).published?.byName).toBe("钱进");
  });

  it("the day's quota is said plainly, on the page too, and what was published stays", async () => {
    await valueOf(save(zhao, 0));
    await valueOf(publish(zhao, 1));
    await valueOf(save(zhao, 2, MENU.slice(0, 1)));
    test.sandbox.faults.inject({ endpoint: CREATE, kind: "45009", times: 1 });
    const refused = await refusalOf(publish(zhao, 3));
    expect([refused.status, refused.message]).toEqual([
      422,
      "微信没有接受：今天调用微信的次数已用完（微信每天有限额），请明天再试；已发布的内容不受影响。（错误码 45009）",
    ]);
    const shown = await valueOf(zhao.call(officialAccountRoutes.getAccountMenu, {}));
    expect([shown.failure?.sentence, shown.published?.buttons]).toEqual([refused.message, MENU]);
  });

  it("a token that WeChat renewed meanwhile costs one more try and no refusal", async () => {
    await valueOf(save(zhao, 0));
    await valueOf(publish(zhao, 1));
    test.sandbox.tokens.revokeAll();
    expect((await valueOf(remove(zhao, 2))).published).toBeUndefined();
  });

  it.each<[string, unknown[], string, string]>([
    ["an entry of 17 bytes", [{ kind: "PAGE", name: "预约参观了ab", page: "HOME" }], "body.buttons.0.name", "名称太长，最多 5 个汉字，微信里显示前 4 个"],
    ["four entries", Array.from({ length: 4 }, () => MENU[0]), "body.buttons", "菜单最多 3 个"],
    ["six below one", [{ kind: "GROUP", name: "我的", buttons: Array.from({ length: 6 }, () => MENU[0]) }], "body.buttons.0.buttons", "子菜单最多 5 个"],
    ["none below one", [{ kind: "GROUP", name: "我的", buttons: [] }], "body.buttons.0.buttons", "请至少添加一个子菜单"],
    ["http", [{ kind: "URL", name: "网站", url: "http://a.cn" }], "body.buttons.0.url", "请填写 https:// 开头的完整网址，不含中文和空格"],
    ["an address of 1025 bytes", [{ kind: "URL", name: "网站", url: `https://a.cn/${"x".repeat(1012)}` }], "body.buttons.0.url", "网址最多 1024 个字符"],
    ["a script", [{ kind: "URL", name: "网站", url: "javascript:alert(1)" }], "body.buttons.0.url", "请填写 https:// 开头的完整网址，不含中文和空格"],
  ])("refused: %s", async (_name, buttons, path, message) => {
    const refused = await refusalOf(save(zhao, 0, buttons as MenuButton[]));
    expect([refused.code, refused.fields[0]]).toEqual(["INPUT_INVALID", { path, message }]);
  });

  it("names and addresses at the limit are taken, by WeChat too", async () => {
    const atLimit: MenuButton[] = [
      { kind: "PAGE", name: "预约参观了a", page: "HOME" },
      { kind: "GROUP", name: "更多", buttons: [{ kind: "URL", name: "汉".repeat(20), url: `https://a.cn/${"x".repeat(1011)}` }] },
    ];
    await valueOf(save(zhao, 0, atLimit));
    expect((await valueOf(publish(zhao, 1))).isDraftPublished).toBe(true);
  });

  it("an entry may not lead to a reply that is not there, and its reply may not be deleted", async () => {
    expect(await refusalOf(save(zhao, 0, [{ kind: "REPLY", name: "问", key: "NOWHERE" }]))).toMatchObject({
      code: "REPLY_UNKNOWN",
      message: "「问」要用的自动回复已被删除，请重新选择一条。",
    });
    await valueOf(save(zhao, 0));
    expect(await refusalOf(replies({ rules: STANDARD_REPLIES.rules.slice(1) }))).toMatchObject({ code: "REPLY_IN_USE" });
  });

  it("an empty menu is not published", async () => {
    expect((await refusalOf(publish(zhao, 0))).code).toBe("MENU_EMPTY");
  });
});

describe("replies", () => {
  const parking = {
    key: "PARKING",
    match: "EXACT",
    words: ["停车", "白沙门"],
    answer: { kind: "CARD", title: "停车指南", description: "北门有停车场", opens: { kind: "URL", url: "https://a.gov.cn/park" } },
  } as const;

  it("an office's own answer is given within half a minute; an exact word comes before a facility's name", async () => {
    await act(LIN, { act: "follow" });
    await act(LIN, { act: "text", said: "白沙门" });
    expect(lastSaid(LIN)?.[0]).toBe("海口市白沙门污水处理厂（一期）");
    await valueOf(replies({ rules: [...STANDARD_REPLIES.rules, parking], welcome: { kind: "TEXT", text: "您好！" } }));
    await act(LIN, { act: "text", said: " 白沙门 " });
    expect(lastSaid(LIN)).toEqual(["停车指南", "北门有停车场"]);
    test.clock.advanceMs(1000);
    await act(LIN, { act: "unfollow" });
    test.clock.advanceMs(1000);
    await act(LIN, { act: "follow" });
    expect(lastSaid(LIN)).toEqual(["公众号回复", "您好！"]);
  });

  it("the test box says what a follower would be answered, and why", async () => {
    const tried = async (text: string) => valueOf(zhao.call(officialAccountRoutes.tryAccountReply, { query: { text } }));
    await valueOf(replies({ rules: [parking, ...STANDARD_REPLIES.rules] }));
    expect(await tried("停车")).toEqual({ because: "RULE", rulePosition: 1, title: "停车指南", text: "北门有停车场", url: "https://a.gov.cn/park" });
    expect(await tried("停车场在哪")).toMatchObject({ because: "FALLBACK" });
    expect(await tried("我想预约白沙门")).toMatchObject({ because: "FACILITY", title: "海口市白沙门污水处理厂（一期）" });
    expect(await tried("怎么申诉")).toMatchObject({ because: "RULE", rulePosition: 2 });
  });

  it.each<[string, object, string]>([
    ["601 characters", { welcome: { kind: "TEXT", text: "好".repeat(601) } }, "回复内容最多 600 字"],
    ["a character that XML does not know", { welcome: { kind: "TEXT", text: "好\u0008" } }, "回复内容里有看不见的字符，请重新输入"],
    ["one key twice", { rules: [STANDARD_REPLIES.rules[0], STANDARD_REPLIES.rules[0]] }, "有两条自动回复重复了，请删除一条"],
    ["61 rules", { rules: Array.from({ length: 61 }, (_, at) => ({ ...parking, key: `R${at}` })) }, "自动回复最多 60 条"],
  ])("refused: %s", async (_name, more, message) => {
    const refused = await refusalOf(replies(more));
    expect([refused.code, refused.fields[0]?.message]).toEqual(["INPUT_INVALID", message]);
  });

  it("600 characters and the longest address are within what WeChat takes", async () => {
    const url = `https://a.cn/${"x".repeat(187)}`;
    await valueOf(replies({ fallback: { kind: "TEXT", text: "好".repeat(600), opens: { kind: "URL", url } } }));
    const { text } = await valueOf(zhao.call(officialAccountRoutes.tryAccountReply, { query: { text: "天气" } }));
    expect([text, Buffer.byteLength(text) <= 2048]).toEqual([`${"好".repeat(600)}\n${url}`, true]);
  });

  it("R5 of two editors the second is told; the history says what was different", async () => {
    await valueOf(replies({ welcome: { kind: "TEXT", text: "您好！" } }));
    expect((await refusalOf(replies({ welcome: { kind: "TEXT", text: "欢迎" } }))).code).toBe("ACCOUNT_SETTING_CHANGED");
    const history = await valueOf(zhao.call(officialAccountRoutes.listAccountChanges, { query: { of: "REPLIES" } }));
    expect(history.items).toMatchObject([{ byName: "赵敏", did: "修改", changed: [{ label: "关注时的回复", after: "您好！" }] }]);
    expect(history.items).toHaveLength(1);
  });
});

describe("codes", () => {
  const FACILITY: CodeTarget = { kind: "FACILITY", facilityId: BAISHAMEN as FacilityId };

  it("leads to what it was made for; somewhere else after a change; nowhere once it is out of use", async () => {
    const code = await valueOf(create(FACILITY));
    expect(code).toMatchObject({ state: "ACTIVE", targetLabel: "海口市白沙门污水处理厂（一期）", scans: 0 });
    await act(LIN, { act: "scan", said: sceneOf(code.codeId) });
    expect(lastSaid(LIN)?.[0]).toBe("海口市白沙门污水处理厂（一期）");
    const edit = (version: number, target: CodeTarget, isDisabled: boolean) =>
      zhao.call(officialAccountRoutes.editSceneCode, {
        params: { codeId: code.codeId },
        body: { requestId: requestIdOf(), version, name: "新海报", target, isDisabled },
      });
    await valueOf(edit(1, { kind: "KEYWORD", key: "NO_SHOWS" }, false));
    await act(LIN, { act: "scan", said: sceneOf(code.codeId) });
    expect(lastSaid(LIN)?.[1]).toContain("去不了请提前取消");
    expect((await refusalOf(edit(1, FACILITY, true))).code).toBe("ACCOUNT_SETTING_CHANGED");
    expect((await valueOf(edit(2, FACILITY, true))).state).toBe("DISABLED");
    test.clock.advanceMs(1000);
    await act(LIN, { act: "scan", said: sceneOf(code.codeId) });
    expect(lastSaid(LIN)?.[1]).toContain("您扫的二维码已经停用");
  });

  it("R2 a repeat makes no second code, here or at WeChat", async () => {
    const requestId = requestIdOf();
    const [one, two] = await Promise.all([valueOf(create(FACILITY, { requestId })), valueOf(create(FACILITY, { requestId }))]);
    expect(two).toEqual(one);
    const list = await valueOf(zhao.call(officialAccountRoutes.listSceneCodes, {}));
    expect([list.items.length, Object.keys(test.sandbox.account.codes())]).toEqual([1, [sceneOf(one.codeId)]]);
  });

  it("a temporary one ends with its last second", async () => {
    const code = await valueOf(create({ kind: "PAGE", page: "BOOKINGS" }, { days: 2 }));
    const state = async () => (await valueOf(zhao.call(officialAccountRoutes.getSceneCode, { params: { codeId: code.codeId } }))).state;
    test.clock.advanceMs(2 * DAY_MS - 1);
    expect(await state()).toBe("ACTIVE");
    test.clock.advanceMs(1);
    expect(await state()).toBe("EXPIRED");
  });

  it("one that would lead nowhere is not made", async () => {
    await putItems(test.store, [aFacility({ status: "APPLYING" })]);
    expect((await refusalOf(create(FACILITY))).code).toBe("FACILITY_NOT_OPEN");
    expect((await refusalOf(create({ kind: "KEYWORD", key: "NOWHERE" }))).code).toBe("REPLY_UNKNOWN");
    expect((await refusalOf(create(FACILITY, { days: 31 }))).code).toBe("INPUT_INVALID");
    expect(test.sandbox.account.codes()).toEqual({});
  });

  it("scans are counted by code and day, and a follower it brought once", async () => {
    const code = await valueOf(create(FACILITY));
    await act(LIN, { act: "scan", said: sceneOf(code.codeId) });
    test.clock.advanceMs(DAY_MS);
    await act(LIN, { act: "scan", said: sceneOf(code.codeId) });
    await act("chen-zhiqiang", { act: "scan", said: sceneOf(code.codeId) });
    await test.settle();
    const detail = await valueOf(zhao.call(officialAccountRoutes.getSceneCode, { params: { codeId: code.codeId } }));
    expect([detail.scans, detail.newFollowers, detail.days.slice(-2), detail.days.length]).toEqual([
      3,
      2,
      [
        { date: "2026-03-07", scans: 1, newFollowers: 1 },
        { date: "2026-03-08", scans: 2, newFollowers: 1 },
      ],
      30,
    ]);
    expect(Buffer.from(detail.qrPngBase64, "base64").subarray(1, 4).toString()).toBe("PNG");
  });
});

describe("followers", () => {
  it("are counted day by day: gained, lost, net and how many there are", async () => {
    for (const person of [LIN, "chen-zhiqiang"]) await act(person, { act: "follow" });
    await act(LIN, { act: "click", said: "BOOK" });
    test.clock.advanceMs(DAY_MS);
    await act(LIN, { act: "unfollow" });
    const { total, days } = await figures();
    expect([total, days.length, days.slice(-2)]).toEqual([
      1,
      7,
      [
        { date: "2026-03-07", gained: 2, lost: 0, net: 2, total: 2, scans: 0, menuTaps: 1 },
        { date: "2026-03-08", gained: 0, lost: 1, net: -1, total: 1, scans: 0, menuTaps: 0 },
      ],
    ]);
    expect(days[0]).toEqual({ date: "2026-03-02", gained: 0, lost: 0, net: 0, total: 0, scans: 0, menuTaps: 0 });
    // Who they are is nobody's to see here.
    expect(JSON.stringify(days)).not.toContain(openidOf(test.sandbox.apps.officialAccount.appId, LIN));
  });

  it("R18 whoever deletes their account is forgotten here too: no record of them stays, no day changes, and the sum is of those who are known", async () => {
    await act(LIN, { act: "follow" });
    const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.officialAccount.appId, personId: LIN, scope: "snsapi_userinfo" });
    const session = await valueOf(
      test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "OFFICIAL_ACCOUNT", code, agreedVersion: AGREEMENT_VERSION } }),
    );
    const me = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => session.token });
    await test.settle();
    const mine = await valueOf(me.call(personalDataRoutes.listMyRecords, { params: { kind: "OFFICIAL_ACCOUNT" } }));
    expect(mine.items.map(({ title }) => title)).toEqual(["关注公众号"]);
    await valueOf(me.call(personalDataRoutes.deleteMyAccount, { body: { requestId: requestIdOf(), cancelOpenBookings: false, reason: "不再使用" } }));
    await test.settle();
    test.clock.advanceMs(3 * 60_000);
    await test.settle();
    const left = await test.store.query({ index: "primary", pk: followerKey(openidOf(test.sandbox.apps.officialAccount.appId, LIN)).pk, limit: 10 });
    const { total, days } = await figures();
    expect([left.items, total, days.at(-1)]).toEqual([[], 0, { date: "2026-03-07", gained: 1, lost: 0, net: 1, total: 0, scans: 0, menuTaps: 0 }]);
    // Their leaving afterwards counts nobody out a second time.
    test.clock.advanceMs(1000);
    await act(LIN, { act: "unfollow" });
    await test.settle();
    expect((await test.store.get(FOLLOWERS_TOTAL_KEY))?.["followers"]).toBe(0);
  });
});
