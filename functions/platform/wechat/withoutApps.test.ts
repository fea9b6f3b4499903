import { ok } from "@app/contract/kernel/result";
import type { WechatPort } from "../../engines/messaging/wechatPort";
import { withoutApps } from "./withoutApps";

/** Answers everything and remembers what it was asked. */
function everything(): { readonly wechat: WechatPort; readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const answers = async (input: unknown) => (asked.push(input), ok({}));
  const names = ["codeToSession", "officialAccountCodeToIdentity", "sendSubscribeMessage", "sendOfficialAccountNotice", "sendTemplateMessage", "publishMenu"];
  return { wechat: Object.fromEntries(names.map((name) => [name, answers])) as unknown as WechatPort, asked };
}

it("without the mini-program its calls are refused for good and unasked; the account's messages and menu lead to the web", async () => {
  const { wechat, asked } = everything();
  const some = withoutApps(wechat, ["MINI_PROGRAM"]);
  expect(await some.codeToSession("c")).toEqual({ ok: false, refusal: { code: "NOT_SET_UP", detail: "no mini_program in the settings" } });
  expect(asked).toEqual([]);
  const notice = { openid: "o", templateId: "t", page: "https://visit.example/", data: {} };
  await some.sendTemplateMessage({ ...notice, miniProgramPage: "pages/home/index", requestId: "r" });
  await some.sendOfficialAccountNotice({ ...notice, miniProgramPage: "pages/home/index" });
  const tap = { name: "预约", opens: "MINI_PROGRAM", page: "pages/home/index", url: "https://visit.example/" } as const;
  await some.publishMenu([tap, { name: "更多", below: [tap, { name: "帮助", opens: "REPLY", key: "k" }] }]);
  const web = { name: "预约", opens: "WEB", url: "https://visit.example/" };
  expect(asked).toEqual([{ ...notice, requestId: "r" }, notice, [web, { name: "更多", below: [web, { name: "帮助", opens: "REPLY", key: "k" }] }]]);
});

it("with both apps nothing is between", async () => {
  const { wechat } = everything();
  expect(withoutApps(wechat, ["SMS", "EMAIL"])).toEqual(wechat);
});
