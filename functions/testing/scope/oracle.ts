import type { Permission } from "@app/contract/organizations/roles";

/**
 * Who may see what, told a second time and in other words than the product's: nothing here is imported from it but names. A person sees what lies in a region of one
 * of their posts and, when that post is narrowed to kinds of facility, belongs to a facility of one of these kinds; never what lies beside it (promises R12, M33).
 */
export interface PostFacts {
  readonly permissions: readonly Permission[];
  readonly regions: readonly string[];
  /** Empty: all kinds, and the offices besides. */
  readonly categories: readonly string[];
}

export interface Somebody {
  /** The posts in force: of a session that works in one post that one alone, of a disabled account none. */
  readonly posts: readonly PostFacts[];
  readonly isOnPhone: boolean;
  readonly personId?: string | undefined;
}

export interface Unit {
  readonly number: string;
  readonly path: string;
  readonly category: string;
}

/** What a lost phone may open (promise R13), by heart. */
const ON_A_PHONE: readonly Permission[] = ["facilities.read", "bookings.read", "checkIns.record", "checkIns.read", "checkIns.supervise", "personalData.reveal"];

/** The same place or one below it, part by part. */
export function liesIn(region: string, path: string): boolean {
  const place = path.split("/");
  return region.split("/").every((part, index) => place[index] === part);
}

function postsWith(who: Somebody, permission: Permission): readonly PostFacts[] {
  return who.isOnPhone && !ON_A_PHONE.includes(permission) ? [] : who.posts.filter(({ permissions }) => permissions.includes(permission));
}

export const holds = (who: Somebody, permission: Permission): boolean => postsWith(who, permission).length > 0;

export function reachesUnit(who: Somebody, permission: Permission, unit: Unit): boolean {
  return postsWith(who, permission).some(
    ({ regions, categories }) => regions.some((region) => liesIn(region, unit.path)) && (categories.length === 0 || categories.includes(unit.category)),
  );
}

/** What belongs to an office: only a post for all kinds of facility reaches it. */
export function reachesOffice(who: Somebody, permission: Permission, path: string): boolean {
  return postsWith(who, permission).some(({ regions, categories }) => categories.length === 0 && regions.some((region) => liesIn(region, path)));
}

/** The places where somebody's posts themselves stand; a region named within another of the same post adds none. */
export const ownRegions = (who: Somebody, permission: Permission): string[] =>
  postsWith(who, permission).flatMap(({ regions }) => regions.filter((region) => !regions.some((other) => other !== region && liesIn(other, region))));

/** The city and the province over a place, never the country. */
export function officesAbove(path: string): string[] {
  const parts = path.split("/");
  return [3, 2].filter((length) => length < parts.length).map((length) => parts.slice(0, length).join("/"));
}
