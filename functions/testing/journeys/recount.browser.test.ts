import type { Locator, Page } from "playwright-core";
import { addDays, firstDayOf, localDateOf, monthOf } from "@app/contract/kernel/time";
import { FIGURE_COLUMNS } from "@app/contract/statistics/statisticsRows";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { systemClock } from "../../platform/clock/systemClock";
import { byTestId, expectNoFaults, figureOf, textOf, waitForFigure, type Device } from "../browser/browser";
import { startJourney } from "../browser/journey";
import { callsOfAccount, logInAtBackOffice, value } from "../browser/people";
import { keepScreen } from "../browser/screens";

const FIGURE_LIMIT_MS = 10_000;
const today = localDateOf(systemClock.now());
/** Across two years, so that it holds teams in January too. */
const year = { from: addDays(today, -364), to: today };
/** The month that is over: nothing of it changes while the test looks. */
const lastDay = addDays(firstDayOf(monthOf(today)), -1);
const month = { from: firstDayOf(monthOf(lastDay)), to: lastDay };

const journey = startJourney();
const screenProblems: string[] = [];

async function open(device: Device, username: string, path: string): Promise<Page> {
  const page = await journey.browser.open(device, journey.product.baseUrl);
  await page.goto("/admin/");
  await logInAtBackOffice(page, username);
  await byTestId(page, device === "DESK" ? "menu-statistics" : "open-menu").waitFor();
  await page.goto(path);
  return page;
}
const rowKeys = (page: Page): Promise<string[]> =>
  page
    .locator('[data-testid^="statistics-row-"]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-testid")?.replace("statistics-row-", "") ?? ""));
const figuresOfRow = (row: Locator): Promise<number[]> => Promise.all(FIGURE_COLUMNS.map((column) => figureOf(byTestId(row, `figure-${column}`))));

describe("a province's figures", () => {
  it("stand in three levels that fold, sort and add up as the seed's table says (seed 000, 五)", async () => {
    const page = await open("DESK", "hainan.province", `/admin/statistics?from=${year.from}&to=${year.to}`);
    await byTestId(page, "statistics-total").waitFor();
    const all = await rowKeys(page);
    expect(all.slice(0, 2)).toEqual(["46", "4601"]);
    const total = await figuresOfRow(byTestId(page, "statistics-total"));
    expect(total[0]).toBeGreaterThan(0);
    expect([total[4], total[5]]).toEqual([(total[0] ?? 0) + (total[2] ?? 0), (total[1] ?? 0) + (total[3] ?? 0)]);
    expect(await figuresOfRow(byTestId(page, "statistics-row-46"))).toEqual(total);

    await byTestId(page, "fold-to-CITY").click();
    const cities = await rowKeys(page);
    expect(cities).toEqual(all.filter((key) => /^\d{2}(\d{2})?$/.test(key)));
    const sums = await Promise.all(cities.slice(1).map((key) => figuresOfRow(byTestId(page, `statistics-row-${key}`))));
    expect(FIGURE_COLUMNS.map((_, column) => sums.reduce((sum, figures) => sum + (figures[column] ?? 0), 0))).toEqual(total);
    await byTestId(page, "fold-4601").click();
    expect((await rowKeys(page)).length).toBeGreaterThan(cities.length);
    await byTestId(page, "fold-to-PROVINCE").click();
    expect(await rowKeys(page)).toEqual(["46"]);
    await byTestId(page, "fold-to-FACILITY").click();
    await byTestId(page, "sort-familyHeads").click();
    expect([...(await rowKeys(page))].sort()).toEqual([...all].sort());
    screenProblems.push(...(await keepScreen(page, "230-statistics-province")));
    await page.context().close();
  });

  it("F7 a figure opens the records that add up to it: a total of both lets one choose, teams and families each have their list", async () => {
    const page = await open("DESK", "haikou.city", `/admin/statistics?from=${year.from}&to=${year.to}`);
    const total = byTestId(page, "statistics-total");
    await total.waitFor();
    const [, teamHeads = 0] = await figuresOfRow(total);
    await byTestId(total, "figure-headsTotal").click();
    await byTestId(page, "part-teamHeads").click();
    await waitForFigure(byTestId(page, "booking-sum-heads"), teamHeads, FIGURE_LIMIT_MS);
    await page.context().close();
  });
});

describe("核对", () => {
  it.each(["DESK", "PHONE"] as const)(
    "F7 on a %s: a month that is over, recounted from its records, is what 综合统计 says, and the corrections since explain how it stood",
    async (device) => {
      const page = await open(device, "haikou.city", `/admin/statistics?from=${month.from}&to=${month.to}`);
      const total = byTestId(page, "statistics-total");
      await total.waitFor();
      const shown = await figuresOfRow(total);
      await byTestId(page, "open-recount").click();
      const verdict = byTestId(page, "recount-verdict");
      await verdict.waitFor();
      expect(await textOf(verdict)).toContain("一致");
      expect(await verdict.getAttribute("data-equal")).toBe("true");
      const lines = byTestId(page, "recount-lines");
      const kept = await Promise.all(
        FIGURE_COLUMNS.map((column) =>
          figureOf(
            device === "DESK" ? byTestId(byTestId(lines, "recount-kept"), `figure-${column}`) : byTestId(byTestId(lines, `recount-${column}`), "figure-kept"),
          ),
        ),
      );
      expect(kept).toEqual(shown);

      const city = await callsOfAccount(journey.product.baseUrl, "haikou.city");
      const told = await value(city.call(statisticsRoutes.recountVisitFigures, { query: { ...month, asOf: month.to } }));
      expect([told.isEqual, told.kept, told.recordsAwaited]).toEqual([true, told.recounted, 0]);
      expect(await byTestId(page, "recount-correction").count()).toBe(told.corrections.length);
      expect(told.corrections.reduce((sum, { heads }) => sum + heads, told.asOf?.headsTotal ?? 0)).toBe(told.recounted.headsTotal);
      screenProblems.push(...(await keepScreen(page, `${device === "DESK" ? 231 : 232}-recount`)));
      await page.context().close();
    },
    60_000,
  );

  it("a range of a year is not recounted at once; the page leads to its last month", async () => {
    const page = await open("DESK", "haikou.city", `/admin/statistics/recount?from=${addDays(lastDay, -200)}&to=${lastDay}`);
    const sentence = byTestId(page, "recount-too-long");
    expect(await textOf(sentence)).toContain("一次最多核对 31 天");
    await sentence.getByRole("link").click();
    await byTestId(page, "recount-verdict").waitFor();
    expect(new URL(page.url()).searchParams.get("from")).toBe(month.from);
    await page.context().close();
  });
});

it("nothing on these screens is wrong", () => {
  expect(screenProblems).toEqual([]);
  expectNoFaults(journey.browser);
});
