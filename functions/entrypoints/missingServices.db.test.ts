import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { RequestId } from "@app/contract/kernel/ids";
import { OUTSIDE_SERVICES } from "@app/contract/kernel/outsideServices";
import type { Result } from "@app/contract/kernel/result";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { systemRoutes } from "@app/contract/system/system.routes";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import { anOrganization, postOf } from "../testing/peopleBuilders";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../testing/startTestProduct";

// An office that has been given nothing yet: everything that needs WeChat, SMS or mail is refused in words, and nothing is tried again and again.
let test: TestProduct;
let admin: ApiClient;
let visitor: ApiClient;
beforeEach(async () => {
  test = await startTestProduct({ without: OUTSIDE_SERVICES });
  admin = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "张伟" });
  visitor = await test.as({ personId: "p1" });
});
afterEach(() => test.stop());

const id = (): RequestId => newRequestId() as RequestId;
const PHONE = "13900000501";
type Answer = Promise<Result<unknown, { readonly code: string; readonly status: number; readonly message: string }>>;

it.each<[string, string, () => Answer]>([
  [
    "the H5's way to WeChat",
    "WECHAT_NOT_SET_UP",
    () => test.anonymous().call(sessionRoutes.getWechatAuthorizeUrl, { query: { redirectUri: "http://localhost:8080/", state: "somestate" } }),
  ],
  [
    "a log-in of the mini-program",
    "WECHAT_NOT_SET_UP",
    () => test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code: "c0" } }),
  ],
  [
    "a log-in of the official account",
    "WECHAT_NOT_SET_UP",
    () => test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "OFFICIAL_ACCOUNT", code: "c0" } }),
  ],
  ["a code to log in", "SMS_NOT_SET_UP", () => test.anonymous().call(sessionRoutes.requestLogInCode, { body: { requestId: id(), phone: PHONE } })],
  ["a code to bind", "SMS_NOT_SET_UP", () => visitor.call(staffBindingRoutes.requestBindingCode, { body: { requestId: id(), phone: PHONE } })],
  [
    "binding by WeChat's phone",
    "WECHAT_NOT_SET_UP",
    () => visitor.call(staffBindingRoutes.bindStaffByWechatPhone, { body: { requestId: id(), name: "王芳", phoneCode: "p0" } as never }),
  ],
  ["WeChat's phone", "WECHAT_NOT_SET_UP", () => visitor.call(staffBindingRoutes.readWechatPhone, { body: { phoneCode: "p0" } as never })],
  ["a code for a new phone", "SMS_NOT_SET_UP", () => admin.call(contactRoutes.requestPhoneProof, { body: { requestId: id(), phone: PHONE } })],
  [
    "WeChat's scanner on a page",
    "ACCOUNT_NOT_SET_UP",
    () => test.anonymous().call(officialAccountRoutes.getJsSdkSignature, { query: { url: "http://localhost:8080/" } as never }),
  ],
  ["taking the menu away", "ACCOUNT_NOT_SET_UP", () => admin.call(officialAccountRoutes.removeAccountMenu, { body: { requestId: id(), version: 0 } })],
  [
    "a code with a scene",
    "ACCOUNT_NOT_SET_UP",
    () => admin.call(officialAccountRoutes.createSceneCode, { body: { requestId: id(), name: "大门", target: { kind: "PAGE", page: "HOME" } } as never }),
  ],
])("R7 %s is refused in words: %s", async (_, code, ask) => {
  const answer = await ask();
  expect(answer).toMatchObject({ ok: false, refusal: { code, status: 409, message: expect.stringContaining("没有") as unknown } });
});

it("nobody can be sent a code, so whoever adds somebody hands a password over, once; it opens nothing but the page for an own one", async () => {
  await anOrganization(test.store, "org-4601", "海口市生态环境局", "CN/46/4601");
  const body = { requestId: id(), username: "wu.haibo", name: "吴海波", phone: PHONE, landline: "", email: "", posts: [postOf("org-4601", "admin")] } as const;
  const created = await admin.call(peopleRoutes.createOfficePerson, { body: body as never });
  if (!created.ok) throw new Error(created.refusal.code);
  const password = created.value.oneTimePassword ?? "";
  expect(password).toMatch(/^([a-z]{3}[2-9]-){2}[a-z]{3}[2-9]$/);
  const again = await admin.call(peopleRoutes.createOfficePerson, { body: body as never });
  expect(again).toMatchObject({ ok: true, value: { username: "wu.haibo" } });
  expect(again.ok ? again.value.oneTimePassword : "").toBeUndefined();
  const opened = await test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wu.haibo", password } });
  expect(opened).toMatchObject({ ok: true, value: { me: { duty: "NEW_PASSWORD" } } });

  const reset = await admin.call(peopleRoutes.resetPassword, { params: { username: "wu.haibo" as never }, body: { requestId: id() } });
  const next = reset.ok ? (reset.value.oneTimePassword ?? "") : "";
  expect(await test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wu.haibo", password } })).toMatchObject({
    refusal: { code: "CREDENTIALS_WRONG" },
  });
  expect(await test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wu.haibo", password: next } })).toMatchObject({ ok: true });
});

it("F24 what cannot be sent is in its reader's own list, is never tried again and troubles nobody", async () => {
  await anOrganization(test.store, "org-4601", "海口市生态环境局", "CN/46/4601");
  await admin.call(peopleRoutes.createOfficePerson, {
    body: {
      requestId: id(),
      username: "wu.haibo",
      name: "吴海波",
      phone: PHONE,
      landline: "",
      email: "wu@example.com",
      posts: [postOf("org-4601", "admin")],
    } as never,
  });
  await test.settle();
  const status = await admin.call(systemRoutes.getSystemStatus, {});
  if (!status.ok) throw new Error(status.refusal.code);
  expect(status.value.undeliveredNotices.count).toBe(0);
  expect(status.value.services.map(({ isSetUp }) => isSetUp)).toEqual([false, false, false, false]);
  test.clock.advanceMs(24 * 3_600_000);
  const waiting = await admin.call(systemRoutes.getSystemStatus, {});
  expect(waiting.ok && waiting.value.deadlines.filter(({ kind }) => kind.startsWith("NOTICE")).map(({ count }) => count)).toEqual([0, 0]);
  const workbench = await admin.call(workbenchRoutes.getWorkbench, {});
  expect(workbench.ok && workbench.value.items.map(({ key }) => key)).not.toContain("UNDELIVERED");
});

it("nobody pushes anything where there is no official account", async () => {
  expect((await fetch(`${test.baseUrl}/wechat/official-account?signature=x&timestamp=1&nonce=1&echostr=e`)).status).toBe(404);
});
