import fc from "fast-check";
import { ACTIVITY_STATUSES, ListActivitiesQuery, type ActivityStatus } from "@app/contract/activities/activity.schema";
import type { Actor } from "@app/contract/kernel/actor";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { ROLES, type Role } from "@app/contract/organizations/roles";
import { activityDepsOf, anActivityItem } from "../../../testing/activityBuilders";
import { download, refusedDownload } from "../../../testing/download";
import { grantAt, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, eventsIn, valueOf } from "../../../testing/visitActs";
import { aFacility, putItems } from "../../../testing/visitBuilders";
import type { ActivityItem } from "../activityRepository";
import { getActivity, getActivityDesk, listActivities, listActivityUnits } from "./listActivities";

/** Two provinces with reports of their own, cities whose codes stand beside each other, two facilities in one district. */
const FACILITIES = [
  "CN/46/4601/460108/haikou-baishamen",
  "CN/46/4601/460108/haikou-second",
  "CN/46/4602/460203/sanya-hongsha",
  "CN/44/4401/440103/guangzhou-first",
] as const;
const UNITS = ["CN/46", "CN/46/4601", "CN/46/4602", "CN/44", ...FACILITIES] as const;
const NAMES = ["云上看污水变清", "VR 参观", "六五环境日"];

let test: TestProduct;
const activities: ActivityItem[] = [];
beforeAll(async () => {
  test = await startTestProduct();
  await putItems(
    test.store,
    FACILITIES.map((place) => {
      const [, provinceCode = "", cityCode = "", , id = ""] = place.split("/");
      return aFacility({ facilityId: id as never, orgPath: OrgPath.parse(place), provinceCode, cityCode, name: id });
    }),
  );
  // Every unit has one in every status, on days that interleave.
  for (const [u, unit] of UNITS.entries())
    for (const [s, status] of ACTIVITY_STATUSES.entries()) {
      const day = String(1 + ((u * 5 + s * 3) % 28)).padStart(2, "0");
      activities.push(
        anActivityItem({
          activityId: `01ACTIVITY${String(u * 10 + s).padStart(8, "0")}`,
          unit,
          unitName: unit,
          status,
          name: NAMES[(u + s) % NAMES.length] ?? "",
          startDate: `2026-02-${day}` as never,
          endDate: `2026-02-${day}` as never,
          audience: 100 + u * 10 + s,
        }),
      );
    }
  // One facility has more, of each status another number, so that no count can stand for another and a search by name fills several pages.
  for (const [s, status] of ACTIVITY_STATUSES.entries())
    for (let n = 0; n <= s; n += 1)
      activities.push(
        anActivityItem({
          activityId: `01ACTIVITYMORE${s}${n}`,
          unit: FACILITIES[0],
          unitName: FACILITIES[0],
          status,
          name: NAMES[0] ?? "",
          startDate: "2026-02-10" as never,
          endDate: "2026-02-10" as never,
        }),
      );
  await test.store.transact(activities.map((item) => ({ kind: "put", tag: item.activityId, item }) as const));
});
afterAll(() => test.stop());

/** Who may read and who waits for what, said once more: by role names and by segments of the place, without the product's tables. */
const READERS: readonly Role[] = ["FACILITY_ADMIN", "CITY_ADMIN", "PROVINCE_ADMIN", "PLATFORM_ADMIN"];
const covers = (scope: string, place: string): boolean => scope.split("/").every((segment, position) => place.split("/")[position] === segment);
const sees = (actor: Actor, unit: string): boolean => actor.grants.some((grant) => READERS.includes(grant.role) && covers(grant.orgPath, unit));

const anyScope = fc
  .constantFrom(...FACILITIES)
  .chain((place) => fc.integer({ min: 1, max: 5 }).map((depth) => OrgPath.parse(place.split("/").slice(0, depth).join("/"))));
const anyActor: fc.Arbitrary<Actor> = fc
  .array(fc.record({ role: fc.constantFrom(...ROLES), orgPath: anyScope }), { maxLength: 3 })
  .map((grants): Actor => ({ kind: "USER", id: "who", name: "谁", grants }));
const reading = () => ({ store: test.store, clock: test.clock, photos: activityDepsOf(test).photos });
const seeded = (numRuns: number) => ({ seed: 20260307, numRuns });

async function listed(
  actor: Actor,
  asked: { unit?: string; status?: ActivityStatus; keyword?: string; from?: string; to?: string },
  limit = 5,
): Promise<string[] | string> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listActivities(reading(), actor, ListActivitiesQuery.parse({ ...asked, limit, ...(cursor === undefined ? {} : { cursor }) }));
    if (!page.ok) return page.refusal.code;
    ids.push(...page.value.items.map((item) => item.activityId));
    cursor = page.value.next;
    if (cursor === undefined) return ids;
  }
}
/** Latest last day first; of one day the later made first. */
const inListOrder = (items: readonly ActivityItem[]): string[] =>
  [...items].sort((a, b) => (`${a.endDate}#${a.activityId}` < `${b.endDate}#${b.activityId}` ? 1 : -1)).map((item) => item.activityId);

it("R12 nobody opens an activity outside their scope, and everybody opens those inside (seeded, 300 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, fc.nat(activities.length - 1), async (actor, n) => {
      const activity = activities[n] as ActivityItem;
      const answer = await getActivity(reading(), actor, activity.activityId);
      expect(answer.ok ? "read" : answer.refusal.code).toBe(sees(actor, activity.unit) ? "read" : "NOT_FOUND");
    }),
    seeded(300),
  );
});

it("R12 a list of all statuses or of one holds exactly the scope's, in order, page by page (seeded, 150 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, fc.constantFrom(undefined, ...ACTIVITY_STATUSES), async (actor, status) => {
      const mine = activities.filter((activity) => sees(actor, activity.unit) && (status === undefined || activity.status === status));
      const isNobody = !actor.grants.some((grant) => READERS.includes(grant.role));
      expect(await listed(actor, status === undefined ? {} : { status })).toEqual(isNobody ? "FORBIDDEN" : inListOrder(mine));
    }),
    seeded(150),
  );
});

it("R12 by unit, range and name the list stays inside the scope (seeded, 150 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, fc.constantFrom(...UNITS), fc.constantFrom("污水", "vr", "环境日", "没有"), async (actor, unit, keyword) => {
      const asked = { unit, keyword, from: "2026-02-05", to: "2026-02-20" };
      const wanted = activities.filter(
        (activity) => activity.unit === unit && activity.name.toLowerCase().includes(keyword) && activity.endDate >= asked.from && activity.endDate <= asked.to,
      );
      expect(await listed(actor, asked, 2)).toEqual(sees(actor, unit) ? inListOrder(wanted) : "FORBIDDEN");
    }),
    seeded(150),
  );
});

it("R12 the desk counts what waits for this very person, and nothing else", async () => {
  const deskOf = async (role: Role, place: string) => valueOf(getActivityDesk(reading(), anAccount(role, place)));
  const waiting = (status: ActivityStatus, place: string): number => activities.filter((each) => each.status === status && covers(place, each.unit)).length;
  expect(new Set(ACTIVITY_STATUSES.map((status) => waiting(status, "CN/46"))).size).toBe(ACTIVITY_STATUSES.length);
  expect(await deskOf("FACILITY_ADMIN", FACILITIES[0])).toEqual({ toAudit: 0, returned: waiting("RETURNED", FACILITIES[0]) });
  expect(await deskOf("CITY_ADMIN", "CN/46/4601")).toEqual({ toAudit: waiting("PENDING_CITY", "CN/46/4601"), returned: 1 });
  expect(await deskOf("PROVINCE_ADMIN", "CN/46")).toEqual({ toAudit: waiting("PENDING_PROVINCE", "CN/46"), returned: 1 });
  expect(await deskOf("PLATFORM_ADMIN", "CN")).toEqual({ toAudit: waiting("PENDING_PLATFORM", "CN"), returned: 0 });
  expect(await deskOf("PROVINCE_ADMIN", "CN/44")).toEqual({ toAudit: waiting("PENDING_PROVINCE", "CN/44"), returned: 1 });
});

it("R12 the units to choose from are those of the scope", async () => {
  const unitsOf = async (role: Role, place: string) => (await valueOf(listActivityUnits(reading(), anAccount(role, place)))).items.map(({ unit }) => unit);
  expect(await unitsOf("FACILITY_ADMIN", FACILITIES[0])).toEqual([FACILITIES[0]]);
  expect(await unitsOf("CITY_ADMIN", "CN/46/4601")).toEqual(["CN/46/4601", FACILITIES[0], FACILITIES[1]]);
  expect(await unitsOf("PLATFORM_ADMIN", "CN")).toEqual([...UNITS, "CN/44/4401"].sort());
});

it("a cursor of another question, or one that somebody made, is refused", async () => {
  const actor = anAccount("PROVINCE_ADMIN", "CN/46");
  const ask = (query: object) => listActivities(reading(), actor, ListActivitiesQuery.parse(query));
  const { next } = await valueOf(ask({ limit: 3 }));
  expect(await ask({ limit: 3, cursor: next, to: "2026-02-02" })).toMatchObject({ refusal: { code: "CURSOR_INVALID" } });
  expect(await ask({ limit: 3, cursor: "nonsense!" })).toMatchObject({ refusal: { code: "CURSOR_INVALID" } });
});

it("M29 F25 R15 the export holds the list's rows and no other, explains itself, adds up, and is recorded", async () => {
  const who = { grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" };
  const query = "status=COUNTED&from=2026-02-01&to=2026-02-28";
  const { table, facts } = await download(test, await test.token(who), `/api/activities.xlsx?${query}`);
  const rows = activities.filter((each) => each.status === "COUNTED" && covers("CN/46/4601", each.unit));
  expect(table[0]).toEqual([
    "序号",
    "提交人",
    "级别",
    "开始日期",
    "结束日期",
    "活动名称",
    "开放形式",
    "受众人数",
    "资源数量",
    "视频总时长（分钟）",
    "状态",
    "提交时间",
  ]);
  expect(table.slice(1, -1).map((row) => [row[0], row[1], row[7]])).toEqual(
    inListOrder(rows).map((id, index) => {
      const row = rows.find((each) => each.activityId === id);
      return [index + 1, row?.unitName, row?.audience];
    }),
  );
  expect(table.at(-1)?.[7]).toBe(rows.reduce((sum, row) => sum + row.audience, 0));
  expect(facts).toMatchObject({
    筛选条件: "活动结束日期：2026-02-01 至 2026-02-28；状态：已审核；提交人：权限范围内全部",
    导出人: "吴海波（地市级管理员）",
    行数: `${rows.length} 行（不含合计）`,
  });
  const named = await download(test, await test.token(who), `/api/activities.xlsx?keyword=vr`);
  expect(named.table.slice(1, -1).map((row) => row[5])).toEqual(
    activities.filter((each) => covers("CN/46/4601", each.unit) && each.name === "VR 参观").map(() => "VR 参观"),
  );
  const elsewhere = await refusedDownload(test, await test.token(who), `/api/activities.xlsx?unit=${encodeURIComponent("CN/46/4602")}`);
  expect(elsewhere).toMatchObject({ status: 403, code: "FORBIDDEN" });
  const exported = (await eventsIn(test.store)).filter((event) => event.eventType === "EXPORT_MADE").map((event) => event.payload["rows"]);
  expect([...exported].sort()).toEqual([rows.length, named.table.length - 2].sort());
});
