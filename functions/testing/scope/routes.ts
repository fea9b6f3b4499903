import { PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import type { RouteId } from "@app/contract/routes";
import { holds, liesIn, officesAbove, ownRegions, reachesOffice, reachesUnit, type Somebody } from "./oracle";
import { DAYS, type Seeded, type SeededAccount, type World } from "./world";

type Query = readonly (readonly [string, string])[];

/** A list that is paged through and has to hold exactly what the oracle says. */
export interface ListRule {
  readonly permission: Permission;
  readonly records: (world: World) => readonly Seeded[];
  readonly query?: Query;
  /** Which records the fixed part of the query asks for. */
  readonly asks?: (record: Seeded) => boolean;
  readonly filters: readonly ("facilityId" | "cityCode" | "unit")[];
  readonly idOf: (item: Record<string, unknown>) => string;
}

const text = (name: string) => (item: Record<string, unknown>) => String(item[name]);

/** Written down from what each permission is called in the back office, not from the product's code. */
export const LISTS: Partial<Record<RouteId, readonly ListRule[]>> = {
  listManagedFacilities: [
    {
      permission: "facilities.read",
      records: (world) => world.units.map((unit) => ({ id: unit.facilityId, unit })),
      filters: ["cityCode"],
      idOf: text("facilityId"),
    },
  ],
  listBookings: (["FAMILY", "TEAM"] as const).map((kind) => ({
    permission: "bookings.read",
    records: (world) => world.bookings,
    query: [["kind", kind]],
    asks: (record) => record.kind === kind,
    filters: ["facilityId", "cityCode"],
    idOf: text("bookingId"),
  })),
  listFlaggedBookings: [{ permission: "bookings.read", records: (world) => world.flagged, filters: ["facilityId", "cityCode"], idOf: text("bookingId") }],
  listCheckIns: [
    {
      permission: "checkIns.read",
      records: (world) => world.checkIns,
      query: [
        ["from", DAYS.from],
        ["to", DAYS.today],
      ],
      filters: ["facilityId", "cityCode"],
      idOf: text("bookingId"),
    },
  ],
  listNoShows: [{ permission: "noShows.read", records: (world) => world.noShows, filters: ["facilityId", "cityCode"], idOf: text("bookingId") }],
  listRatings: [{ permission: "ratings.moderate", records: (world) => world.ratings, filters: ["facilityId", "cityCode"], idOf: text("bookingId") }],
  listEntryConflicts: [{ permission: "checkIns.read", records: (world) => world.conflicts, filters: ["facilityId", "cityCode"], idOf: text("conflictId") }],
  listDemand: [
    {
      permission: "demand.read",
      records: (world) => world.units.filter(({ status }) => status === "OPEN").map((unit) => ({ id: unit.facilityId, unit })),
      query: [["choice", "ALL"]],
      filters: ["facilityId", "cityCode"],
      idOf: text("facilityId"),
    },
  ],
  listActivities: [{ permission: "activities.read", records: (world) => world.activities, filters: ["unit"], idOf: text("activityId") }],
  searchOrganizations: [{ permission: "organizations.read", records: (world) => world.organizations, filters: [], idOf: text("organizationId") }],
  listRegistrations: [{ permission: "registrations.review", records: (world) => world.registrations, filters: [], idOf: text("registrationId") }],
  listApprovalProgress: [{ permission: "approvals.read", records: (world) => world.approvals, filters: [], idOf: text("approvalId") }],
};

/** A case by its id: whole for whom it is there, and not there for everybody else. */
export interface DetailRule {
  /** Undefined: its booker's alone, or its uploader's. */
  readonly permission?: Permission;
  readonly records: (world: World) => readonly Seeded[];
  readonly param: string;
  readonly query?: Query;
  readonly isBookersToo?: true;
  /** Others may be told of it besides: nothing is said of them here but that no mark leaks. */
  readonly isLoose?: true;
}
const facility = (permission: Permission, more: Partial<DetailRule> = {}): DetailRule => ({
  permission,
  records: (world) => world.units.map((unit) => ({ id: unit.facilityId, unit })),
  param: "facilityId",
  ...more,
});

export const DETAILS: Partial<Record<RouteId, DetailRule>> = {
  getBooking: { permission: "bookings.read", records: (world) => world.bookings, param: "bookingId", isBookersToo: true },
  listBookingNotices: { permission: "bookings.read", records: (world) => world.bookings, param: "bookingId" },
  getManagedFacility: facility("facilities.read"),
  previewFacilityStatus: facility("facilities.approve"),
  listManagedKnowledge: facility("facilities.read"),
  listSlotTemplates: facility("slots.open"),
  previewClosure: facility("slots.close", { query: [["date", DAYS.ahead]] }),
  listArrivals: facility("checkIns.record"),
  getGatePack: facility("checkIns.record"),
  listGateConflicts: facility("checkIns.read"),
  getPoster: facility("posters.read"),
  getActivity: { permission: "activities.read", records: (world) => world.activities, param: "activityId" },
  getTrailEntry: { permission: "audit.read", records: (world) => world.trail, param: "entryId" },
  getOrganization: { permission: "organizations.read", records: (world) => world.organizations, param: "organizationId" },
  listOrganizationsBelow: { permission: "organizations.read", records: (world) => world.organizations, param: "organizationId" },
  listOrganizationChanges: { permission: "organizations.read", records: (world) => world.organizations, param: "organizationId" },
  getRegistration: { permission: "registrations.review", records: (world) => world.registrations, param: "registrationId" },
  getApproval: { permission: "approvals.read", records: (world) => world.approvals, param: "approvalId" },
  listApprovalColleagues: { permission: "approvals.read", records: (world) => world.approvals, param: "approvalId" },
  getAttachment: { records: (world) => world.attachments, param: "attachmentId" },
};

/** Everything else that is asked, with what its answer may be about; only leaks are looked for. */
export const PROBES: Partial<
  Record<
    RouteId,
    { readonly permissions: readonly Permission[]; readonly queries: (world: World, drawn: { unit: string; city: string; place: string }) => readonly Query[] }
  >
> = {
  getContactBook: { permissions: ["contacts.read"], queries: () => [[]] },
  listContacts: { permissions: ["contacts.read"], queries: () => [[["limit", "100"]]] },
  listTrail: {
    permissions: ["audit.read"],
    queries: (_, { place }) => [
      [["kind", "OPERATION"]],
      [
        ["kind", "OPERATION"],
        ["place", place],
      ],
      [
        ["kind", "OPERATION"],
        ["person", "acc-none"],
      ],
    ],
  },
  listPeople: {
    permissions: ["people.read"],
    queries: (_, { place }) => [
      [
        ["orgPath", place],
        ["limit", "100"],
      ],
    ],
  },
  listPostChoices: { permissions: ["people.edit", "people.read"], queries: () => [[]] },
  listPermissionHolders: {
    permissions: ["people.read"],
    queries: (_, { place }) => [
      [
        ["permission", "bookings.read"],
        ["orgPath", place],
      ],
    ],
  },
  listOrganizationRoots: { permissions: ["organizations.read"], queries: () => [[]] },
  listOrganizationRegions: { permissions: ["organizations.edit"], queries: () => [[]] },
  listNoShowRules: { permissions: ["noShows.read"], queries: () => [[]] },
  listNoShowWaivers: { permissions: ["noShows.read"], queries: (_, { city }) => [[["cityCode", city]]] },
  listActivityUnits: { permissions: ["activities.read"], queries: () => [[]] },
  getActivityDesk: { permissions: ["activities.read"], queries: () => [[]] },
  listMyBookings: { permissions: [], queries: () => [[["limit", "100"]]] },
  listMyApprovals: { permissions: [], queries: () => [[["limit", "100"]]] },
  listColleagues: { permissions: [...PERMISSIONS], queries: () => [[]] },
  listLeaves: { permissions: [], queries: () => [[]] },
  listUndeliveredNotices: { permissions: ["system.read"], queries: () => [[]] },
  listDeadLetters: { permissions: ["system.read"], queries: () => [[]] },
  listFacilityDistricts: { permissions: ["facilities.approve"], queries: () => [[]] },
};

/** Sheets: they hold what their list holds. */
export const SHEETS: Partial<Record<RouteId, { readonly permission: Permission; readonly query: Query; readonly list?: RouteId }>> = {
  exportBookings: { permission: "bookings.read", query: [["kind", "TEAM"]], list: "listBookings" },
  exportCheckIns: {
    permission: "checkIns.read",
    query: [
      ["from", DAYS.from],
      ["to", DAYS.today],
    ],
    list: "listCheckIns",
  },
  exportActivities: { permission: "activities.read", query: [], list: "listActivities" },
  exportVisitStatistics: { permission: "statistics.read", query: [] },
  exportActivityStatistics: { permission: "statistics.read", query: [] },
  exportTrail: { permission: "audit.read", query: [["kind", "OPERATION"]] },
  exportPeople: { permission: "people.read", query: [] },
  exportContacts: { permission: "contacts.read", query: [] },
};

export function isTheirs(who: Somebody, permission: Permission, record: Pick<Seeded, "unit" | "office">): boolean {
  return record.unit === undefined ? reachesOffice(who, permission, record.office ?? "CN") : reachesUnit(who, permission, record.unit);
}

/** Where an account stands in 人员: at the place of its first grant. */
export const placeOf = (account: SeededAccount): string => account.grants[0]?.orgPath ?? "CN";

/** A place that may be a facility's: then what a facility's kind lets through counts. */
export function reachesPlace(world: World, who: Somebody, permission: Permission, path: string): boolean {
  const unit = world.units.find((each) => each.path === path);
  return unit === undefined ? reachesOffice(who, permission, path) : reachesUnit(who, permission, unit);
}

/** A post for kinds of facility of which there is none gives nothing. */
export function reachesAnything(world: World, who: Somebody, permission: Permission): boolean {
  const isWhole = who.posts.some(({ categories, permissions }) => categories.length === 0 && permissions.includes(permission));
  return holds(who, permission) && (isWhole || world.units.some((unit) => reachesUnit(who, permission, unit)));
}

/** Whose contacts somebody finds in 通讯录: those of their own office, of the bureaus above it, and everybody below. */
export function contactsOf(world: World, who: Somebody): { readonly must: Set<string>; readonly may: Set<string> } {
  const must = new Set<string>();
  const may = new Set<string>();
  const own = who.posts.flatMap((post) => {
    // A region in which there is no facility of the post's kinds gives nothing.
    const alone = { ...who, posts: [post] };
    return ownRegions(alone, "contacts.read").filter((region) =>
      reachesAnything(world, { ...alone, posts: [{ ...post, regions: [region] }] }, "contacts.read"),
    );
  });
  const seen = world.units.filter((unit) => reachesUnit(who, "contacts.read", unit)).map(({ path }) => path);
  const allowed = [...own, ...own.flatMap(officesAbove), ...seen.flatMap(officesAbove)];
  for (const account of world.accounts.filter(({ isDisabled }) => !isDisabled)) {
    for (const { role, orgPath } of account.grants) {
      if (!["FACILITY_ADMIN", "CITY_ADMIN", "PROVINCE_ADMIN", "PLATFORM_ADMIN"].includes(role)) continue;
      const isBelow = reachesPlace(world, who, "contacts.read", orgPath);
      if (isBelow || own.includes(orgPath)) must.add(account.mark);
      if (isBelow || allowed.includes(orgPath)) may.add(account.mark);
    }
  }
  return { must, may };
}

export { holds, liesIn };
