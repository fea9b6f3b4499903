import type { Actor } from "@app/contract/kernel/actor";
import type { PersonId } from "@app/contract/kernel/ids";
import { DAY_MS, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { banRoutes } from "@app/contract/content/bans.routes";
import type { BanGroup } from "@app/contract/content/ban.schema";
import { createParameters } from "../../engines/settings/parameters";
import { tombstonesPk } from "../../engines/retention/tombstones";
import { aRole } from "../../testing/organizationBuilders";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { anAccount, aVisitor, eventCounts, everyItem, inParallel, onDay, refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";
import { accountKey } from "../sessions/public";
import { banPerson, refuseIfBanned } from "./banPerson";
import { getBanItem, placedBan, type BanItem } from "./banRepository";
import { banWork, personalBans } from "./public";
import { answerBan, appealBan } from "./decideBan";

const CITY = "CN/46/4601";
const MAKER = { ...anAccount("CITY_ADMIN", CITY, "吴海波"), id: "acc-maker", accountId: "acc-maker" };
const PROVINCE = { ...anAccount("PROVINCE_ADMIN", "CN/46", "陈建华"), id: "acc-province", accountId: "acc-province" };
const P1 = "p-1" as PersonId;

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
});
afterEach(() => test.stop());

const engine = () => test.product.engine;
const ban = (by: Actor, changes: { personId?: string; until?: string; reason?: string } = {}) =>
  banPerson(engine(), {
    actor: by,
    author: {
      personId: (changes.personId ?? P1) as PersonId,
      personName: "林**",
      phone: "13900000001",
      orgPath: OrgPath.parse(BAISHAMEN_PATH),
      facilityName: "白沙门污水处理厂",
      madeFor: "01BOOKING",
    },
    command: {
      requestId: requestId(),
      reason: changes.reason ?? "多次骂人",
      ...(changes.until === undefined ? {} : { until: changes.until as LocalDate }),
    },
  });
const current = async (personId: string = P1): Promise<BanItem> => {
  const found = await getBanItem(test.store, personId);
  if (found === undefined) throw new Error("no ban");
  return found;
};
const appeal = async () =>
  appealBan(engine(), { actor: aVisitor(P1), command: { requestId: requestId(), version: (await current()).version, remark: "不是骂人" } });
const answer = async (by: Actor, action: "UPHOLD" | "LIFT") =>
  answerBan(engine(), { actor: by, personId: P1, action, command: { requestId: requestId(), version: (await current()).version, remark: "看过了" } });
const noticesTold = async (): Promise<string[]> =>
  (await everyItem(test.store)).flatMap((item) => (item.pk.startsWith("NOTICE#") && typeof item["text"] === "string" ? [item["text"]] : []));

describe("until when", () => {
  it("M18 the last day must be ahead; its person is told until when, why, and the way to appeal", async () => {
    expect(await refusalOf(ban(MAKER, { until: "2026-03-07" }))).toEqual({ code: "BAN_UNTIL_PAST" });
    await valueOf(ban(MAKER, { until: "2026-03-13" }));
    await test.settle();
    expect(await noticesTold()).toEqual([
      "从现在起到 2026年3月13日（含当天），您不能发表评价和举报。原因：多次骂人。到期自动解除。预约参观不受影响；有异议可在「我的」里的「发言限制」申诉。",
    ]);
    const refused = await refuseIfBanned(test.store, P1, NOW);
    expect(refused).toEqual({ code: "POSTING_BANNED", reason: "多次骂人", until: "2026-03-13" });
  });

  it("M18 R7 it holds through its last day and ends by itself after it: once, with its event, its list and a notice, also with two sweeps at once", async () => {
    await valueOf(ban(MAKER, { until: "2026-03-13" }));
    await valueOf(appeal());
    test.clock.set(onDay("2026-03-13", "23:59:00.000"));
    await test.settle();
    expect(await refuseIfBanned(test.store, P1, test.clock.now())).toMatchObject({ code: "POSTING_BANNED" });
    expect((await current()).status).toBe("APPEALED");
    test.clock.set(onDay("2026-03-14", "00:00:00.000"));
    expect(await refuseIfBanned(test.store, P1, test.clock.now())).toBeUndefined();
    await inParallel(2, () => test.product.sweepCases());
    await test.settle();
    expect(await current()).toMatchObject({ status: "ENDED", index4: { pk: "RETAINED#BAN" } });
    expect((await eventCounts(test.store))["BAN_ENDED"]).toBe(1);
    expect(await noticesTold()).toContain("您的发言限制已到期，可以正常发表评价。");
  });

  it("without a last day nothing ends it but a moderator, and one who lifts it before its day leaves no deadline behind", async () => {
    await valueOf(ban(MAKER));
    test.clock.set("2030-01-01T09:00:00.000+08:00" as Instant);
    await test.settle();
    expect((await current()).status).toBe("BANNED");
    await valueOf(answer(MAKER, "LIFT"));
    await valueOf(ban(MAKER, { until: "2030-01-07" }));
    await valueOf(answer(PROVINCE, "LIFT"));
    test.clock.set("2030-02-01T09:00:00.000+08:00" as Instant);
    await test.settle();
    expect((await current()).status).toBe("LIFTED");
  });
});

describe("who judges an appeal", () => {
  it("M18 whoever banned may uphold it only while nobody else could; a role that a bureau made counts as much as a built-in one", async () => {
    await valueOf(ban(MAKER));
    await valueOf(appeal());
    const desk = { ...grantAt("CUSTOM", "CN/46"), roleId: "role-desk" };
    await test.addAccount({ username: "desk", password: "x", displayName: "值班员", grants: [desk] });
    await putItems(test.store, [aRole({ roleId: "role-desk", permissions: ["bookings.read"] })] as never);
    const mayUphold = async () => {
      const client = await test.as({ grants: [grantAt("CITY_ADMIN", CITY)], name: "maker" });
      const { items } = await valueOf(client.call(banRoutes.listBans, { query: {} }));
      return items[0]?.availableActions.map(({ action }) => action);
    };
    expect(await mayUphold()).toEqual(["LIFT", "UPHOLD"]);
    await putItems(test.store, [aRole({ roleId: "role-desk", permissions: ["content.moderate"] })] as never);
    expect(await mayUphold()).toEqual(["LIFT"]);
    expect(await refusalOf(answer(MAKER, "UPHOLD"))).toEqual({ code: "BAN_NEEDS_ANOTHER" });
    expect((await valueOf(answer(PROVINCE, "UPHOLD"))).status).toBe("UPHELD");
  });

  it("M18 nobody judges or makes a ban of their own, through whichever client; only while nobody else could", async () => {
    const own = { ...PROVINCE, username: "province" };
    await test.addAccount({ username: "province", password: "x", displayName: "陈建华", grants: [grantAt("PROVINCE_ADMIN", "CN/46")] });
    await test.store.transact([{ kind: "update", tag: "bound", key: accountKey("province"), set: { staffPersonId: P1 } }]);
    expect(await refusalOf(ban(own))).toEqual({ code: "BAN_OWN" });
    await test.addAccount({ username: "maker", password: "x", displayName: "吴海波", phone: "13900009998", grants: [grantAt("CITY_ADMIN", CITY)] });
    await valueOf(ban(MAKER));
    await valueOf(appeal());
    for (const action of ["UPHOLD", "LIFT"] as const) expect(await refusalOf(answer(own, action))).toEqual({ code: "BAN_OWN" });
    expect(await refusalOf(answer({ ...PROVINCE, personId: P1 }, "LIFT"))).toEqual({ code: "BAN_OWN" });
    // Whom it is about is no other moderator either: the one who banned is the last who can answer.
    expect((await valueOf(answer(MAKER, "UPHOLD"))).status).toBe("UPHELD");
  });
});

describe("the lists", () => {
  const PLACES = [`${CITY}/460108/haikou-baishamen`, `${CITY}/460107/haikou-second`, "CN/46/4602/460203/sanya-hongsha"] as const;
  const STATUSES = ["BANNED", "APPEALED", "UPHELD", "LIFTED", "ENDED"] as const;
  const bans = Array.from({ length: 60 }, (_, n): BanItem =>
    placedBan({
      personId: `p-${String(n).padStart(2, "0")}` as PersonId,
      personName: n % 10 === 0 ? "欧**" : "林**",
      phone: "",
      orgPath: OrgPath.parse(PLACES[n % 3] ?? ""),
      facilityName: `第 ${n % 3} 家`,
      madeFor: "",
      reason: "多次骂人",
      bannedAt: NOW,
      bannedById: "acc-somebody",
      bannedByName: "吴海波",
      status: STATUSES[n % 5] ?? "BANNED",
      changedAt: `2026-02-${String(1 + (n % 28)).padStart(2, "0")}T09:00:00.000+08:00` as Instant,
      version: 1,
    }),
  );
  const pagesOf = async (scope: string, query: { group: BanGroup; keyword?: string }) => {
    const client = await test.as({ grants: [grantAt("CITY_ADMIN", scope)], name: "审核员" });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await valueOf(client.call(banRoutes.listBans, { query: { ...query, limit: 5, ...(cursor === undefined ? {} : { cursor }) } }));
      expect(page.items.length).toBeLessThanOrEqual(5);
      ids.push(...page.items.map(({ personId }) => personId));
      cursor = page.next;
    } while (cursor !== undefined);
    return ids;
  };
  const expected = (of: (item: BanItem) => boolean, order: 1 | -1 = -1) =>
    bans
      .filter(of)
      .sort((left, right) => (`${left.changedAt}#${left.personId}` < `${right.changedAt}#${right.personId}` ? -order : order))
      .map(({ personId }) => personId as string);

  it("R12 each list page by page, exactly those of the reader's place: no gap, none twice; appeals that wait longest first", async () => {
    await putItems(test.store, bans as never);
    const inForce = (item: BanItem) => ["BANNED", "APPEALED", "UPHELD"].includes(item.status);
    const below = (path: string) => (item: BanItem) => item.orgPath === path || item.orgPath.startsWith(`${path}/`);
    expect(await pagesOf(CITY, { group: "IN_FORCE" })).toEqual(expected((item) => inForce(item) && below(CITY)(item)));
    expect(await pagesOf("CN/46", { group: "APPEALED" })).toEqual(expected(({ status }) => status === "APPEALED", 1));
    expect(await pagesOf("CN", { group: "OVER" })).toEqual(expected(({ status }) => status === "LIFTED" || status === "ENDED"));
    expect(await pagesOf("CN/44", { group: "IN_FORCE" })).toEqual([]);
    expect(await pagesOf("CN/46", { group: "IN_FORCE", keyword: "欧阳" })).toEqual(expected((item) => inForce(item) && item.personName === "欧**"));
    expect(await pagesOf("CN/46", { group: "OVER", keyword: "第 2" })).toEqual(expected((item) => !inForce(item) && item.facilityName === "第 2 家"));
    expect(await pagesOf("CN/46", { group: "IN_FORCE", keyword: "没有" })).toEqual([]);
  });

  it("F23 appeals stand on the 工作台 of whoever may answer them, late after the days that are set", async () => {
    await valueOf(ban(MAKER));
    await valueOf(appeal());
    await test.addAccount({ username: "province", password: "x", displayName: "陈建华", grants: [grantAt("PROVINCE_ADMIN", "CN/46")] });
    const source = banWork({ ...engine(), parameters: createParameters(engine()) });
    expect(await source.countWork(MAKER)).toEqual([]);
    expect(await source.countWork(anAccount("CITY_ADMIN", "CN/46/4602", "邻市"))).toEqual([]);
    expect(await source.countWork(PROVINCE)).toEqual([
      {
        key: "BAN_APPEALS",
        label: "发言限制申诉待答复",
        opens: "/content?tab=bans&group=APPEALED",
        count: 1,
        more: false,
        overdue: 0,
        since: NOW,
        dueAt: "2026-03-12T09:00:00.000+08:00",
      },
    ]);
    test.clock.advanceMs(5 * DAY_MS);
    expect((await source.countWork(PROVINCE))[0]).toMatchObject({ count: 1, overdue: 1 });
  });
});

describe("among personal data", () => {
  const records = () => personalBans(engine());

  it("R18 its person reads it without a moderator's name", async () => {
    await valueOf(ban(MAKER, { until: "2026-03-13" }));
    await valueOf(appeal());
    const page = await records().list(P1, { limit: 20, cursor: undefined });
    if (page === "CURSOR_INVALID") throw new Error(page);
    expect(page.items[0]?.title).toBe("不能发表评价和举报：申诉中");
    const facts = Object.fromEntries((page.items[0]?.facts ?? []).map(({ label, value }) => [label, value]));
    expect(facts).toMatchObject({ 原因: "多次骂人", 期限: "到 2026年3月13日（含当天）", 手机号: "13900000001", 您的申诉: "不是骂人" });
    expect(JSON.stringify(page)).not.toContain("吴海波");
  });

  it("R18 whoever is forgotten leaves the decision and its days, and no word of who they were; nothing is left to do the second time", async () => {
    await valueOf(ban(MAKER, { until: "2026-03-13" }));
    await valueOf(appeal());
    expect(await records().forget({ personId: P1, limit: 20, now: NOW })).toBe(1);
    expect(await records().forget({ personId: P1, limit: 20, now: NOW })).toBe(0);
    expect(await current()).toMatchObject({ reason: "多次骂人", until: "2026-03-13", status: "APPEALED", phone: "" });
    const kept = JSON.stringify((await everyItem(test.store)).filter(({ pk }) => pk === `BAN#${P1}`));
    for (const word of ["林**", "13900000001", "不是骂人"]) expect(kept).not.toContain(word);
    // It still ends on its day.
    test.clock.set(onDay("2026-03-14", "09:00:00.000"));
    await test.settle();
    expect((await current()).status).toBe("ENDED");
  });

  it("M18 R18 two identities that turn out to be one person keep the ban that lasts longer, with what happened to both", async () => {
    await valueOf(ban(MAKER, { until: "2026-03-13" }));
    await valueOf(ban(MAKER, { personId: "p-2", until: "2026-04-13", reason: "广告" }));
    expect(await records().handOver({ from: P1, to: "p-2", limit: 20 })).toBe(1);
    expect(await records().handOver({ from: P1, to: "p-2", limit: 20 })).toBe(0);
    expect(await getBanItem(test.store, P1)).toBeUndefined();
    expect(await current("p-2")).toMatchObject({ until: "2026-04-13", reason: "广告", personId: "p-2", earlierPersonIds: [P1] });
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", CITY)], name: "吴海波" });
    const { items } = await valueOf(city.call(banRoutes.listBans, { query: {} }));
    expect(items.map(({ personId, history }) => [personId, history.map(({ remark }) => remark)])).toEqual([["p-2", ["多次骂人", "广告"]]]);
    expect(await records().handOver({ from: "p-2", to: "p-3", limit: 20 })).toBe(1);
    expect(await refuseIfBanned(test.store, "p-3", NOW)).toMatchObject({ code: "POSTING_BANNED", until: "2026-04-13" });
  });

  it("M19 R18 two years after its end it goes with all its steps; the tombstone names nobody, and one in force stays", async () => {
    await valueOf(ban(MAKER, { until: "2026-03-13" }));
    await valueOf(ban(MAKER, { personId: "p-2" }));
    test.clock.set(onDay("2026-03-14", "09:00:00.000"));
    await test.settle();
    test.clock.set(onDay("2028-03-13", "09:00:00.000"));
    await test.product.clearRetained();
    expect((await current()).status).toBe("ENDED");
    test.clock.set(onDay("2028-03-15", "09:00:00.000"));
    await Promise.all([test.product.clearRetained(), test.product.clearRetained()]);
    expect((await everyItem(test.store)).filter(({ pk }) => pk === `BAN#${P1}`)).toEqual([]);
    expect((await current("p-2")).status).toBe("BANNED");
    const { items } = await test.store.query({ index: "primary", pk: tombstonesPk("BAN"), limit: 10 });
    expect(items.map(({ caseName, byName }) => [caseName, byName])).toEqual([["白沙门污水处理厂 2026年3月7日", "保留期限规则"]]);
    expect(JSON.stringify(items)).not.toContain(P1);
  });
});
