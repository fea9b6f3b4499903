/** Addresses that one feature links to in another, so that features need not import each other. */
export const PATHS = {
  login: "/login",
  latest: "/latest",
  statistics: "/statistics",
  bookings: "/bookings",
  slots: "/slots",
  checkIns: "/check-ins",
  posters: "/posters",
} as const;

/** 入场记录 behind a figure. */
export function checkInsPath(filter: { readonly facilityId?: string; readonly cityCode?: string; readonly from: string; readonly to: string }): string {
  return `${PATHS.checkIns}?${queryOf(filter)}`;
}

export function statisticsPath(range: { readonly from: string; readonly to: string }): string {
  return `${PATHS.statistics}?${queryOf(range)}`;
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query.toString();
}
