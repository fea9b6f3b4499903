import type { Page } from "playwright-core";
import { DEMO_PASSWORD } from "../../../infra/local/demo-data/accounts";
import { byTestId, eventually, expectNoFaults, textOf } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { logInAtBackOffice } from "../browser/people";
import { keepScreen } from "../browser/screens";

const journey = startJourney();
const problems: string[] = [];

const keep = async (page: Page, name: string): Promise<void> => void problems.push(...(await keepScreen(page, name)));
const NEW_PASSWORD = "Sea-breeze-2026";

/** The newest code on that phone, read off the sandbox's page as a person would. */
async function codeOnPhone(sandbox: Page, phone: string): Promise<string> {
  await sandbox.goto("/sandbox/");
  const owner = sandbox.locator("#strangers").getByText(phone).first();
  return eventually(async () => {
    await sandbox.reload();
    if ((await owner.count()) === 0) return undefined;
    await owner.click();
    await sandbox.locator("#messages").getByText("验证码").first().waitFor();
    return [...(await sandbox.locator("#messages").innerText()).matchAll(/验证码 (\d{6})/g)].at(-1)?.[1];
  });
}

it("seed 000 九-6: a forgotten password is recovered by the phone on file, and the old one opens nothing any more", async () => {
  const [desk, sandbox, elsewhere] = [
    await journey.browser.open("DESK", journey.product.baseUrl),
    await journey.browser.open("DESK", journey.product.baseUrl),
    await journey.browser.open("PHONE", journey.product.baseUrl),
  ];
  // Somebody is logged in elsewhere with the old password.
  await elsewhere.goto("/admin/login");
  await logInAtBackOffice(elsewhere, "baishamen.admin");
  await byTestId(elsewhere, "open-menu").waitFor();
  // A page that asks again by itself every few seconds.
  await elsewhere.goto("/admin/latest");
  await byTestId(elsewhere, "latest-todayHeads").waitFor();

  await desk.goto("/admin/login");
  await byTestId(desk, "login-forgotten").click();
  await byTestId(desk, "login-code-request").click();
  expect(await textOf(byTestId(desk, "login-phone-problem"))).toBe("手机号应为 11 位数字，请检查");
  await byTestId(desk, "login-phone").fill("13900000101");
  await byTestId(desk, "login-code-request").click();
  await desk.getByText("秒后可重新获取").waitFor();
  await keep(desk, "190-forgotten-password-1440");
  const code = await codeOnPhone(sandbox, "13900000101");
  await byTestId(desk, "login-code").fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
  await byTestId(desk, "login-phone-submit").click();
  await desk.getByText("验证码不正确，还可以再试 4 次。").waitFor();
  await byTestId(desk, "login-code").fill(code);
  await byTestId(desk, "login-phone-submit").click();

  await byTestId(desk, "new-password").fill("12345678");
  await byTestId(desk, "password-submit").click();
  expect(await textOf(byTestId(desk, "new-password-problem"))).toBe("新密码至少 10 位");
  await keep(desk, "191-new-password-1440");
  await byTestId(desk, "new-password").fill(NEW_PASSWORD);
  await byTestId(desk, "again-password").fill(NEW_PASSWORD);
  await byTestId(desk, "password-submit").click();
  await byTestId(desk, "password-done").waitFor();
  await keep(desk, "192-new-password-done-1440");
  await desk.getByText("返回首页").click();
  await byTestId(desk, "account-menu").click();
  await byTestId(desk, "log-out").click();

  await logInAtBackOffice(desk, "baishamen.admin", DEMO_PASSWORD);
  await desk.getByText("用户名或密码不正确，请重新输入。").waitFor();
  await logInAtBackOffice(desk, "baishamen.admin", NEW_PASSWORD);
  await byTestId(desk, "who-name").waitFor();
  expect(await textOf(byTestId(desk, "who-name"))).toBe("王芳");

  // The session that was open elsewhere is over by itself, and says so.
  await byTestId(elsewhere, "login-notice").waitFor();
  expect(await textOf(byTestId(elsewhere, "login-notice"))).toContain("登录已过期");
  await byTestId(elsewhere, "tab-PHONE").click();
  await byTestId(elsewhere, "login-phone").waitFor();
  await keep(elsewhere, "193-log-in-by-phone-375");
  expectNoFaults(journey.browser);
});

it("seed 000 九: an admin finds contacts, calls one, changes the own phone with the code sent to it; a bureau changes nothing below", async () => {
  const [desk, phone, sandbox] = [
    await journey.browser.open("DESK", journey.product.baseUrl),
    await journey.browser.open("PHONE", journey.product.baseUrl),
    await journey.browser.open("DESK", journey.product.baseUrl),
  ];
  await phone.goto("/admin/login?returnTo=/contacts");
  await logInAtBackOffice(phone, "hongsha.admin");
  await byTestId(phone, "contact-row").first().waitFor();
  expect(await phone.locator('a[href="tel:13900000105"]').count()).toBe(1);
  await keep(phone, "194-contacts-375");
  await byTestId(phone, "contact-edit").click();
  await byTestId(phone, "contact-phone").fill("13900000999");
  await keep(phone, "195-change-contact-375");
  await byTestId(phone, "contact-save").click();
  await phone.getByText("请先获取并填写发到新手机号的验证码").waitFor();
  await byTestId(phone, "contact-code-request").click();
  await byTestId(phone, "contact-code").fill(await codeOnPhone(sandbox, "13900000999"));
  await byTestId(phone, "contact-save").click();
  await byTestId(phone, "contact-saved").waitFor();
  await phone.locator('a[href="tel:13900000999"]').waitFor();
  await sandbox.goto("/sandbox/");
  await sandbox.locator("#strangers").getByText("13900000102").first().click();
  await sandbox.getByText("登记手机号已更换").first().waitFor();

  await desk.goto("/admin/login?returnTo=/contacts");
  await logInAtBackOffice(desk, "sanya.city");
  await byTestId(desk, "contact-row").filter({ hasText: "13900000999" }).waitFor();
  await keep(desk, "196-contacts-1440");
  expect(await byTestId(desk, "contact-edit").count()).toBe(1);
  await byTestId(desk, "contact-search").fill("红沙");
  await byTestId(desk, "contact-search-submit").click();
  await eventually(async () => (await byTestId(desk, "contact-row").count()) === 1);
  await byTestId(desk, "contact-search").fill("没有这个单位");
  await byTestId(desk, "contact-search-submit").click();
  await byTestId(desk, "empty-state").waitFor();
  await keep(desk, "197-contacts-nothing-found-1440");
  await byTestId(desk, "contacts-show-all").click();
  await byTestId(desk, "contact-edit").click();
  await byTestId(desk, "contact-phone").fill("13900000998");
  await keep(desk, "198-change-contact-1440");
  expect(problems).toEqual([]);
  expectNoFaults(journey.browser);
});
