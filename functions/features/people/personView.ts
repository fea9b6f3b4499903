import type { Actor } from "@app/contract/kernel/actor";
import type { AccountId } from "@app/contract/kernel/ids";
import { maskPhone } from "@app/contract/kernel/mask";
import type { Instant } from "@app/contract/kernel/time";
import { peopleErrors } from "@app/contract/people/people.errors";
import { OFFICE_PERSON_STATUS_LABELS, type OfficePerson, type OfficePersonDetail, type PersonChange } from "@app/contract/people/officePerson.schema";
import { readEvent, type EventRecord } from "../../engines/events/event";
import type { Store } from "../../engines/store/storePort";
import { getCustomRoles, roleNameOf, type RolesById } from "../organizations/public";
import { accountPk, getPerson, secondStepOf, staffPersonOf, type AccountItem } from "../sessions/public";
import { personEventLabel, personEventLines } from "./personEvents";
import { mayManage, placeOf } from "./personScope";
import type { PeopleDeps } from "./peopleDeps";
import { grantsToday } from "./personGrants";

/** As many changes as a detail shows. */
const CHANGES_SHOWN = 20;

/** @param roles the made roles among the grants, by id */
export function toOfficePerson(account: AccountItem, roles: RolesById): OfficePerson {
  const { accountId, username, displayName, phone, status, grants, posts } = account;
  return {
    accountId: accountId as AccountId,
    username,
    name: displayName,
    phoneMasked: maskPhone(phone),
    status,
    statusLabel: OFFICE_PERSON_STATUS_LABELS[status],
    orgPath: placeOf(account),
    orgName: grants[0]?.orgName ?? "没有岗位",
    posts: posts.map(({ postId, postName, organizationId, orgName }) => ({ postId, postName, organizationId, orgName })),
    roleLabels: [...new Set(grants.map(({ role, roleId }) => roleNameOf(role === "CUSTOM" ? (roleId ?? "") : role, roles)))],
  };
}

/** The made roles that these people hold, read once for all of them. */
export function rolesOf(store: Store, accounts: readonly AccountItem[]): Promise<RolesById> {
  return getCustomRoles(
    store,
    accounts.flatMap(({ grants }) => grants.flatMap(({ role, roleId }) => (role === "CUSTOM" && roleId !== undefined ? [roleId] : []))),
  );
}

/** The person as this actor may see them, with who changed what. */
export async function toDetail(deps: PeopleDeps, actor: Actor, account: AccountItem): Promise<OfficePersonDetail> {
  const { store } = deps.engine;
  const [events, isWechatBound, grants, roles] = await Promise.all([
    latestEvents(store, account.username),
    isBound(store, account),
    grantsToday(deps, account),
    rolesOf(store, [account]),
  ]);
  const canEdit = mayManage(actor, account, grants);
  const lastLogInAt = lastLogInOf(account, events);
  return {
    ...toOfficePerson(account, roles),
    phone: canEdit ? account.phone : maskPhone(account.phone),
    landline: account.landline,
    email: account.email,
    isWechatBound,
    hasSecondStep: secondStepOf(account) !== undefined,
    hasPassword: account.passwordHash !== "",
    ...(lastLogInAt === undefined ? {} : { lastLogInAt }),
    changes: events.flatMap(toChange).slice(0, CHANGES_SHOWN),
    version: account.contactVersion,
    canEdit,
    ...(canEdit ? {} : { cannotEditBecause: peopleErrors.PERSON_TOO_POWERFUL.sentence({}) }),
  };
}

async function isBound(store: Store, account: AccountItem): Promise<boolean> {
  const personId = staffPersonOf(account);
  if (personId === undefined) return false;
  const person = await getPerson(store, personId);
  return person?.["staffUsername"] === account.username && Number(person["staffCredentialEpoch"] ?? 1) === account.credentialEpoch;
}

/** Newest first; log-ins lie among the changes, so a few more are read than are shown. */
export async function latestEvents(store: Store, username: string): Promise<EventRecord[]> {
  const page = await store.query({ index: "primary", pk: accountPk(username), range: { beginsWith: "EVENT#" }, order: "descending", limit: 3 * CHANGES_SHOWN });
  return page.items.flatMap((item) => readEvent(item) ?? []);
}

function lastLogInOf(account: AccountItem, events: readonly EventRecord[]): Instant | undefined {
  const kept = account["lastLogInAt"];
  return typeof kept === "string" ? (kept as Instant) : events.find((event) => event.eventType.startsWith("LOGGED_IN"))?.at;
}

function toChange(event: EventRecord): PersonChange[] {
  const label = personEventLabel(event.eventType);
  return label === undefined ? [] : [{ at: event.at, byName: event.by.name, label, lines: personEventLines(event) }];
}
