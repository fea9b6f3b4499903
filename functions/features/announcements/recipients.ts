import type { AnnouncementRefusal } from "@app/contract/announcements/announcements.errors";
import { RECIPIENTS_MAX, type RecipientChoice, type RecipientGroup } from "@app/contract/announcements/announcement.schema";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { ORGANIZATION_KIND_LABELS, type OrganizationKind } from "@app/contract/organizations/organization.schema";
import { outermostPaths, coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS, type Role } from "@app/contract/organizations/roles";
import type { Store } from "../../engines/store/storePort";
import { getOrganization, organizationKey, type OrganizationItem } from "../organizations/public";
import { holdersBelow, placesOf } from "../people/public";
import { accountKey, asAccount, type AccountItem } from "../sessions/public";
import { nameOfPlace } from "./placeNames";

/** Whom an announcement goes to: the choice, the place that bounds it, and who sends it and so is left out. */
export interface Addressed {
  readonly orgPath: OrgPath;
  readonly senderUsername: string;
  readonly recipients: RecipientChoice;
}
/** A recipient and the place in the order at which the next one goes on. */
export interface PlacedRecipient {
  readonly account: AccountItem;
  readonly position: string;
}

/** What a built-in role says of its holder's organisation; one that a bureau made says nothing. */
const KIND_OF_ROLE: Readonly<Record<Role, OrganizationKind | undefined>> = {
  FACILITY_STAFF: "FACILITY",
  FACILITY_ADMIN: "FACILITY",
  CITY_ADMIN: "BUREAU",
  PROVINCE_ADMIN: "BUREAU",
  PLATFORM_ADMIN: "BUREAU",
  AGENCY_USER: "AGENCY",
  AGENCY_PRINCIPAL: "AGENCY",
  SURVEY_CONTRACTOR: "CONTRACTOR",
  CUSTOM: undefined,
};

/** Nobody reaches past the place they send from, whatever the choice names (promise R12). */
export async function refuseOutside(
  store: Store,
  { orgPath, recipients }: Pick<Addressed, "orgPath" | "recipients">,
): Promise<AnnouncementRefusal | undefined> {
  const place = recipients.groups.find((group) => !coversPath(orgPath, group.place))?.place;
  if (place !== undefined) return { code: "RECIPIENTS_NOT_YOURS", what: nameOfPlace(place) };
  const organizations = await organizationsOf(store, recipients.organizationIds);
  if (organizations.some((item) => item === undefined || !coversPath(orgPath, item.orgPath))) return { code: "RECIPIENTS_NOT_YOURS", what: "所选单位" };
  const accounts = await accountsOf(store, recipients.usernames);
  const stranger = accounts.findIndex((account) => account === undefined || !holdsWithin(account, orgPath));
  return stranger === -1 ? undefined : { code: "RECIPIENTS_NOT_YOURS", what: recipients.usernames[stranger] ?? "所选人员" };
}

/**
 * Everybody of a choice, each once, in an order that stands still: first those of the places and organisations in the order of the tree, then who was chosen by name
 * and is not among them. Reads as far as it is asked and no further. Somebody with posts at several places belongs to each of them.
 */
export async function* recipientsFrom(store: Store, addressed: Addressed, position?: string): AsyncGenerator<PlacedRecipient> {
  const organizations = (await organizationsOf(store, addressed.recipients.organizationIds)).flatMap((item) => (item === undefined ? [] : [item]));
  const places = [...addressed.recipients.groups.map(({ place }) => place), ...organizations.map(({ orgPath }) => orgPath)].filter((place) =>
    coversPath(addressed.orgPath, place),
  );
  const isChosen = chooser(store, addressed, organizations);
  if (position?.startsWith("P") !== true && places.length > 0) {
    for await (const placed of holdersBelow(store, outermostPaths(places), position?.slice(1)))
      if (await isChosen(placed.account)) yield { account: placed.account, position: `T${placed.position}` };
  }
  const after = position?.startsWith("P") === true ? Number(position.slice(1)) : -1;
  const named = await accountsOf(store, addressed.recipients.usernames);
  const seen = new Set<string>();
  for (const [index, account] of named.entries()) {
    if (account === undefined || !mayGet(account, addressed) || seen.has(account.username)) continue;
    seen.add(account.username);
    const isInTree = places.some((place) => holdsWithin(account, place)) && (await isChosen(account));
    if (index > after && !isInTree) yield { account, position: `P${index}` };
  }
}

/** Counted to the last; a choice of more than `RECIPIENTS_MAX` is refused. */
export async function countRecipients(
  store: Store,
  addressed: Addressed,
  shown: number,
): Promise<Result<{ readonly count: number; readonly first: readonly AccountItem[] }, AnnouncementRefusal>> {
  const outside = await refuseOutside(store, addressed);
  if (outside !== undefined) return refuse(outside);
  let count = 0;
  const first: AccountItem[] = [];
  for await (const { account } of recipientsFrom(store, addressed)) {
    count += 1;
    if (count > RECIPIENTS_MAX) return refuse({ code: "RECIPIENTS_TOO_MANY" });
    if (first.length < shown) first.push(account);
  }
  return ok({ count, first });
}

/** The choice in words: 「海口市：开放单位管理员；海口白沙门污水处理厂；3 人」. */
export async function choiceText(store: Store, { groups, organizationIds, usernames }: RecipientChoice): Promise<string> {
  const organizations = await organizationsOf(store, organizationIds);
  const said = [
    ...groups.map(groupText),
    ...organizations.flatMap((item) => (item === undefined ? [] : [item.name])),
    ...(usernames.length === 0 ? [] : [`按姓名选的 ${usernames.length} 人`]),
  ];
  return said.length === 0 ? "还没有选择" : said.join("；");
}
function groupText({ place, roles, kinds }: RecipientGroup): string {
  const who = [...kinds.map((kind) => ORGANIZATION_KIND_LABELS[kind]), ...roles.map((role) => ROLE_LABELS[role])];
  return `${nameOfPlace(place)}及下级${who.length === 0 ? "全体人员" : `：${who.join("、")}`}`;
}

function chooser(store: Store, addressed: Addressed, organizations: readonly OrganizationItem[]): (account: AccountItem) => Promise<boolean> {
  const kindOfOrganization = new Map<string, OrganizationKind | undefined>();
  const kindsOf = async (grants: AccountItem["grants"], held: AccountItem["posts"]): Promise<(OrganizationKind | undefined)[]> => {
    const ofRoles = grants.map(({ role }) => KIND_OF_ROLE[role]);
    const ofCustom = new Set(grants.flatMap(({ role, postId }) => (role === "CUSTOM" ? [postId] : [])));
    const posts = held.filter(({ postId }) => ofCustom.has(undefined) || ofCustom.has(postId));
    for (const { organizationId } of posts)
      if (!kindOfOrganization.has(organizationId)) kindOfOrganization.set(organizationId, (await getOrganization(store, organizationId))?.kind);
    return [...ofRoles, ...posts.map(({ organizationId }) => kindOfOrganization.get(organizationId))];
  };
  const isOfGroup = async ({ place, roles, kinds }: RecipientGroup, account: AccountItem): Promise<boolean> => {
    // What somebody is elsewhere makes nobody one of this place.
    const grants = account.grants.filter(({ role, orgPath }) => coversPath(place, orgPath) && (roles.length === 0 || roles.includes(role)));
    if (grants.length === 0) return false;
    return kinds.length === 0 || (await kindsOf(grants, account.posts)).some((kind) => kind !== undefined && kinds.includes(kind));
  };
  // Who holds no post works where their rights are.
  const isOfOrganization = ({ organizationId, orgPath, kind }: OrganizationItem, { posts, grants }: AccountItem): boolean =>
    posts.length > 0
      ? posts.some((post) => post.organizationId === organizationId)
      : grants.some((grant) => grant.orgPath === orgPath && KIND_OF_ROLE[grant.role] === kind);
  return async (account) => {
    if (!mayGet(account, addressed)) return false;
    if (organizations.some((organization) => isOfOrganization(organization, account))) return true;
    for (const group of addressed.recipients.groups) if (await isOfGroup(group, account)) return true;
    return false;
  };
}

function mayGet(account: AccountItem, { orgPath, senderUsername }: Addressed): boolean {
  return account.status === "ACTIVE" && account.username !== senderUsername && holdsWithin(account, orgPath);
}

function holdsWithin(account: AccountItem, place: OrgPath): boolean {
  return placesOf(account).some((held) => coversPath(place, held));
}

async function organizationsOf(store: Store, ids: readonly string[]): Promise<(OrganizationItem | undefined)[]> {
  return ids.length === 0 ? [] : ([...(await store.getMany(ids.map(organizationKey)))] as (OrganizationItem | undefined)[]);
}
const AT_ONCE = 100;
async function accountsOf(store: Store, usernames: readonly string[]): Promise<(AccountItem | undefined)[]> {
  const found: (AccountItem | undefined)[] = [];
  for (let first = 0; first < usernames.length; first += AT_ONCE)
    for (const item of await store.getMany(usernames.slice(first, first + AT_ONCE).map(accountKey)))
      found.push(item === undefined ? undefined : asAccount(item));
  return found;
}
