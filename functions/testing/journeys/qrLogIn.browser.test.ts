import type { Page } from "playwright-core";
import { byTestId, eventually, expectNoFaults, seen, textOf, write } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { agreeInWechatAs } from "../browser/people";
import { keepScreen } from "../browser/screens";

const journey = startJourney();
const problems: string[] = [];
const keep = async (page: Page, name: string): Promise<void> => void problems.push(...(await keepScreen(page, name)));

/** The newest code on that phone, as the sandbox shows it. */
const smsCode = (phone: string): Promise<string> =>
  eventually(async () => {
    const { sms } = (await (await fetch(`${journey.product.baseUrl}/sandbox/api/sms?phone=${phone}`)).json()) as { sms: { text: string }[] };
    return /验证码 (\d{6})/.exec(sms.at(-1)?.text ?? "")?.[1];
  });

it("R13 R18 a new phone reads the agreement, binds a member of staff by name and phone, and lets the back office in by its code", async () => {
  const [phone, desk] = [
    await journey.browser.open("PHONE", journey.product.baseUrl, { hasAgreed: false }),
    await journey.browser.open("DESK", journey.product.baseUrl),
  ];
  await phone.goto("/#/pages/me/index");
  await seen(phone, "log-in").tap();
  await seen(phone, "agree").waitFor();
  expect(await textOf(seen(phone, "agreement-text"))).toContain("联系人姓名和手机号");
  await keep(phone, "200-agreement-375");
  await seen(phone, "disagree").tap();
  await phone.getByText("登录需要先同意").filter({ visible: true }).waitFor();
  await seen(phone, "log-in").tap();
  await seen(phone, "agree").tap();
  await agreeInWechatAs(phone, "li-zihan");
  await seen(phone, "me").waitFor();

  await seen(phone, "bind-staff").tap();
  await write(phone, "name", "王芳芳");
  await write(phone, "phone", "13900000101");
  await seen(phone, "code-request").tap();
  await write(phone, "code", await smsCode("13900000101"));
  await seen(phone, "bind-confirm").tap();
  await phone.getByText("姓名和手机号与单位登记的不一致").filter({ visible: true }).waitFor();
  await keep(phone, "201-bind-refused-375");
  await write(phone, "name", "王芳");
  await seen(phone, "bind-confirm").tap();
  await seen(phone, "unbind-staff").waitFor();
  await keep(phone, "202-me-bound-375");

  await desk.goto("/admin/login?way=QR");
  const shown = byTestId(desk, "login-qr");
  await shown.waitFor();
  await keep(desk, "203-qr-log-in-1440");
  // The phone's scanner opens the address that the code shows.
  await phone.goto(new URL((await shown.getAttribute("data-link")) ?? "").hash.replace(/^/, "/"));
  await seen(phone, "qr-log-in-confirm").waitFor();
  await keep(phone, "204-qr-log-in-asked-375");
  await desk.getByText("已扫码，请在手机上确认").waitFor();
  await seen(phone, "qr-log-in-confirm").tap();
  await seen(phone, "qr-log-in-done").waitFor();
  await byTestId(desk, "who-name").waitFor();
  expect(await textOf(byTestId(desk, "who-name"))).toBe("王芳");
  expect(problems).toEqual([]);
  expectNoFaults(journey.browser);
});
