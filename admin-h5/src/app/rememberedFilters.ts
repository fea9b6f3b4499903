import { PATHS } from "../platform/paths";
import { filterIn } from "../ui/records/filterIn";

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
const PREFIX = "civic-green.back-office.filter.";

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
