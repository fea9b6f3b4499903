import type { AttachmentId, BookingId, FacilityId } from "@app/contract/kernel/ids";
import { addDays, startOfDay, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import { BOOKING_KIND_STATUSES, type BookingStatus } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { FACILITY_CATEGORIES, type FacilityCategory, type FacilityStatus } from "@app/contract/visits/facility.schema";
import { addFigures } from "../../engines/counters/dayCounters";
import { eventWrite } from "../../engines/events/event";
import { trailWrites } from "../../engines/events/trail";
import type { ScannableStore, StoredItem, Write } from "../../engines/store/storePort";
import { entryIdOf } from "../../features/audit/trailRepository";
import { accountItem, itemsOfAccount, type StoredGrant } from "../../features/sessions/accountRepository";
import { attentionWrite } from "../../features/visits/attentionRepository";
import { bookingItem, facilityPartOf, type BookingItem } from "../../features/visits/bookingRepository";
import { checkInListEntries } from "../../features/visits/checkInRepository";
import { openedConflict } from "../../features/visits/entryConflictRepository";
import type { FacilityItem } from "../../features/visits/facilityRepository";
import { newNoShow, newWaiver, noShowRuleKey } from "../../features/visits/noShows/noShowRepository";
import { newRating } from "../../features/visits/ratings/ratingRepository";
import { anActivityItem, aReadyPhoto } from "../activityBuilders";
import { anApproval } from "../approvalActs";
import { anArticle, aTemplate } from "../facilityBuilders";
import { aBureau, anOrganization, aPost } from "../organizationBuilders";
import { aRegistration, secondPage } from "../registrationActs";
import { NOW } from "../startTestProduct";
import { aFacility, anEntry, aSlot } from "../visitBuilders";
import type { Unit } from "./oracle";

/** Two provinces with two cities each. Every text of a record names its owner by a mark that nothing else has: `zf07z` a facility, `zo4601z` an office, `za012a` an account. */
const CITIES = [
  { path: "CN/46/4601", districts: ["460106", "460108"] },
  { path: "CN/46/4602", districts: ["460202", "460203"] },
  { path: "CN/44/4401", districts: ["440104", "440106"] },
  { path: "CN/44/4403", districts: ["440304", "440305"] },
] as const;
export const CITY_PATHS = CITIES.map(({ path }) => path);
export const OFFICES: readonly string[] = [
  "CN",
  "CN/46",
  "CN/44",
  ...CITIES.flatMap(({ path, districts }) => [path, ...districts.map((code) => `${path}/${code}`)]),
];

export const markOfUnit = (number: string): string => `zf${number}z`;
export const markOfOffice = (path: string): string => `zo${path === "CN" ? "0" : (path.split("/").at(-1) ?? "")}z`;
export const markOfAccount = (index: number): string => `za${String(index).padStart(3, "0")}a`;
export const codeOf = (path: string): string => path.split("/").at(-1) ?? "";

export interface SeededUnit extends Unit {
  readonly facilityId: string;
  readonly cityCode: string;
  readonly status: FacilityStatus;
  /** What statistics hold of it. */
  readonly figures: { readonly teamVisits: number; readonly teamHeads: number; readonly familyVisits: number; readonly familyHeads: number };
}

/** One record of a list: whose it is, and what a filter may ask of it. */
export interface Seeded {
  readonly id: string;
  readonly unit?: SeededUnit;
  /** Of what belongs to no facility: the place of its office. */
  readonly office?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly personId?: string;
}

export interface SeededAccount {
  readonly mark: string;
  readonly username: string;
  readonly accountId: string;
  readonly grants: readonly StoredGrant[];
  readonly isDisabled: boolean;
  /** Where its posts are; whoever sees somebody sees all of these. */
  readonly places: readonly string[];
}

export interface World {
  readonly units: readonly SeededUnit[];
  readonly bookings: readonly Seeded[];
  readonly flagged: readonly Seeded[];
  readonly checkIns: readonly Seeded[];
  readonly noShows: readonly Seeded[];
  readonly ratings: readonly Seeded[];
  readonly conflicts: readonly Seeded[];
  readonly activities: readonly Seeded[];
  readonly trail: readonly Seeded[];
  readonly organizations: readonly Seeded[];
  readonly registrations: readonly Seeded[];
  readonly approvals: readonly Seeded[];
  readonly attachments: readonly Seeded[];
  readonly accounts: SeededAccount[];
}

const TODAY = NOW.slice(0, 10) as LocalDate;
const AHEAD = addDays(TODAY, 7);
const BEHIND = addDays(TODAY, -2);

function facilities(): { unit: SeededUnit; item: FacilityItem }[] {
  const plain = CITIES.flatMap(({ path, districts }) =>
    FACILITY_CATEGORIES.map((category, index) => ({
      district: `${path}/${districts[index % 2] ?? ""}`,
      category,
      slug: undefined as string | undefined,
      status: "OPEN",
    })),
  );
  const odd = [
    // One name begins with the whole of another, side by side in one district.
    { district: "CN/46/4601/460108", category: "SEWAGE", slug: "twin", status: "OPEN" },
    { district: "CN/46/4601/460108", category: "WASTE", slug: "twin-b", status: "OPEN" },
    { district: "CN/46/4601/460106", category: "SEWAGE", slug: undefined, status: "APPLYING" },
    { district: "CN/46/4602/460203", category: "MONITORING", slug: undefined, status: "WITHDRAWN" },
    { district: "CN/44/4401/440104", category: "WASTE", slug: undefined, status: "SUSPENDED" },
  ] as const;
  return [...plain, ...odd].map(({ district, category, slug, status }, index) => {
    const number = String(index + 1).padStart(2, "0");
    const mark = markOfUnit(number);
    const facilityId = slug ?? `unit-${mark}`;
    const cityCode = district.split("/")[2] ?? "";
    const at = index + 1;
    const unit: SeededUnit = {
      number,
      facilityId,
      path: `${district}/${facilityId}`,
      category,
      cityCode,
      status: status as FacilityStatus,
      // Powers of two: no sum over other facilities is the same.
      figures: { teamVisits: at, teamHeads: 2 ** at * 2, familyVisits: at, familyHeads: 2 ** at },
    };
    const item = aFacility({
      facilityId: facilityId as FacilityId,
      orgPath: unit.path as OrgPath,
      name: `环保设施${mark}`,
      category: category as FacilityCategory,
      status: status as FacilityStatus,
      provinceCode: cityCode.slice(0, 2),
      cityCode,
      cityName: `城市${cityCode}`,
      districtName: codeOf(district),
      address: `地址${mark}`,
      introduction: `介绍${mark}`,
    });
    return { unit, item };
  });
}

function bookingOf(facility: FacilityItem, unit: SeededUnit, of: { kind: BookingKind; status: BookingStatus; serial: number }): BookingItem {
  const { kind, status, serial } = of;
  const date = ["PENDING", "CONFIRMED"].includes(status) ? AHEAD : BEHIND;
  const slot = aSlot({ facility, date });
  const bookingId = `01SCOPE0000ZF${unit.number}Z${String(serial).padStart(3, "0")}` as BookingId;
  return bookingItem({
    bookingId,
    kind,
    means: "BOOKED",
    ...(kind === "TEAM"
      ? { team: { teamName: `团队${markOfUnit(unit.number)}`, purpose: "环保课外实践", members: [`员zm${unit.number}m甲`], transport: "" } }
      : {}),
    personId: `person-${unit.number}`,
    slotId: slot.slotId,
    slotPk: slot.pk,
    slotSk: slot.sk,
    ...facilityPartOf(facility),
    date,
    period: "MORNING",
    periodLabel: "上午 09:00-11:30",
    startsAt: "09:00" as TimeOfDay,
    endsAt: "11:30" as TimeOfDay,
    heads: 3,
    headsEntered: status === "CHECKED_IN" ? 1 : 0,
    entries: status === "CHECKED_IN" ? [anEntry({ entryId: `entry-000000zf${unit.number}z` as never, state: "DISPUTED" })] : [],
    contactName: `林zn${unit.number}n燕`,
    contactPhone: `137${unit.number}${String(serial).padStart(6, "0")}`,
    status,
    ...(status === "PENDING" && kind === "FAMILY" ? { attention: ["SLOT_OVERFULL"] as const } : {}),
    ...(["REPORTED", "COUNTED", "RETURNED"].includes(status)
      ? {
          report: {
            heads: 3,
            headsBooked: 3,
            remark: `说明${markOfUnit(unit.number)}`,
            photos: [`01SCOPETEAMzf${unit.number}z` as AttachmentId],
            reportedAt: NOW,
            byName: "王芳",
          },
        }
      : {}),
    submittedAt: NOW,
    handleBy: slot.confirmBy,
    confirmBy: slot.confirmBy,
    cancelBy: slot.cancelBy,
    history: [{ eventType: "BOOKING_SUBMITTED", at: NOW, byName: `林zn${unit.number}n燕` }],
    version: 1,
  });
}

const put = (item: StoredItem): Write => ({ kind: "put", tag: `${item.pk} ${item.sk}`, item });
const SYSTEM = { kind: "SYSTEM", id: "system", name: "系统", grants: [] } as const;

/** Everything there is of one facility. */
function ofFacility(item: FacilityItem, unit: SeededUnit) {
  const mark = markOfUnit(unit.number);
  const bookings = (["FAMILY", "TEAM"] as const).flatMap((kind, group) =>
    BOOKING_KIND_STATUSES[kind].map((status, index) => bookingOf(item, unit, { kind, status, serial: group * 20 + index + 1 })),
  );
  const withStatus = (kind: BookingKind, status: BookingStatus): BookingItem => {
    const found = bookings.find((booking) => booking.kind === kind && booking.status === status);
    if (found === undefined) throw new Error(`no ${kind} ${status}`);
    return found;
  };
  const entered = withStatus("FAMILY", "CHECKED_IN");
  const flagged = withStatus("FAMILY", "PENDING");
  const noShow = newNoShow(withStatus("FAMILY", "NO_SHOW"), undefined);
  const rating = newRating(entered, { stars: 4, comment: `讲解清楚${mark}`, status: "PENDING", ratedAt: NOW });
  const entry = entered.entries[0] ?? anEntry();
  const conflict = openedConflict(entered, {
    conflictId: entry.entryId,
    entryId: entry.entryId,
    kind: "TWICE",
    reason: "COMPLETE",
    earlier: undefined,
    now: NOW,
  });
  const checkedIn = { facilityId: item.facilityId, cityCode: item.cityCode, date: entered.date, at: NOW, bookingId: entered.bookingId, sequence: 2 };
  const event = eventWrite(
    {
      eventType: "BOOKING_CHECKED_IN",
      caseKind: "booking",
      caseId: entered.bookingId,
      casePk: entered.pk,
      sequence: 2,
      payload: {
        kind: "FAMILY",
        facilityId: item.facilityId,
        facilityName: item.name,
        cityCode: item.cityCode,
        provinceCode: item.provinceCode,
        date: entered.date,
        entryId: entry.entryId,
        heads: 1,
        visits: 1,
        headsClaimed: 1,
        means: "STAFF_SCAN",
        gateName: `门${mark}`,
        deviceId: "device-000001",
        byName: "王门岗",
        contactName: entered.contactName,
        scannedAt: NOW,
        offline: false,
      },
      ...checkInListEntries(checkedIn),
    },
    { eventId: `event-${unit.number}`, at: NOW, actor: SYSTEM, requestId: undefined, consumersOf: () => [] },
  );
  const shots = { videoScreenshots: [`01SCOPEVIDEOzf${unit.number}z` as AttachmentId], playsScreenshots: [`01SCOPEPLAYSzf${unit.number}z` as AttachmentId] };
  // Who only applies has reported nothing yet.
  const statuses = unit.status === "APPLYING" ? [] : (["PENDING_CITY", "PENDING_PROVINCE", "COUNTED"] as const);
  const activities = statuses.map((status, index) =>
    anActivityItem({ activityId: `01SCOPEACT${index}zf${unit.number}z`, unit: unit.path, unitName: item.name, status, name: `云上看${mark}`, ...shots }),
  );
  const photos = [...shots.videoScreenshots, ...shots.playsScreenshots].map((id) => aReadyPhoto(id, "ACTIVITY_VIDEO_SCREENSHOT", `acc-nobody`));
  const organizationId = `org-unit-zf${unit.number}z`;
  const organization = anOrganization({
    organizationId,
    orgPath: unit.path as OrgPath,
    name: `机构${mark}`,
    parentId: `org-${codeOf(`CN/${unit.cityCode.slice(0, 2)}/${unit.cityCode}`)}`,
    address: `地址${mark}`,
  });
  const slots = [aSlot({ facility: item, date: AHEAD }), aSlot({ facility: item, date: TODAY })];
  const template = { ...aTemplate({ templateId: `01SCOPETEMPLzf${unit.number}z` }), pk: `FACILITY#${item.facilityId}`, facilityId: item.facilityId };
  const article = { ...anArticle({ title: `科普${mark}` }), pk: item.pk, facilityId: item.facilityId };
  const knowledgePk = anArticle().pk.replace("haikou-baishamen", item.facilityId);
  return {
    items: [
      item,
      ...bookings,
      noShow,
      rating,
      conflict,
      ...activities,
      ...photos,
      organization,
      aPost({ organizationId, postId: `${organizationId}.gate`, name: `岗${mark}` }),
      ...slots,
    ],
    writes: [attentionWrite(flagged, ["SLOT_OVERFULL"]), event, put(template), put({ ...article, pk: knowledgePk })],
    bookings,
    flagged,
    entered,
    noShow,
    rating,
    conflict,
    activities,
    photos,
    organization,
  };
}

/** One entry of the trail at a place, and the list in which it stands. */
function trailAt(path: string, mark: string): { writes: Write[]; id: string } {
  const caseId = `01SCOPETRAIL-${mark}`;
  const writes = trailWrites(
    {
      eventType: "FACILITY_EDITED",
      caseKind: "facility",
      caseId,
      casePk: `FACILITY#${caseId}`,
      sequence: 1,
      orgPath: path as OrgPath,
      caseName: `卷宗${mark}`,
      payload: {},
    },
    { eventId: `trail-${mark}`, at: NOW, actor: { kind: "USER", id: "acc-none", accountId: "acc-none", name: "王芳", grants: [] } },
  );
  const [write] = writes;
  if (write?.kind !== "put") throw new Error("no trail");
  return { writes, id: entryIdOf(write.item) };
}

/** What stands at an office: its bureau, its own activity, a rule and a waiver of a city, and what waits for its people. */
function ofOffice(path: string) {
  const mark = markOfOffice(path);
  const code = path === "CN" ? "0" : codeOf(path);
  const above = path.split("/").slice(0, -1);
  const level = path.split("/").length;
  const bureau = aBureau(`org-${code}`, path, `局${mark}`, above.length === 0 ? "" : `org-${above.length === 1 ? "0" : (above.at(-1) ?? "")}`);
  const items: StoredItem[] = [bureau];
  const activities =
    level === 2 || level === 3
      ? [anActivityItem({ activityId: `01SCOPEACT-${mark}`, unit: path, unitName: `局${mark}`, status: "PENDING_PROVINCE", name: `云上看${mark}` })]
      : [];
  items.push(...activities);
  if (level === 3) {
    const waiver = newWaiver({
      waiverId: `w-${mark}`,
      cityCode: code,
      cityName: "城市",
      from: TODAY,
      to: TODAY,
      reason: "WEATHER",
      remark: `台风${mark}`,
      byName: "王芳",
      at: NOW,
    });
    const { index4: _due, ...settled } = waiver;
    items.push(settled as StoredItem);
    items.push({
      ...noShowRuleKey(code),
      cityCode: code,
      isOn: true,
      threshold: 3,
      periodDays: 180,
      blockDays: 60,
      changedByName: `王${mark}`,
      changedAt: NOW,
      version: 1,
    });
  }
  const content = secondPage(`01SCOPELETTER${mark}` as AttachmentId, {
    organizationName: `申请${mark}`,
    principalName: "刘国强",
    address: `地址${mark}`,
    email: `${mark}@example.com`,
  });
  const registrations =
    level < 2
      ? []
      : [
          aRegistration({
            registrationId: `acc-registrant-${mark}` as never,
            username: `registrant-${mark}`,
            organizationName: `申请${mark}`,
            phone: "13600000000",
            email: `${mark}@example.com`,
            content: content as never,
            reviewPath: path as OrgPath,
            approvalId: `01SCOPEAPPR-${mark}`,
            history: [{ eventType: "REGISTRATION_SUBMITTED", at: NOW, byName: "刘国强" }],
          }),
        ];
  const letters = registrations.length === 0 ? [] : [aReadyPhoto(`01SCOPELETTER${mark}` as AttachmentId, "REGISTRATION_LETTER", `acc-registrant-${mark}`)];
  const approvals =
    level < 2
      ? []
      : [{ ...anApproval({ id: mark, title: `审批${mark}`, orgPath: path as OrgPath }) }].map((item) => approvalWithId(item, `01SCOPEAPPR-${mark}`));
  items.push(...registrations, ...letters, ...approvals);
  return { items, bureau, activities, registrations, approvals, letters };
}

function approvalWithId(item: ReturnType<typeof anApproval>, approvalId: string): ReturnType<typeof anApproval> {
  const place = (key: { pk: string; sk: string } | undefined) =>
    key === undefined ? undefined : { pk: key.pk, sk: key.sk.replace(item.approvalId, approvalId) };
  const moved = {
    ...item,
    approvalId,
    pk: `APPROVAL#${approvalId}`,
    index1: place(item.index1),
    index2: place(item.index2),
    index3: place(item.index3),
    index4: undefined,
  };
  return moved as unknown as ReturnType<typeof anApproval>;
}

const STANDING: readonly { readonly role: Role; readonly level: number }[] = [
  { role: "PLATFORM_ADMIN", level: 1 },
  { role: "PROVINCE_ADMIN", level: 2 },
  { role: "CITY_ADMIN", level: 3 },
  { role: "CITY_ADMIN", level: 4 },
];

/** An account that holds these grants; its name and its user name carry its mark. */
export function anAccountAt(
  world: { readonly accounts: SeededAccount[] },
  grants: readonly StoredGrant[],
  more: { isDisabled?: boolean; places?: readonly string[]; posts?: { postId: string; postName: string; organizationId: string; orgName: string }[] } = {},
) {
  const index = world.accounts.length;
  const mark = markOfAccount(index);
  const account = {
    mark,
    username: `user.${mark}`,
    accountId: `acc-user.${mark}`,
    grants,
    isDisabled: more.isDisabled === true,
    places: [...grants.map(({ orgPath }) => orgPath), ...(more.places ?? [])],
  };
  world.accounts.push(account);
  const item = accountItem({
    accountId: account.accountId,
    username: account.username,
    displayName: `王${mark}`,
    phone: `135${String(index).padStart(8, "0")}`,
    passwordHash: "x",
    grants,
    posts: more.posts ?? [],
  });
  const items = itemsOfAccount(more.isDisabled === true ? ({ ...item, status: "DISABLED" } as typeof item) : item);
  // A disabled account stands in no list of its places.
  return { account, items: account.isDisabled ? items.filter(({ pk }) => !pk.startsWith("UNIT_ACCOUNTS#")) : items };
}

export async function write(store: ScannableStore, writes: readonly Write[]): Promise<void> {
  for (let first = 0; first < writes.length; first += 50) {
    const outcome = await store.transact(writes.slice(first, first + 50).map((each, index) => ({ ...each, tag: `w${index}` })));
    if (!outcome.committed) throw new Error(`not seeded: ${JSON.stringify(outcome)}`);
  }
}

export async function seedWorld(store: ScannableStore): Promise<World> {
  const built = facilities().map(({ unit, item }) => ({ unit, item, of: ofFacility(item, unit) }));
  const offices = OFFICES.map((path) => ({ path, of: ofOffice(path) }));
  const accounts: SeededAccount[] = [];
  const grant = (role: Role, path: string, name: string): StoredGrant => ({ role, orgPath: path as OrgPath, orgName: name });
  const staff = [
    ...OFFICES.flatMap((path) =>
      STANDING.filter(({ level }) => level === path.split("/").length).map(({ role }) =>
        anAccountAt({ accounts }, [grant(role, path, `局${markOfOffice(path)}`)]),
      ),
    ),
    ...built.flatMap(({ unit, item }) =>
      (["FACILITY_ADMIN", "FACILITY_STAFF"] as const).map((role) => anAccountAt({ accounts }, [grant(role, unit.path, item.name)])),
    ),
  ];
  const trails = [
    ...OFFICES.map((path) => ({ office: path, ...trailAt(path, markOfOffice(path)) })),
    ...built.map(({ unit }) => ({ unit, ...trailAt(unit.path, markOfUnit(unit.number)) })),
  ];
  await write(store, [
    ...built.flatMap(({ of }) => [...of.items.map(put), ...of.writes]),
    ...offices.flatMap(({ of }) => of.items.map(put)),
    ...staff.flatMap(({ items }) => items.map(put)),
    ...trails.flatMap(({ writes }) => writes),
  ]);
  for (const { unit } of built) {
    const { facilityId, cityCode, figures } = unit;
    await write(store, await addFigures(store, { metric: "VISITS", unitId: facilityId, cityCode, provinceCode: cityCode.slice(0, 2) }, BEHIND, { ...figures }));
    const ofUnit = { metric: "ACTIVITIES", unitId: unit.path, cityCode, provinceCode: cityCode.slice(0, 2) };
    await write(store, await addFigures(store, ofUnit, BEHIND, { activities: 1, audience: 2 ** Number(unit.number), resources: 1, minutes: 1 }));
  }
  for (const path of CITY_PATHS) {
    const ofCity = { metric: "ACTIVITIES", unitId: path, cityCode: codeOf(path), provinceCode: codeOf(path).slice(0, 2) };
    await write(store, await addFigures(store, ofCity, BEHIND, { activities: 1, audience: audienceOfCity(path), resources: 1, minutes: 1 }));
  }
  const bookingFacts = ({ bookingId, kind, status, personId }: BookingItem, unit: SeededUnit): Seeded => ({ id: bookingId, unit, kind, status, personId });
  return {
    units: built.map(({ unit }) => unit),
    bookings: built.flatMap(({ unit, of }) => of.bookings.map((booking) => bookingFacts(booking, unit))),
    flagged: built.map(({ unit, of }) => bookingFacts(of.flagged, unit)),
    checkIns: built.map(({ unit, of }) => bookingFacts(of.entered, unit)),
    noShows: built.map(({ unit, of }) => ({ id: of.noShow.bookingId, unit, status: of.noShow.status, personId: of.noShow.personId })),
    ratings: built.map(({ unit, of }) => ({ id: of.rating.bookingId, unit, personId: of.rating.personId })),
    conflicts: built.map(({ unit, of }) => ({ id: of.conflict.conflictId, unit })),
    activities: [
      ...built.flatMap(({ unit, of }) => of.activities.map(({ activityId, status }) => ({ id: activityId, unit, status }))),
      ...offices.flatMap(({ path, of }) => of.activities.map(({ activityId, status }) => ({ id: activityId, office: path, status }))),
    ],
    trail: trails.map(({ id, ...place }) => ({ id, ...("unit" in place ? { unit: place.unit } : { office: place.office }) })),
    organizations: [
      ...offices.map(({ path, of }) => ({ id: of.bureau.organizationId, office: path })),
      ...built.map(({ unit, of }) => ({ id: of.organization.organizationId, unit })),
    ],
    registrations: offices.flatMap(({ path, of }) => of.registrations.map(({ registrationId }) => ({ id: registrationId, office: path }))),
    approvals: offices.flatMap(({ path, of }) => of.approvals.map(({ approvalId }) => ({ id: approvalId, office: path }))),
    attachments: [
      ...built.flatMap(({ unit, of }) => of.photos.map(({ attachmentId }) => ({ id: attachmentId, unit }))),
      ...offices.flatMap(({ path, of }) => of.letters.map(({ attachmentId }) => ({ id: attachmentId, office: path }))),
    ],
    accounts,
  };
}

/** What a city's own activities reached; no sum of facilities is as large. */
export const audienceOfCity = (path: string): number => 2 ** (24 + CITY_PATHS.indexOf(path as (typeof CITY_PATHS)[number]));
export const DAYS = { from: addDays(TODAY, -30), today: TODAY, behind: BEHIND, ahead: AHEAD, startOfToday: startOfDay(TODAY) as Instant };
