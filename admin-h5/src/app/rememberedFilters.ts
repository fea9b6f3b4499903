import { PATHS } from "../platform/paths";

/**
 * The lists whose menu line leads back to the filter that was shown last, in this tab and until log-out. 预约管理 keeps its own, longer; a form and the live figures
 * have none.
 */
const REMEMBERED: readonly string[] = [
  PATHS.statistics,
  PATHS.attention,
  PATHS.demand,
  PATHS.noShows,
  PATHS.ratings,
  PATHS.checkIns,
  PATHS.activities,
  PATHS.facilities,
  PATHS.contacts,
];
// What was opened in the list is no part of its filter.
const OPENED = ["booking", "activity", "contact"] as const;
const PREFIX = "civic-green.back-office.filter.";

/** The filter that an address holds: 「?status=ALL」, or nothing. */
export function filterIn(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of OPENED) query.delete(name);
  const filter = query.toString();
  return filter === "" ? "" : `?${filter}`;
}

export function rememberFilter({ pathname, search }: { readonly pathname: string; readonly search: string }): void {
  if (REMEMBERED.includes(pathname)) sessionStorage.setItem(PREFIX + pathname, filterIn(search));
}

/** Where a menu line leads. */
export function pathWithFilter(path: string): string {
  return path + (sessionStorage.getItem(PREFIX + path) ?? "");
}

export function forgetFilters(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
