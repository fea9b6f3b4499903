/** Addresses that one feature links to in another, so that features need not import each other. */
export const PATHS = {
  login: "/login",
  workbench: "/workbench",
  latest: "/latest",
  statistics: "/statistics",
  recount: "/statistics/recount",
  bookings: "/bookings",
  backFill: "/bookings/back-fill",
  slots: "/slots",
  noShows: "/no-shows",
  ratings: "/ratings",
  content: "/content",
  demand: "/demand",
  checkIns: "/check-ins",
  posters: "/posters",
  attention: "/attention",
  facilities: "/facilities",
  contacts: "/contacts",
  organizations: "/organizations",
  roles: "/roles",
  people: "/people",
  importPeople: "/people/import",
  permissionHolders: "/people/holders",
  audit: "/audit",
  settings: "/settings",
  register: "/register",
  myRegistration: "/registration",
  registrations: "/registrations",
  officialAccount: "/official-account",
  system: "/system",
  account: "/account",
  password: "/password",
  help: "/help",
  activities: "/activities",
  reportActivity: "/activities/report",
  approvals: "/approvals",
  approvalProgress: "/approvals/progress",
  leave: "/approvals/leave",
  inbox: "/inbox",
  announcements: "/announcements",
  writeAnnouncement: "/announcements/write",
} as const;

/** 场次管理 of one facility, or with one of its days opened. */
export function slotsPath(facilityId: string, day?: string): string {
  return `${PATHS.slots}?${queryOf({ facilityId, month: day?.slice(0, 7), day })}`;
}

/** One facility in 单位管理; `new` adds one. */
export function facilityPath(facilityId: string): string {
  return `${PATHS.facilities}/${facilityId}`;
}

/** 人员 of one place. */
export function organizationPeoplePath(orgPath: string): string {
  return `${PATHS.people}?${queryOf({ orgPath })}`;
}

/** 人员 with one person opened. */
export function personPath(username: string): string {
  return `${PATHS.people}?${queryOf({ person: username })}`;
}

/** 这个人能做什么，为什么. */
export function personRightsPath(username: string): string {
  return `${PATHS.people}/${username}/rights`;
}

/** 预约管理 with one booking opened. */
export function bookingPath(booking: { readonly bookingId: string; readonly kind: string; readonly status: string }): string {
  return `${PATHS.bookings}?${queryOf({ kind: booking.kind, status: booking.status, booking: booking.bookingId })}`;
}

/** 预约管理: behind a figure, or with one booking opened. */
export function bookingsPath(filter: {
  readonly kind: "TEAM" | "FAMILY";
  readonly status?: string;
  readonly counted?: "true";
  readonly facilityId?: string;
  readonly cityCode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly booking?: string;
}): string {
  return `${PATHS.bookings}?${queryOf(filter)}`;
}

/** 入场记录 behind a figure. */
export function checkInsPath(filter: { readonly facilityId?: string; readonly cityCode?: string; readonly from: string; readonly to: string }): string {
  return `${PATHS.checkIns}?${queryOf(filter)}`;
}

/** 活动列表: behind a figure, or with one activity opened. */
export function activitiesPath(filter: {
  readonly status?: string;
  readonly unit?: string;
  readonly from?: string;
  readonly to?: string;
  readonly activity?: string;
}): string {
  return `${PATHS.activities}?${queryOf(filter)}`;
}

/** The form of one that was returned or withdrawn. */
export function reportActivityPath(activity: string): string {
  return `${PATHS.reportActivity}?${queryOf({ activity })}`;
}

/** 核对 of the figures of a range. */
export function recountPath(asked: {
  readonly from: string;
  readonly to: string;
  readonly facilityId?: string;
  readonly cityCode?: string;
  readonly asOf?: string;
}): string {
  return `${PATHS.recount}?${queryOf(asked)}`;
}

export function statisticsPath(range: { readonly from: string; readonly to: string }): string {
  return `${PATHS.statistics}?${queryOf(range)}`;
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query.toString();
}
