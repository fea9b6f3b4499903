import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { byTestId, eventually, expectNoFaults, textOf } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { logInAtBackOffice } from "../browser/people";
import { keepScreen } from "../browser/screens";
import { solveCaptcha } from "../browser/solveCaptcha";
import { aPdf } from "../documents";

const journey = startJourney();
const problems: string[] = [];

const keep = async (page: Page, name: string): Promise<void> => void problems.push(...(await keepScreen(page, name)));
const PHONE = "13900009321";
const USERNAME = "xiuying.anjian";
const PASSWORD = "Sea-breeze-2026";
const NAME = "海口市秀英区住房和城乡建设局";

async function codeOnPhone(sandbox: Page): Promise<string> {
  await sandbox.goto("/sandbox/");
  const owner = sandbox.locator("#strangers").getByText(PHONE).first();
  return eventually(async () => {
    await sandbox.reload();
    if ((await owner.count()) === 0) return undefined;
    await owner.click();
    await sandbox.locator("#messages").getByText("验证码").first().waitFor();
    return [...(await sandbox.locator("#messages").innerText()).matchAll(/验证码\D{0,3}(\d{6})/g)].at(-1)?.[1];
  });
}

async function tick(page: Page, field: string, ...titles: string[]): Promise<void> {
  await byTestId(page, field).click();
  for (const title of titles) await page.locator(".ant-select-tree-treenode").filter({ hasText: title }).locator(".ant-select-tree-checkbox").first().click();
  await page.keyboard.press("Escape");
}

async function openFirstRegistration(city: Page): Promise<void> {
  await city.goto("/admin/registrations");
  await byTestId(city, "registration-row").filter({ hasText: NAME }).click();
  await byTestId(city, "approval-panel").waitFor();
}
async function decide(city: Page, action: "RETURN" | "APPROVE", remark: string): Promise<void> {
  await byTestId(city, `approval-${action}`).click();
  await byTestId(city, "approval-remark").fill(remark);
  await byTestId(city, "approval-submit").click();
}

it("an agency registers, is returned with a reason, corrects it, is approved and sees its home", async () => {
  const [office, city, sandbox] = [
    await journey.browser.open("PHONE", journey.product.baseUrl),
    await journey.browser.open("DESK", journey.product.baseUrl),
    await journey.browser.open("DESK", journey.product.baseUrl),
  ];
  await office.goto("/admin/login");
  await byTestId(office, "login-register").click();
  await byTestId(office, "register-submit").click();
  await office.getByText("还有内容需要填写或修改").waitFor();
  await keep(office, "230-register-problems-375");
  for (const [field, text] of [
    ["organizationName", NAME],
    ["username", USERNAME],
    ["password", PASSWORD],
    ["again", PASSWORD],
    ["email", "anjian@example.com"],
    ["phone", PHONE],
  ] as const)
    await byTestId(office, `register-${field}`).fill(text);
  await solveCaptcha(office, "register-captcha", journey.stateFolder);
  await byTestId(office, "register-code-request").click();
  await office.getByText("秒后可重新获取").waitFor();
  await byTestId(office, "register-code").fill(await codeOnPhone(sandbox));
  await keep(office, "231-register-375");
  await byTestId(office, "register-submit").click();

  // The second page, with what is missing said first.
  await byTestId(office, "registration-submit").click();
  await byTestId(office, "problem-letter").waitFor();
  await keep(office, "232-my-registration-problems-375");
  await byTestId(office, "registration-address").fill("海榆中线 1 号");
  await byTestId(office, "registration-officePhone").fill("0898-68650077");
  await byTestId(office, "registration-principalName").fill("林海生");
  await byTestId(office, "registration-place").locator("input").fill("秀英");
  await office.locator(".ant-select-tree-title:visible").getByText("海南省 · 海口市 · 秀英区", { exact: true }).click();
  await byTestId(office, "registration-level-CITY").click();
  // The whole country's places are found by their names.
  await byTestId(office, "registration-regions").locator("input").fill("海口");
  await office.locator(".ant-select-tree-title:visible").getByText("海南省 · 海口市", { exact: true }).click();
  await office.keyboard.press("Escape");
  await tick(office, "registration-categories", "消防安全");
  const letter = join(journey.stateFolder, "授权书.pdf");
  writeFileSync(letter, aPdf());
  await office.locator('[data-testid="registration-letter-input"]').setInputFiles(letter);
  await byTestId(office, "registration-letter-link").waitFor();
  // What was typed stays through a reload.
  await office.reload();
  await byTestId(office, "registration-letter-link").waitFor();
  expect(await byTestId(office, "registration-address").inputValue()).toBe("海榆中线 1 号");
  await keep(office, "233-my-registration-375");
  await byTestId(office, "registration-submit").click();
  await office.getByText("正在等待").waitFor();
  await keep(office, "234-my-registration-in-review-375");

  await city.goto("/admin/login");
  await logInAtBackOffice(city, "haikou.city");
  await byTestId(city, "who-name").waitFor();
  await openFirstRegistration(city);
  await keep(city, "235-registration-review-1440");
  await decide(city, "RETURN", "授权书没有盖章，请重新上传");
  await byTestId(city, "registration-status").filter({ hasText: "待修改" }).first().waitFor();

  await office.reload();
  await office.getByText("退回修改：授权书没有盖章，请重新上传").waitFor();
  await keep(office, "236-my-registration-returned-375");
  await office.locator('[data-testid="registration-letter-input"]').setInputFiles(letter);
  await byTestId(office, "registration-letter-link").waitFor();
  await byTestId(office, "registration-submit").click();
  await office.getByText("正在等待").waitFor();

  await openFirstRegistration(city);
  await decide(city, "APPROVE", "资料齐全");
  await byTestId(city, "registration-status").filter({ hasText: "已通过" }).first().waitFor();
  await city.goto("/admin/registrations?status=ALL");
  await byTestId(city, "registration-row").first().waitFor();
  await keep(city, "237-registrations-1440");

  await office.reload();
  await byTestId(office, "registration-enter").waitFor();
  await keep(office, "238-my-registration-approved-375");
  await byTestId(office, "registration-enter").click();
  await byTestId(office, "open-menu").click();
  expect(await textOf(byTestId(office, "who-role"))).toContain("机构负责人");
  await byTestId(office, "log-out").click();
  // And the first log-in with what was registered.
  await logInAtBackOffice(office, USERNAME, PASSWORD);
  await byTestId(office, "open-menu").click();
  expect(await textOf(byTestId(office, "who-name"))).toContain("林海生");
  expect(problems).toEqual([]);
  expectNoFaults(journey.browser);
});
