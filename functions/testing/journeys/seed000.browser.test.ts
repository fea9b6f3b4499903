import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { addDays, localDateOf } from "@app/contract/kernel/time";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, eventually, expectNoFaults, figureOf, textOf } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { callsOfAccount, logInAtBackOffice, value } from "../browser/people";
import { phonePhoto } from "../photos";
import { factsOf, readWorkbook, tableOf } from "../readWorkbook";

// Every screen of the manual, in its order (`seed000.ts`), on one product with the demonstration's data: what stands there, word for word, and what it does.
const today = localDateOf(systemClock.now());
const year = today.slice(0, 4);
const LAST_YEAR = String(Number(year) - 1);

const journey = startJourney();
let city: Page;
let facility: Page;

beforeAll(async () => {
  [city, facility] = await Promise.all([logInAs("haikou.city"), logInAs("baishamen.admin")]);
});

async function logInAs(username: string): Promise<Page> {
  const page = await journey.browser.open("DESK", journey.product.baseUrl);
  await page.goto("/admin/");
  await logInAtBackOffice(page, username);
  await byTestId(page, "menu-latest").waitFor();
  return page;
}
async function textsOf(locator: Locator): Promise<string[]> {
  await locator.first().waitFor();
  return Promise.all((await locator.all()).map(textOf));
}
/** Without the signs that sort a column. */
async function columnsOf(page: Page): Promise<string[]> {
  return (await textsOf(page.locator("thead th").filter({ visible: true }))).map((text) => text.replace(/\s*[↑↓↕]\s*/g, ""));
}
async function tabsOf(page: Page): Promise<string[]> {
  return (await textsOf(page.getByRole("tab").filter({ visible: true }))).map((text) => text.replace(/\s*\d+\+?$/, ""));
}
async function rangeOf(page: Page): Promise<string[]> {
  return Promise.all((await page.locator(".booking-filters .range-field input").all()).map((input) => input.inputValue()));
}
async function pickRange(within: Locator, from: string, to: string): Promise<void> {
  const ends = within.locator("input");
  await ends.nth(0).fill(from);
  await ends.nth(0).press("Enter");
  await ends.nth(1).fill(to);
  await ends.nth(1).press("Enter");
}
async function exported(page: Page) {
  const [file] = await Promise.all([page.waitForEvent("download"), byTestId(page, "export").click()]);
  const workbook = readWorkbook(readFileSync(await file.path()));
  return { table: tableOf(workbook), facts: factsOf(workbook) };
}
async function openTeams(query = ""): Promise<void> {
  await city.goto(`/admin/bookings?kind=TEAM${query}`);
  await byTestId(city, "booking-row").or(byTestId(city, "empty-state")).first().waitFor();
}

it("seed 000 八 the menu has the manual's groups and lines, in its order, and the way out", async () => {
  const groupsOfManual = ["预约参观", "线上活动", "单位管理"];
  const groups = await textsOf(facility.locator(".menu-group"));
  expect(groups.filter((group) => groupsOfManual.includes(group))).toEqual(groupsOfManual);
  const lines = await textsOf(facility.locator(".menu-item"));
  const ofManual = ["最新数据", "综合统计", "预约管理", "数据补录", "活动列表", "活动上报", "通讯录"];
  expect(ofManual.map((label) => lines.find((line) => line.startsWith(label))?.slice(0, label.length))).toEqual(ofManual);
  expect(await textOf(byTestId(facility, "help"))).toBe("帮助");
  await byTestId(facility, "account-menu").click();
  expect(await textOf(byTestId(facility, "log-out"))).toBe("退出登录");
  await byTestId(facility, "account-menu").click();
});

describe("四 最新数据", () => {
  beforeAll(async () => {
    await city.goto("/admin/latest");
    await byTestId(city, "latest-facilities").waitFor();
  });

  it("seed 000 四 the page says 开放单位, 总计开放, 团队参观, 家庭(个人)参观 and 当月人数, for this year", async () => {
    expect((await textsOf(city.locator(".figure-label"))).slice(0, 5)).toEqual(["开放单位", "总计开放(天)", "团队参观(人)", "家庭(个人)参观(人)", "当月人数"]);
    expect(await city.getByText(`海口市 · ${year} 年`).count()).toBe(1);
  });

  it("seed 000 四-1 says beside 开放单位 that 申报中 is not among them", async () => {
    expect(await textOf(city.locator(".figure-card").first())).toMatch(/^开放单位 \d+ 家，不含申报中$/);
  });

  it("seed 000 四-5 the chart, and the same as a table of twelve months that add up to the year's heads", async () => {
    await byTestId(city, "monthly-chart").locator("svg, canvas").first().waitFor();
    await byTestId(city, "monthly-as-table").click();
    const months = await textsOf(byTestId(city, "monthly-table").locator("tbody tr"));
    expect(months).toHaveLength(12);
    const heads = await Promise.all(["teamHeads", "familyHeads"].map((key) => figureOf(byTestId(city, `latest-${key}`))));
    const added = months.map((line) =>
      line
        .split(" ")
        .slice(1, 3)
        .map((text) => Number(text.replaceAll(",", "")) || 0),
    );
    expect([0, 1].map((kind) => added.reduce((sum, month) => sum + (month[kind] ?? 0), 0))).toEqual(heads);
  });
});

describe("五 综合统计", () => {
  const openStatistics = async (query: string): Promise<void> => {
    await city.goto(`/admin/statistics${query}`);
    await byTestId(city, "statistics-total").waitFor();
  };

  it("seed 000 五 the columns word for word", async () => {
    await openStatistics("");
    const columns = ["序号", "管理单位", "团队次数", "团队人数", "家庭(个人)次数", "家庭(个人)人数", "线下次数合计", "线下人数合计"];
    expect(await columnsOf(city)).toEqual(columns);
  });

  it("seed 000 五-1 opens with this year", async () => {
    expect(await city.getByText(`${year}-01-01 至 ${year}-12-31`).count()).toBe(1);
  });

  it("seed 000 五-3 first the city, then its facilities", async () => {
    const rows = byTestId(city, "statistics-table").locator("tbody tr");
    expect(await rows.first().getAttribute("data-testid")).toBe("statistics-row-4601");
    expect(await rows.count()).toBeGreaterThan(2);
    expect(await rows.nth(1).getAttribute("data-depth")).toBe("1");
  });

  it("seed 000 五-4 in every line 合计 is teams and families added", async () => {
    const lines = await byTestId(city, "statistics-table").locator("tbody tr, tfoot tr").all();
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      const [teamVisits = 0, teamHeads = 0, familyVisits = 0, familyHeads = 0, visits, heads] = await Promise.all(
        (await line.locator("td").all()).slice(-6).map(figureOf),
      );
      expect([visits, heads]).toEqual([teamVisits + familyVisits, teamHeads + familyHeads]);
    }
  });

  it("seed 000 五-2 五-6 a range of the year before stands in the table and in its export alike", async () => {
    await openStatistics(`?from=${LAST_YEAR}-11-01&to=${year}-12-31`);
    const { table, facts } = await exported(city);
    expect(facts["筛选条件"]).toBe(`统计区间：${LAST_YEAR}-11-01 至 ${year}-12-31；统计范围：海口市`);
    const total = await Promise.all((await byTestId(city, "statistics-total").locator("td").all()).slice(-6).map(figureOf));
    expect(table.at(-1)?.slice(2)).toEqual(total);
    expect(total[5]).toBeGreaterThan(0);
  });

  it("seed 000 五-5-3 online activities stand in a table of their own and are not added to the visits", async () => {
    await byTestId(city, "tab-ACTIVITIES").click();
    await byTestId(city, "activity-statistics-total").waitFor();
    expect(await city.getByText("线下人数合计").filter({ visible: true }).count()).toBe(0);
  });
});

describe("六 预约管理", () => {
  it("seed 000 六 columns 序号 开放单位 预约日期 团队名称 人数 方式 状态 提交时间 详细", async () => {
    await openTeams();
    expect(await columnsOf(city)).toEqual(["序号", "开放单位", "预约日期", "团队名称", "人数", "方式", "状态", "提交时间", "详细"]);
    const cells = await textsOf(byTestId(city, "booking-row").first().locator("td"));
    expect(cells.join("|")).toMatch(/^1\|[^|]+\|\d{4}-\d\d-\d\d (上午|下午|\d\d:\d\d)[^|]*\|[^|]+\|\d+\|(预约|补录)\|[^|]+\|\d{4}-\d\d-\d\d \d\d:\d\d\|查看$/);
  });

  it("seed 000 六 tabs 团队/家庭(个人) × 未通过 待确认 已确认 已上报 已统计 已驳回", async () => {
    expect(await textsOf(city.locator(".kind-switch button"))).toEqual(["团队", "家庭(个人)"]);
    expect((await tabsOf(city)).slice(0, 7)).toEqual(["全部", "未通过", "待确认", "已确认", "已上报", "已统计", "已驳回"]);
  });

  it.each(["DECLINED", "PENDING", "CONFIRMED", "REPORTED", "COUNTED", "RETURNED"])(
    "seed 000 六-2 the tab %s shows teams of that status alone",
    async (status) => {
      await openTeams();
      await byTestId(city, `tab-${status}`).click();
      await eventually(() => Promise.resolve(new URL(city.url()).searchParams.get("status") === status));
      const label = (await textOf(byTestId(city, `tab-${status}`))).replace(/\s*\d+\+?$/, "");
      await eventually(async () => (await byTestId(city, "booking-status").allInnerTexts()).every((text) => text.trim() === label));
      expect(await byTestId(city, "booking-row").or(byTestId(city, "empty-state")).count()).toBeGreaterThan(0);
    },
  );

  it("seed 000 六-1 the rule stands there word for word, and a range across years switches the year off", async () => {
    await openTeams(`&from=${LAST_YEAR}-01-01&to=${LAST_YEAR}-12-31`);
    const yearField = city.locator(".year-select").filter({ visible: true });
    expect(await textOf(byTestId(city, "year-hint"))).toBe("支持跨年区间，区间为跨年时，年度选择自动失效");
    expect(await textOf(yearField)).toBe(`${LAST_YEAR}年`);
    await pickRange(city.locator(".booking-filters .range-field"), `${LAST_YEAR}-12-01`, `${year}-01-31`);
    await eventually(async () => (await textOf(yearField)) === "跨年");
    await byTestId(city, "filter-search").click();
    await eventually(() => Promise.resolve(new URL(city.url()).searchParams.get("from") === `${LAST_YEAR}-12-01`));
    expect(await textOf(yearField)).toBe("跨年");
  });

  it("seed 000 六-1 choosing a year sets the range to it", async () => {
    await openTeams();
    await city.locator(".year-select").filter({ visible: true }).click();
    await city
      .locator(".ant-select-item-option")
      .filter({ hasText: `${LAST_YEAR}年` })
      .click();
    expect(await rangeOf(city)).toEqual([`${LAST_YEAR}-01-01`, `${LAST_YEAR}-12-31`]);
  });

  it("seed 000 六-2 by words of the facility's name, after 搜索; 纳入实时数据统计 leaves what counts", async () => {
    await openTeams();
    await byTestId(city, "filter-keyword").fill("白沙门");
    await city.getByText("纳入实时数据统计").filter({ visible: true }).first().click();
    expect(new URL(city.url()).searchParams.has("keyword")).toBe(false);
    await byTestId(city, "filter-search").click();
    await byTestId(city, "booking-sum").waitFor();
    await eventually(async () => (await byTestId(city, "booking-status").allInnerTexts()).every((text) => ["已上报", "已统计"].includes(text.trim())));
    const units = await textsOf(byTestId(city, "booking-row").locator("td:nth-child(2)"));
    expect(units.filter((name) => !name.includes("白沙门"))).toEqual([]);
  });

  it("seed 000 六 pages 首页 上一页 第n页 下一页 尾页", async () => {
    await openTeams();
    expect(await textsOf(city.locator(".pager-ends").filter({ visible: true }).locator("button, [data-testid=page-number]"))).toEqual([
      "首页",
      "上一页",
      expect.stringMatching(/^第 1(\/1)? 页$/),
      "下一页",
      "尾页",
    ]);
  });

  it("seed 000 六-3 of an 已上报 visit the city has 审核通过 and 驳回", async () => {
    await openTeams("&status=REPORTED");
    await byTestId(city, "booking-open").first().click();
    await byTestId(city, "booking-timeline").waitFor();
    expect(await Promise.all(["AUDIT", "RETURN"].map((action) => textOf(byTestId(city, `action-${action}`))))).toEqual(["审核通过", "驳回"]);
  });

  it("seed 000 六-4 查看 opens the details with photos and every step", async () => {
    await byTestId(city, "booking-report").waitFor();
    expect(await byTestId(byTestId(city, "booking-drawer"), "photo-open").count()).toBeGreaterThan(0);
    expect(await byTestId(city, "booking-timeline").locator(".timeline-what").count()).toBeGreaterThan(0);
  });

  it("seed 000 六-5-3 the facility has no 上报 before the day of the visit", async () => {
    const ahead = await value(
      (await callsOfAccount(journey.product.baseUrl, "baishamen.admin")).call(visitRoutes.listBookings, {
        query: { kind: "TEAM", status: "CONFIRMED", from: addDays(today, 1), limit: 1 } as never,
      }),
    );
    const bookingId = ahead.items[0]?.bookingId;
    expect(bookingId).toBeDefined();
    await facility.goto(`/admin/bookings?kind=TEAM&status=CONFIRMED&booking=${bookingId}`);
    await byTestId(facility, "booking-timeline").waitFor();
    expect(await byTestId(facility, "action-REPORT").count()).toBe(0);
  });

  it("seed 000 六-6 the export has the rows that were searched for", async () => {
    await openTeams("&status=COUNTED");
    const { table, facts } = await exported(city);
    expect(facts["筛选条件"]).toContain("状态：已统计");
    expect(new Set(table.slice(1, -1).map((row) => row[7]))).toEqual(new Set(["已统计"]));
  });
});

describe("七 活动列表", () => {
  beforeAll(async () => {
    await city.goto("/admin/activities");
    await byTestId(city, "activity-row").first().waitFor();
  });

  it("seed 000 七 columns 序号 提交人 活动日期 活动名称 受众人数 状态 详细", async () => {
    expect(await columnsOf(city)).toEqual(["序号", "提交人", "活动日期", "活动名称", "受众人数", "状态", "详细"]);
    expect((await textsOf(byTestId(city, "activity-row").first().locator("td")))[6]).toBe("查看");
  });

  it("seed 000 七-7 tabs of the statuses by name", async () => {
    expect((await tabsOf(city)).filter((tab) => tab !== "全部" && tab !== "已撤回" && tab !== "待平台管理员审核")).toEqual([
      "待地市级管理员审核",
      "待省级管理员审核",
      "已审核",
      "已驳回",
    ]);
  });

  it("seed 000 七-4 七-5 what waits for the city is audited and returned there; what waits for the province is returned", async () => {
    for (const [status, unit, actions] of [
      ["PENDING_CITY", "海口市白沙门污水处理厂（一期）", ["审核通过，报省级审核", "驳回"]],
      ["PENDING_PROVINCE", "海南省生态环境监测中心", ["驳回"]],
    ] as const) {
      await city.goto(`/admin/activities?status=${status}`);
      await byTestId(byTestId(city, "activity-row").filter({ hasText: unit }).first(), "activity-open").click();
      await byTestId(city, "activity-timeline").waitFor();
      expect(await textsOf(city.locator('[data-testid^="action-"]').filter({ visible: true }))).toEqual(actions);
    }
  });

  it("seed 000 七-3 a city's admin has the way to 活动上报 in the list", async () => {
    await city.goto("/admin/activities");
    await byTestId(city, "report-activity").click();
    await byTestId(city, "report-submit").waitFor();
  });
});

describe("八 活动上报", () => {
  beforeAll(async () => {
    await facility.goto("/admin/activities/report");
    await byTestId(facility, "report-submit").waitFor();
  });

  it("seed 000 八 every field in the manual's order, with its * and its button", async () => {
    expect((await textsOf(facility.locator(".report-label"))).map((label) => label.replace(/\s/g, ""))).toEqual([
      "活动名称*",
      "举办方",
      "线上开放形式*",
      "线上渠道类型*",
      "线上渠道名称*",
      "活动时间*",
      "受众总人数*",
      "资源数量*",
      "视频总时长*",
      "视频截图*",
      "播放量截图*",
      "相关网址或ID号",
      "备注",
    ]);
    expect(await textsOf(byTestId(facility, "field-form").locator(".ant-radio-wrapper"))).toEqual(["直播", "(短)视频", "VR全景", "公众号", "其他"]);
    expect(await textOf(byTestId(facility, "report-submit"))).toBe("提交线上活动");
  });

  it("seed 000 八 the hints of the manual stand beside their fields", async () => {
    const hints = await Promise.all(["startDate", "audience", "resources", "minutes"].map((field) => textOf(byTestId(facility, `field-${field}`))));
    expect(hints[0]).toContain("可以选同一天");
    expect(hints[1]).toContain("根据实际情况填写有效受众人数合计");
    expect(hints[2]).toContain("视频个数、直播次数、VR 个数等");
    expect(hints[3]).toContain("分钟");
    const placeholders = await Promise.all(["name", "organizers", "address"].map((field) => byTestId(facility, `report-${field}`).getAttribute("placeholder")));
    expect(placeholders).toEqual(["本次线上活动名称", "可选，包括所有举办方名称", "可选，视频或报道的访问方式"]);
  });

  it("seed 000 八 VR全景 fills 0 minutes and keeps it", async () => {
    await byTestId(facility, "report-form-VR").click();
    expect(await byTestId(facility, "report-minutes").inputValue()).toBe("0");
    expect(await byTestId(facility, "report-minutes").isEditable()).toBe(false);
  });

  it("seed 000 八-1 of six screenshots five are taken, and it says so", async () => {
    const buffer = await phonePhoto({ width: 64, height: 48 });
    const files = Array.from({ length: 6 }, (_, n) => ({ name: `截图${n}.jpg`, mimeType: "image/jpeg", buffer }));
    for (const field of ["report-videoScreenshots", "report-playsScreenshots"]) {
      await facility.locator(`[data-testid="${field}-input"]`).setInputFiles(files);
      await eventually(async () => (await byTestId(byTestId(facility, field), "photo-card").count()) === 5);
      expect(await textOf(byTestId(facility, `${field}-left-out`))).toContain("5");
    }
  });

  it("seed 000 八-3 more than 1000 people brings the word of the second look; 1000 do not", async () => {
    await byTestId(facility, "report-audience").fill("1000");
    expect(await byTestId(facility, "audience-warning").count()).toBe(0);
    await byTestId(facility, "report-audience").fill("1001");
    expect(await textOf(byTestId(facility, "audience-warning"))).toContain("平台管理员复议");
  });
});

describe("九 通讯录", () => {
  beforeAll(async () => {
    await city.goto("/admin/contacts");
    await byTestId(city, "contact-row").first().waitFor();
  });

  it("seed 000 九 九-2 columns 联系人 固定电话 手机 邮箱", async () => {
    expect((await columnsOf(city)).slice(0, 7)).toEqual(["单位", "身份", "联系人", "固定电话", "手机", "邮箱", "单位"]);
  });

  it("seed 000 九-1 九-3 the platform's two, one's own unit and the facilities, each in its group", async () => {
    await city.getByText("下级单位和开放单位管理员").waitFor();
    const groupOf = (title: string) => textsOf(city.locator("section, .panel").filter({ hasText: title }).last().locator('[data-testid="contact-row"]'));
    expect((await groupOf("平台联系人")).map((row) => /项目负责人|平台技术负责人/.exec(row)?.[0])).toEqual(["项目负责人", "平台技术负责人"]);
    expect((await groupOf("本单位管理员")).join()).toContain("吴海波");
    const below = (await groupOf("下级单位和开放单位管理员")).join("\n");
    expect(below).toContain("王芳");
    expect(below).not.toContain("黄海燕");
  });

  it("seed 000 九-4 九-5 九-6 only one's own is changed, all of it, with what the phone is for", async () => {
    expect(await byTestId(city, "contact-edit").count()).toBe(1);
    await byTestId(city, "contact-edit").click();
    const form = byTestId(city, "contact-form");
    await form.waitFor();
    expect(await form.locator("input").count()).toBe(4);
    expect(await textOf(form)).toContain("用来接收通知，忘记密码时也用它登录");
    expect(await city.getByText("人员变动时，请第一时间更新").count()).toBe(1);
  });
});

it("no page threw and no answer was the server's fault", () => expectNoFaults(journey.browser));
