import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { HOUR_MS, MINUTE_MS } from "@app/contract/kernel/time";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { readEvent } from "../../engines/events/event";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { BAISHAMEN_PATH, HONGSHA_PATH } from "../../testing/visitBuilders";
import { BINDINGS_PER_HOUR } from "./actions/bindStaffByPhone";
import { getAccount, staffPersonOf } from "./accountRepository";

/** As registered, and as WeChat knows the guard of the sandbox. */
const GUARD = { username: "mengang", displayName: "王门岗", phone: "13900000021" };
const STRANGERS_PHONE = "13900000777";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await test.addAccount({ ...GUARD, password: "menGang@2026", grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)] });
});
afterEach(() => test.stop());

const withToken = (token: string): ApiClient => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
async function logIn(personId: string): Promise<SessionAnswer> {
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId, scope: "" });
  return valueOf(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } }));
}
const phoneCodeOf = (personId: string): string => test.sandbox.phoneCodes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId, scope: "" });
const byButton = (token: string, name: string, phoneCode: string, id = requestId()) =>
  withToken(token).call(staffBindingRoutes.bindStaffByWechatPhone, { body: { requestId: id, name, phoneCode } });
const bySms = (token: string, name: string, phone: string, code: string, id = requestId()) =>
  withToken(token).call(staffBindingRoutes.bindStaffBySms, { body: { requestId: id, name, phone, code } });
const ask = (token: string, phone: string) => withToken(token).call(staffBindingRoutes.requestBindingCode, { body: { requestId: requestId(), phone } });
const texts = (phone: string): string[] => test.sandbox.inboxes.of(`phone:${phone}`).flatMap((message) => (message.kind === "SMS" ? [message.text] : []));
const received = (personId: string): string[] => test.sandbox.inboxes.of(personId).flatMap((message) => (message.kind === "SMS" ? [message.text] : []));
async function smsCode(token: string): Promise<string> {
  await valueOf(ask(token, GUARD.phone));
  await test.settle();
  return /\d{6}/.exec([...received("wang-mengang"), ...texts(GUARD.phone)].at(-1) ?? "")?.[0] ?? "";
}
async function events(): Promise<string[]> {
  const page = await test.store.query({ index: "primary", pk: `ACCOUNT#${GUARD.username}`, limit: 100 });
  return page.items.flatMap((item) => readEvent(item)?.eventType ?? []);
}
const NOT_FOUND = { code: "BINDING_NOT_FOUND", message: "姓名和手机号与单位登记的不一致，请核对；登记有变化的，请联系本单位管理员修改。" };

describe("R13 binding by name and phone", () => {
  it("R13 the phone that WeChat tells, and the registered name: the gate opens, the account's notices come here, and the trail says so", async () => {
    const visitor = await logIn("wang-mengang");
    const bound = await valueOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")));
    expect(bound).toMatchObject({
      audience: "MINIPROGRAM",
      me: { name: "王门岗", username: "mengang", personId: visitor.me.personId, grants: [{ role: "FACILITY_STAFF" }] },
    });
    expect(staffPersonOf((await getAccount(test.store, "mengang"))!)).toBe(visitor.me.personId);
    expect(await events()).toEqual(["STAFF_BOUND"]);
  });

  it("R13 a wrong name, a phone that is nobody's and a disabled account are told alike", async () => {
    const visitor = await logIn("wang-mengang");
    const other = await logIn("lin-xiaoyan");
    expect(await refusalOf(byButton(visitor.token, "王芳芳", phoneCodeOf("wang-mengang")))).toMatchObject(NOT_FOUND);
    expect(await refusalOf(byButton(other.token, "王门岗", phoneCodeOf("lin-xiaoyan")))).toMatchObject(NOT_FOUND);
    const { pk, sk } = (await getAccount(test.store, "mengang"))!;
    await test.store.transact([{ kind: "update", tag: "account", key: { pk, sk }, set: { status: "DISABLED" } }]);
    expect(await refusalOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")))).toMatchObject(NOT_FOUND);
    expect(await events()).toEqual([]);
  });

  it("R13 a phone's code that is used, old or made up binds nothing and says what to do", async () => {
    const visitor = await logIn("wang-mengang");
    const used = phoneCodeOf("wang-mengang");
    expect((await refusalOf(byButton(visitor.token, "王芳芳", used))).code).toBe("BINDING_NOT_FOUND");
    const wrong = { code: "WECHAT_PHONE_CODE_WRONG", message: "手机号验证已失效，请再点一次“用微信手机号验证”。" };
    expect(await refusalOf(byButton(visitor.token, "王门岗", used))).toMatchObject(wrong);
    const old = phoneCodeOf("wang-mengang");
    test.clock.advanceMs(5 * MINUTE_MS);
    expect(await refusalOf(byButton(visitor.token, "王门岗", old))).toMatchObject(wrong);
    expect(await refusalOf(byButton(visitor.token, "王门岗", "made-up"))).toMatchObject(wrong);
    test.sandbox.faults.inject({ endpoint: "/wxa/business/getuserphonenumber", kind: "500", times: 1 });
    expect((await refusalOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")))).code).toBe("WECHAT_UNAVAILABLE");
  });

  it("R2 a repeat after a lost answer binds once, though WeChat tells the phone only once", async () => {
    const visitor = await logIn("wang-mengang");
    const [id, code] = [requestId(), phoneCodeOf("wang-mengang")];
    await valueOf(byButton(visitor.token, "王门岗", code, id));
    expect((await valueOf(byButton(visitor.token, "王门岗", code, id))).me.username).toBe("mengang");
    expect(await events()).toEqual(["STAFF_BOUND"]);
  });

  it("R13 R17 by SMS: only a phone on file gets one, strangers are answered alike; a wrong name leaves the code for the right one", async () => {
    const visitor = await logIn("wang-mengang");
    expect(await valueOf(ask(visitor.token, STRANGERS_PHONE))).toEqual(await valueOf(ask(visitor.token, GUARD.phone)));
    await test.settle();
    expect([texts(STRANGERS_PHONE).length, received("wang-mengang").length + texts(GUARD.phone).length]).toEqual([0, 1]);
    const code = /\d{6}/.exec([...received("wang-mengang"), ...texts(GUARD.phone)][0] ?? "")?.[0] ?? "";
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    // Whoever does not hold the phone cannot tell a registered one from another.
    for (const phone of [GUARD.phone, STRANGERS_PHONE]) {
      expect(await refusalOf(bySms(visitor.token, "王门岗", phone, wrong))).toMatchObject({ code: "CODE_WRONG", message: "验证码不正确，还可以再试 4 次。" });
    }
    expect(await refusalOf(bySms(visitor.token, "王门", GUARD.phone, code))).toMatchObject(NOT_FOUND);
    expect((await valueOf(bySms(visitor.token, "王门岗", GUARD.phone, code))).me.username).toBe("mengang");
  });

  it("R13 tries are counted, right or wrong, and end for the hour; also those sent at once", async () => {
    const visitor = await logIn("wang-mengang");
    const answers = await Promise.all(
      Array.from({ length: BINDINGS_PER_HOUR + 6 }, () => refusalOf(byButton(visitor.token, "王芳芳", phoneCodeOf("wang-mengang")))),
    );
    expect(answers.filter(({ code }) => code === "BINDING_NOT_FOUND")).toHaveLength(BINDINGS_PER_HOUR);
    expect(answers.filter(({ code }) => code === "BINDING_TOO_OFTEN")).toHaveLength(6);
    expect(await refusalOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")))).toMatchObject({
      code: "BINDING_TOO_OFTEN",
      message: "绑定尝试次数太多，请 60 分钟后再试。",
    });
    test.clock.advanceMs(HOUR_MS);
    expect((await byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang"))).ok).toBe(true);
  });
});

describe("R13 unbinding", () => {
  it("R13 the person gives the account back: the session goes on as a visitor's, and nobody's WeChat gets its notices", async () => {
    const visitor = await logIn("wang-mengang");
    const { token } = await valueOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")));
    const me = await valueOf(withToken(token).call(staffBindingRoutes.unbindStaff, {}));
    expect(me).toMatchObject({ name: "微信用户", personId: visitor.me.personId, grants: [], permissions: [] });
    expect(await valueOf(withToken(token).call(sessionRoutes.getMe, {}))).toEqual(me);
    expect(staffPersonOf((await getAccount(test.store, "mengang"))!)).toBeUndefined();
    expect(await events()).toEqual(["STAFF_BOUND", "STAFF_UNBOUND"]);
    expect((await refusalOf(withToken(token).call(staffBindingRoutes.unbindStaff, {}))).code).toBe("NOT_BOUND");
  });

  it("R13 an administrator above takes a lost phone off; one elsewhere learns nothing of the account", async () => {
    const visitor = await logIn("wang-mengang");
    const { token } = await valueOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")));
    const unbind = async (path: string) =>
      (await test.as({ grants: [grantAt("FACILITY_ADMIN", path)] })).call(staffBindingRoutes.unbindStaffOf, {
        params: { username: "mengang" },
        body: { requestId: requestId() },
      });
    expect((await refusalOf(unbind(HONGSHA_PATH))).code).toBe("NOT_FOUND");
    expect(await valueOf(unbind(BAISHAMEN_PATH))).toEqual({ unbound: true });
    expect((await valueOf(withToken(token).call(sessionRoutes.getMe, {}))).grants).toEqual([]);
  });

  it("R13 another phone that binds the account takes it over; two WeChats never hold one account", async () => {
    const old = await logIn("lin-xiaoyan");
    const first = await valueOf(bySms(old.token, "王门岗", GUARD.phone, await smsCode(old.token)));
    const visitor = await logIn("wang-mengang");
    await valueOf(byButton(visitor.token, "王门岗", phoneCodeOf("wang-mengang")));
    expect((await valueOf(withToken(first.token).call(sessionRoutes.getMe, {}))).grants).toEqual([]);
    expect((await logIn("lin-xiaoyan")).me.grants).toEqual([]);
  });
});

it("a tap on the button tells the phone for a form, to its person alone", async () => {
  const { token } = await logIn("lin-xiaoyan");
  const read = (phoneCode: string) => withToken(token).call(staffBindingRoutes.readWechatPhone, { body: { phoneCode } });
  const code = phoneCodeOf("lin-xiaoyan");
  expect(await valueOf(read(code))).toEqual({ phone: "13900000001" });
  expect((await refusalOf(read(code))).code).toBe("WECHAT_PHONE_CODE_WRONG");
});
