import { answersSpreadsheet } from "@app/contract/kernel/spreadsheet";
import { PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import { allRoutes, routeList, type RouteId } from "@app/contract/routes";
import { anArticleContent } from "../facilityBuilders";
import { readWorkbook, tableOf } from "../readWorkbook";
import { ask, namesOf, urlOf } from "../routeRequests";
import { newRequestId, startTestProduct, type TestProduct } from "../startTestProduct";
import { everyItem } from "../visitActs";
import { liesIn, reachesOffice, reachesUnit } from "./oracle";
import { seedPeople, type Asker } from "./people";
import { contactsOf, DETAILS, holds, isTheirs, LISTS, placeOf, PROBES, reachesAnything, reachesPlace, SHEETS, type ListRule } from "./routes";
import { audienceOfCity, CITY_PATHS, codeOf, DAYS, markOfOffice, markOfUnit, OFFICES, seedWorld, type Seeded, type World } from "./world";

/**
 * R12 and M33 as a whole: generated people with any posts, against everything that is read, counted, summed up and exported. What an answer tells is found by the
 * marks in its text; what it should tell is said by an oracle that shares no code with the product.
 */
const SEED = 20_260_307;
const PEOPLE = 60;
const AT_ONCE = 8;

let test: TestProduct;
let world: World;
let askers: Asker[];
/** `route address: what is wrong — whose posts` */
let faults: string[];

beforeAll(async () => {
  test = await startTestProduct({ requestLimitsTimes: 1_000_000 });
  world = await seedWorld(test.store);
  askers = await seedPeople(test.store, world, { seed: SEED, count: PEOPLE });
}, 60_000);
afterAll(() => test.stop());
beforeEach(() => {
  faults = [];
});

type Query = readonly (readonly [string, string])[];
interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** Without cursors, which name a place in an order and no more, and without the request's id, whose letters are chance. */
  readonly text: string;
}

async function get(who: Asker, routeId: string, params: Record<string, string> = {}, query: Query = []): Promise<Answer & { readonly url: string }> {
  const route = allRoutes[routeId as RouteId];
  const url = urlOf(route, params, query);
  const { status, text, bytes } = await ask(test, { method: "GET", url, headers: { authorization: `Bearer ${who.token}` } });
  if (status === 200 && answersSpreadsheet(route)) {
    const cells = tableOf(readWorkbook(bytes ?? Buffer.alloc(0))).flat();
    return { status, url, body: { cells }, text: cells.join("\n") };
  }
  const body = JSON.parse(text) as Record<string, unknown>;
  return { status, url, body, text: JSON.stringify({ ...body, next: undefined, requestId: undefined }) };
}

function fault(who: Asker, url: string, what: string): void {
  faults.push(`${url}: ${what} — ${who.described}`);
}

/** In these a bureau above one's own place is named: as parent, as contact, as the maker of a rule. */
const NAMES_BUREAUS_ABOVE = [
  "getContactBook",
  "listContacts",
  "exportContacts",
  "getOrganization",
  "listOrganizationRoots",
  "listOrganizationsBelow",
  "searchOrganizations",
  "listNoShowRules",
  "listPostChoices",
];
/** One's own account and one's colleagues; so may what stands in no table here. */
const isAboutOneself = (routeId: string): boolean =>
  routeId === "listColleagues" || routeId === "listApprovalColleagues" || !(routeId in LISTS || routeId in DETAILS || routeId in PROBES || routeId in SHEETS);
const PEOPLE_ROUTES = ["listPeople", "exportPeople", "listPermissionHolders", "getOfficePerson", "getPersonRights"];
const CONTACTS = ["getContactBook", "listContacts", "exportContacts"];
/** Colleagues are told by name to whoever works beside them; the trail tells who did it. */
const NAMES_COLLEAGUES = ["listColleagues", "listApprovalColleagues", "listLeaves", "listTrail", "exportTrail", "getTrailEntry"];

/** Everything in an answer that names what lies outside these permissions of the reader. */
function lookForLeaks(who: Asker, routeId: string, permissions: readonly Permission[], answer: Answer & { readonly url: string }): void {
  const marks = (pattern: RegExp): Set<string> => new Set([...answer.text.matchAll(pattern)].map(([, found]) => found ?? ""));
  const isOwn = (number: string): boolean => who.personId === `person-${number}`;
  // Somebody at a place of the reader's is shown with all their posts, wherever these are.
  const people = PEOPLE_ROUTES.includes(routeId) ? world.accounts.filter((account) => reachesPlace(world, who, "people.read", placeOf(account))) : [];
  const isPostOfSeen = (path: string): boolean => people.some(({ places }) => places.includes(path));
  const unitOf = (number: string) => world.units.find((unit) => unit.number === number);
  for (const number of marks(/zf(\d\d)z/gi)) {
    const unit = unitOf(number);
    const isHome = unit !== undefined && isAboutOneself(routeId) && who.posts.some((post) => post.regions.includes(unit.path));
    const isSeen =
      unit !== undefined && (isHome || isOwn(number) || isPostOfSeen(unit.path) || permissions.some((permission) => reachesUnit(who, permission, unit)));
    if (!isSeen) fault(who, answer.url, `tells of facility ${markOfUnit(number)}`);
  }
  for (const code of marks(/zo(\d+)z/g)) {
    const path = OFFICES.find((office) => markOfOffice(office) === `zo${code}z`) ?? "";
    const isAbove = (permission: Permission): boolean =>
      world.units.some((unit) => liesIn(path, unit.path) && reachesUnit(who, permission, unit)) ||
      OFFICES.some((office) => liesIn(path, office) && reachesOffice(who, permission, office)) ||
      who.posts.some((post) => post.permissions.includes(permission) && post.regions.some((region) => liesIn(path, region)));
    const isHome = isAboutOneself(routeId) && who.posts.some((post) => post.regions.includes(path));
    const isSeen =
      isHome ||
      isPostOfSeen(path) ||
      permissions.some(
        (permission) => reachesOffice(who, permission, path) || ((NAMES_BUREAUS_ABOVE.includes(routeId) || isAboutOneself(routeId)) && isAbove(permission)),
      );
    if (!isSeen) fault(who, answer.url, `tells of office zo${code}z`);
  }
  if (!NAMES_COLLEAGUES.includes(routeId)) {
    const contacts = CONTACTS.includes(routeId) ? contactsOf(world, who).may : undefined;
    for (const index of marks(/za(\d{3})a/g)) {
      const account = world.accounts[Number(index)];
      if (account === undefined || account === who.account) continue;
      const isSeen =
        contacts === undefined ? permissions.includes("people.read") && reachesPlace(world, who, "people.read", placeOf(account)) : contacts.has(account.mark);
      if (!isSeen) fault(who, answer.url, `tells of account ${account.mark} at ${placeOf(account)}`);
    }
  }
  // Field rights: whole names at the gate that receives them, phones and members for the booker alone.
  for (const number of marks(/zn(\d\d)n/g)) {
    const unit = unitOf(number);
    if (unit === undefined || !(isOwn(number) || reachesUnit(who, "checkIns.record", unit))) fault(who, answer.url, `tells the whole name zn${number}n`);
  }
  for (const number of marks(/137(\d\d)\d{6}/g)) if (!isOwn(number)) fault(who, answer.url, `tells a booker's phone 137${number}…`);
  for (const number of marks(/zm(\d\d)m/g)) if (!isOwn(number)) fault(who, answer.url, `tells a member zm${number}m`);
}

/** Everybody asks, several at once. */
async function everybody(act: (who: Asker, index: number) => Promise<void>): Promise<void> {
  const waiting = askers.map((who, index) => ({ who, index }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next.who, next.index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One of them, by lot: the same for the same person and purpose. */
function oneOf<Item>(items: readonly Item[], index: number, purpose: string): Item | undefined {
  let hash = index * 2_654_435_761;
  for (const letter of purpose) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 4_294_967_291;
  return items[hash % Math.max(items.length, 1)];
}

const first = (found: readonly string[]): string => `${found.length} faults, the first: ${found.slice(0, 12).join("\n")}`;
const noFaults = (): void => {
  if (faults.length > 0) throw new Error(first([...new Set(faults)]));
};

interface Narrowed {
  readonly query: Query;
  readonly keeps: (record: Seeded) => boolean;
}
function narrowings(rule: ListRule, index: number, routeId: string): Narrowed[] {
  const unit = oneOf(world.units, index, `${routeId} unit`);
  const city = oneOf(CITY_PATHS, index, `${routeId} city`) ?? "";
  const filters = {
    facilityId: { query: [["facilityId", unit?.facilityId ?? ""]], keeps: (record: Seeded) => record.unit === unit },
    cityCode: { query: [["cityCode", codeOf(city)]], keeps: (record: Seeded) => record.unit?.cityCode === codeOf(city) },
    unit: { query: [["unit", unit?.path ?? ""]], keeps: (record: Seeded) => record.unit === unit },
  } as const satisfies Record<string, Narrowed>;
  return [{ query: [], keeps: () => true }, ...rule.filters.map((filter) => filters[filter])];
}

it("M33 R12 every list holds exactly what its reader may see, on all its pages and under every filter", async () => {
  await everybody(async (who, index) => {
    for (const [routeId, rules] of Object.entries(LISTS)) {
      for (const rule of rules) {
        for (const narrowed of narrowings(rule, index, routeId)) await checkList(who, routeId, rule, narrowed);
      }
    }
  });
  noFaults();
}, 240_000);

async function checkList(who: Asker, routeId: string, rule: ListRule, narrowed: Narrowed): Promise<void> {
  const records = rule.records(world).filter((record) => (rule.asks?.(record) ?? true) && narrowed.keeps(record));
  const expected = new Set(records.filter((record) => isTheirs(who, rule.permission, record)).map(({ id }) => id));
  const found = new Set<string>();
  const fixed: Query = [...(rule.query ?? []), ...narrowed.query, ["limit", expected.size > 30 ? "100" : "7"]];
  let cursor: string | undefined;
  for (let pages = 0; pages < 60; pages += 1) {
    const answer = await get(who, routeId, {}, cursor === undefined ? fixed : [...fixed, ["cursor", cursor]]);
    if (answer.status !== 200) {
      if (who.isDisabled ? answer.status !== 401 : answer.status !== 403 && answer.status !== 404)
        fault(who, answer.url, `answers ${answer.status} ${answer.text}`);
      if (expected.size > 0) fault(who, answer.url, `refuses ${answer.status} ${String(answer.body["code"])}, though ${expected.size} are theirs`);
      return lookForLeaks(who, routeId, [], answer);
    }
    lookForLeaks(who, routeId, [rule.permission], answer);
    for (const item of answer.body["items"] as Record<string, unknown>[]) {
      const id = rule.idOf(item);
      if (found.has(id)) fault(who, answer.url, `shows ${id} twice`);
      found.add(id);
    }
    cursor = answer.body["next"] as string | undefined;
    if (cursor === undefined) break;
  }
  const url = `${routeId} ${JSON.stringify(fixed)}`;
  for (const id of found) if (!expected.has(id) && rule.records(world).some((record) => record.id === id)) fault(who, url, `shows ${id}`);
  for (const id of expected) if (!found.has(id)) fault(who, url, `hides ${id}`);
}

it("M33 R12 every case opens for whom it is there, and is not there for anybody else", async () => {
  await everybody(async (who, index) => {
    for (const [routeId, rule] of Object.entries(DETAILS)) {
      const records = rule.records(world);
      const isSeen = (record: Seeded): boolean =>
        (rule.permission !== undefined && isTheirs(who, rule.permission, record)) ||
        (rule.isBookersToo === true && record.personId !== undefined && record.personId === who.personId);
      const asked = [
        oneOf(records.filter(isSeen), index, routeId),
        oneOf(
          records.filter((record) => !isSeen(record)),
          index,
          routeId,
        ),
      ];
      for (const record of asked) {
        // A poster is drawn, which takes its time.
        if (record === undefined || (routeId === "getPoster" && isSeen(record) && index % 20 !== 0)) continue;
        const answer = await get(who, routeId, { [rule.param]: record.id }, rule.query ?? []);
        lookForLeaks(who, routeId, rule.permission === undefined ? [] : [rule.permission], answer);
        if (isSeen(record) && answer.status !== 200) fault(who, answer.url, `refuses ${answer.status} ${String(answer.body["code"])}`);
        if (!isSeen(record) && answer.status < 400) fault(who, answer.url, "opens");
      }
    }
  });
  noFaults();
}, 240_000);

it("M33 R12 figures and counts are the sums over what their reader may see", async () => {
  await everybody(async (who, index) => {
    if (who.isDisabled) return;
    const seen = world.units.filter((unit) => reachesUnit(who, "statistics.read", unit));
    const sum = (units: typeof seen, of: (figures: (typeof seen)[number]["figures"]) => number): number =>
      units.reduce((total, { figures }) => total + of(figures), 0);
    const heads = (units: typeof seen): number => sum(units, ({ teamHeads, familyHeads }) => teamHeads + familyHeads);
    const compare = (url: string, found: unknown, expected: unknown): void => {
      if (JSON.stringify(found) !== JSON.stringify(expected)) fault(who, url, `says ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
    };
    const days: Query = [
      ["from", DAYS.from],
      ["to", DAYS.today],
    ];
    const asked = async (routeId: string, permission: Permission, query: Query, check: (answer: Answer & { url: string }) => void): Promise<void> => {
      const answer = await get(who, routeId, {}, query);
      lookForLeaks(who, routeId, [permission], answer);
      if (answer.status === 200) check(answer);
      else if (reachesAnything(world, who, permission)) fault(who, answer.url, `refuses ${answer.status} ${String(answer.body["code"])}`);
    };
    await asked("getVisitStatistics", "statistics.read", days, ({ url, body }) => {
      const cities = body["cities"] as { facilities: { facilityId: string }[]; figures: { headsTotal: number } }[];
      const provinces = body["provinces"] as { figures: { headsTotal: number } }[];
      compare(url, (body["total"] as { headsTotal: number }).headsTotal, heads(seen));
      compare(url, cities.flatMap(({ facilities }) => facilities.map(({ facilityId }) => facilityId)).sort(), seen.map(({ facilityId }) => facilityId).sort());
      if (provinces.length > 0)
        compare(
          url,
          provinces.reduce((total, { figures }) => total + figures.headsTotal, 0),
          heads(seen),
        );
    });
    await asked("getLatestFigures", "statistics.read", [], ({ url, body }) => {
      compare(url, [body["teamHeads"], body["familyHeads"]], [sum(seen, ({ teamHeads }) => teamHeads), sum(seen, ({ familyHeads }) => familyHeads)]);
      compare(url, body["facilities"], seen.filter(({ status }) => status !== "APPLYING" && status !== "WITHDRAWN").length);
      compare(url, body["openDays"], seen.length);
    });
    await asked("getActivityStatistics", "statistics.read", days, ({ url, body }) => {
      const cities = CITY_PATHS.filter((path) => reachesOffice(who, "statistics.read", path));
      const expected = seen.reduce((total, { number }) => total + 2 ** Number(number), 0) + cities.reduce((total, path) => total + audienceOfCity(path), 0);
      compare(url, (body["total"] as { audience: number }).audience, expected);
    });
    const city = oneOf(CITY_PATHS, index, "figures") ?? "";
    const inCity = seen.filter(({ cityCode }) => cityCode === codeOf(city));
    const kept = ({ url, body }: Answer & { url: string }, units: typeof seen): void =>
      compare(url, (body["kept"] as { headsTotal: number }).headsTotal, heads(units));
    await asked("recountVisitFigures", "statistics.read", days, (answer) => kept(answer, seen));
    if (inCity.length > 0) await asked("recountVisitFigures", "statistics.read", [...days, ["cityCode", codeOf(city)]], (answer) => kept(answer, inCity));
    const counted = world.bookings.filter((booking) => booking.kind === "TEAM" && isTheirs(who, "bookings.read", booking));
    if (counted.length > 0)
      await asked("countBookings", "bookings.read", [["kind", "TEAM"]], ({ url, body }) => {
        const items = body["items"] as { status: string; count: number }[];
        const countOf = (status: string): number => counted.filter((booking) => booking.status === status).length;
        compare(
          url,
          items.map(({ status, count }) => [status, count]),
          items.map(({ status }) => [status, countOf(status)]),
        );
      });
    await asked("getRegistrationDesk", "registrations.review", [], ({ url, body }) => {
      compare(url, body["toReview"], world.registrations.filter((registration) => isTheirs(who, "registrations.review", registration)).length);
    });
  });
  noFaults();
}, 240_000);

it("M33 R12 people, contacts, desks and every other route tell of nobody and nothing outside", async () => {
  const personal = ["listMyBookings", "listMyApprovals", "listColleagues"];
  await everybody(async (who, index) => {
    const drawn = {
      unit: oneOf(world.units, index, "probe unit")?.facilityId ?? "",
      city: codeOf(oneOf(CITY_PATHS, index, "probe city") ?? ""),
      place: oneOf([...OFFICES, ...world.units.map(({ path }) => path)], index, "probe place") ?? "",
    };
    for (const [routeId, { permissions, queries }] of Object.entries(PROBES)) {
      if (!(routeId in allRoutes)) continue;
      for (const query of queries(world, drawn)) {
        const answer = await get(who, routeId, {}, query);
        lookForLeaks(who, routeId, permissions, answer);
        if (personal.includes(routeId) || answer.status !== 200) continue;
        if (permissions.length > 0 && !permissions.some((permission) => holds(who, permission))) fault(who, answer.url, "answers without the right");
      }
    }
    for (const { id, params, query } of othersToAsk(index)) lookForLeaks(who, id, PERMISSIONS, await get(who, id, params, query));
    if (!who.isDisabled) await checkPeopleAndContacts(who);
  });
  noFaults();
}, 240_000);

/** Routes that stand in no table here, such as those that come later: whatever they tell has to lie within something of the reader's. */
function othersToAsk(index: number): { id: string; params: Record<string, string>; query: Query }[] {
  const known = { ...LISTS, ...DETAILS, ...PROBES, ...SHEETS } as Record<string, unknown>;
  const ids: Record<string, readonly string[]> = {
    facilityId: world.units.map(({ facilityId }) => facilityId),
    bookingId: world.bookings.map(({ id }) => id),
    username: world.accounts.map(({ username }) => username),
    activityId: world.activities.map(({ id }) => id),
  };
  return routeList.flatMap((route) => {
    // Whoever may be followed is public.
    if (route.method !== "GET" || route.access === "PUBLIC" || route.id in known || route.id === "getFollow") return [];
    const names = namesOf(route.params);
    const params = Object.fromEntries(names.map((name) => [name, oneOf(ids[name] ?? [], index, route.id) ?? ""]));
    if (names.some((name) => params[name] === "")) return [];
    return [
      {
        id: route.id,
        params,
        query: route.id === "searchEverywhere" ? [["q", oneOf(["环保设施", "zf", "ZF07Z001", "审批", "申请", "云上看"], index, "words") ?? "zf"]] : [],
      },
    ];
  });
}

async function checkPeopleAndContacts(who: Asker): Promise<void> {
  const shown = async (routeId: string): Promise<Set<string>> => {
    const marks = new Set<string>();
    let cursor: string | undefined;
    do {
      const answer = await get(who, routeId, {}, [["limit", "100"], ...(cursor === undefined ? [] : [["cursor", cursor] as const])]);
      lookForLeaks(who, routeId, [routeId === "listPeople" ? "people.read" : "contacts.read"], answer);
      for (const [mark] of answer.text.matchAll(/za\d{3}a/g)) marks.add(mark);
      cursor = answer.body["next"] as string | undefined;
    } while (cursor !== undefined);
    return marks;
  };
  if (holds(who, "people.read")) {
    const people = await shown("listPeople");
    for (const account of world.accounts)
      if (reachesPlace(world, who, "people.read", placeOf(account)) && !people.has(account.mark))
        fault(who, "listPeople", `hides ${account.mark} at ${placeOf(account)}`);
  }
  if (!holds(who, "contacts.read")) return;
  const book = await get(who, "getContactBook");
  const contacts = new Set([...(await shown("listContacts")), ...[...book.text.matchAll(/za\d{3}a/g)].map(([mark]) => mark)]);
  for (const mark of contactsOf(world, who).must) if (!contacts.has(mark)) fault(who, "listContacts and getContactBook", `hide ${mark}`);
  const own = who.posts.filter((post) => post.permissions.includes("contacts.edit")).flatMap(({ regions }) => regions);
  for (const group of ["own", "above"])
    for (const contact of (book.body[group] ?? []) as { canEdit: boolean; orgPath: string }[])
      if (contact.canEdit && !own.includes(contact.orgPath)) fault(who, "getContactBook", `lets them change the contacts of ${contact.orgPath}`);
}

it("M33 R12 every sheet holds what its list holds", async () => {
  await everybody(async (who, index) => {
    for (const [routeId, { permission, query }] of Object.entries(SHEETS)) {
      // A sheet leaves a record, so each takes some.
      if (!holds(who, permission) && index % 8 !== 0) continue;
      const answer = await get(who, routeId, {}, query);
      lookForLeaks(who, routeId, [permission], answer);
      if (answer.status !== 200 || routeId === "exportPeople" || routeId === "exportContacts" || routeId === "exportTrail") {
        if (answer.status === 200 && !holds(who, permission)) fault(who, answer.url, "is made without the right");
        continue;
      }
      const marks = new Set([...answer.text.matchAll(/zf(\d\d)z/g)].map(([, number]) => number));
      const isListed = (unit: World["units"][number]): boolean => routeId !== "exportActivities" || unit.status !== "APPLYING";
      for (const unit of world.units)
        if (isListed(unit) && reachesUnit(who, permission, unit) && !marks.has(unit.number)) fault(who, answer.url, `leaves out ${markOfUnit(unit.number)}`);
      const rows = [...answer.text.matchAll(/^ZF\d\dZ\d{3}$/gm)].length;
      const expected = world.bookings.filter((booking) => booking.kind === "TEAM" && isTheirs(who, permission, booking)).length;
      if (routeId === "exportBookings" && rows !== expected) fault(who, answer.url, `has ${rows} rows, not ${expected}`);
    }
  });
  noFaults();
}, 240_000);

it("R12 what is asked of something outside is refused and leaves every record as it was", async () => {
  const before = await digest();
  await everybody(async (who, index) => {
    const body = (more: Record<string, unknown>): Record<string, unknown> => ({ requestId: newRequestId(), ...more });
    const acts: readonly {
      id: RouteId;
      permission: Permission;
      /** Another that allows the same. */
      or?: Permission;
      records: readonly Seeded[];
      params: (record: Seeded) => Record<string, string>;
      body: Record<string, unknown>;
    }[] = [
      ...(["confirmBooking", "declineBooking"] as const).map((id) => ({
        id,
        permission: "bookings.decide" as const,
        records: pending(),
        params: byBooking,
        body: body(id === "declineBooking" ? { remark: "设备检修" } : {}),
      })),
      { id: "auditTeamVisit", permission: "teamVisits.audit", records: reported(), params: byBooking, body: body({ version: 1 }) },
      { id: "returnTeamVisit", permission: "teamVisits.audit", records: reported(), params: byBooking, body: body({ version: 1, remark: "照片不清" }) },
      {
        id: "hideRating",
        permission: "ratings.moderate",
        or: "content.moderate",
        records: world.ratings,
        params: byBooking,
        body: body({ version: 1, remark: "含个人信息" }),
      },
      { id: "waiveNoShow", permission: "noShows.decide", records: world.noShows, params: byBooking, body: body({ remark: "暴雨" }) },
      {
        id: "settleEntryConflict",
        permission: "checkIns.supervise",
        records: world.conflicts,
        params: ({ id }) => ({ conflictId: id }),
        body: body({ decision: "COUNT_ONCE", remark: "核对过" }),
      },
      {
        id: "changeFacilityStatus",
        permission: "facilities.approve",
        records: units(),
        params: byFacility,
        body: body({ version: 1, action: "SUSPEND", remark: "设备大修", seenBookings: 99 }),
      },
      {
        id: "closeSlots",
        permission: "slots.close",
        records: units(),
        params: byFacility,
        body: body({ date: DAYS.ahead, reason: "设备检修", seenBookings: 99 }),
      },
      { id: "createKnowledge", permission: "facilities.edit", records: units(), params: byFacility, body: body({ ...anArticleContent() }) },
      {
        id: "createDepartment",
        permission: "organizations.edit",
        records: world.organizations,
        params: ({ id }) => ({ organizationId: id }),
        body: body({ name: "新部门", parentId: null, order: 2 }),
      },
      {
        id: "revealPersonalData",
        permission: "personalData.reveal",
        records: world.bookings,
        params: ({ id }) => ({ caseKind: "booking", caseId: id }),
        body: body({ reason: "CALL" }),
      },
      {
        id: "setNoShowRule",
        permission: "noShows.decide",
        records: cities(),
        params: ({ id }) => ({ cityCode: id }),
        body: body({ isOn: true, threshold: 3, periodDays: 180, blockDays: 60, version: 1 }),
      },
      {
        id: "decideActivity",
        permission: "activities.read",
        records: world.activities,
        params: ({ id }) => ({ activityId: id }),
        body: body({ action: "RETURN", version: 1, remark: "截图看不清" }),
      },
      { id: "resetPassword", permission: "people.edit", records: colleagues(), params: ({ id }) => ({ username: id }), body: body({}) },
    ];
    for (const act of acts) {
      const foreign = oneOf(
        act.records.filter((record) => !isTheirs(who, act.permission, record) && (act.or === undefined || !isTheirs(who, act.or, record))),
        index,
        act.id,
      );
      if (foreign === undefined) continue;
      const route = allRoutes[act.id];
      const headers = { authorization: `Bearer ${who.token}`, "content-type": "application/json" };
      const { status, text } = await ask(test, {
        method: route.method,
        url: urlOf(route, act.params(foreign), []),
        headers,
        payload: JSON.stringify(act.body),
      });
      const url = `${act.id} ${foreign.id}`;
      const refused = [401, 403, 404].includes(status);
      if (!refused) fault(who, url, `answers ${status} ${text.slice(0, 200)}`);
      const told = JSON.stringify({ ...(JSON.parse(text) as object), requestId: undefined });
      lookForLeaks(who, act.id, [act.permission], { status, body: {}, text: told, url });
    }
  });
  noFaults();
  expect(await digest()).toEqual(before);
}, 240_000);

const byBooking = ({ id }: Seeded): Record<string, string> => ({ bookingId: id });
const byFacility = ({ id }: Seeded): Record<string, string> => ({ facilityId: id });
const units = (): Seeded[] => world.units.map((unit) => ({ id: unit.facilityId, unit }));
const pending = (): Seeded[] => world.bookings.filter(({ status }) => status === "PENDING");
const reported = (): Seeded[] => world.bookings.filter(({ status }) => status === "REPORTED");
const cities = (): Seeded[] => CITY_PATHS.map((path) => ({ id: codeOf(path), office: path }));
/** The people of the bureaus and facilities themselves, each at one place. */
const colleagues = (): Seeded[] =>
  world.accounts.flatMap((account) => {
    const path = placeOf(account);
    const unit = world.units.find((each) => each.path === path);
    return account.grants.length === 1 ? [{ id: account.username, ...(unit === undefined ? { office: path } : { unit }) }] : [];
  });

/** Every record there is, but the sessions' own days and what counts requests. */
async function digest(): Promise<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const item of await everyItem(test.store)) if (!/^(SESSION|REQUEST)#/.test(item.pk)) kept[`${item.pk} ${item.sk}`] = JSON.stringify(item);
  return kept;
}
