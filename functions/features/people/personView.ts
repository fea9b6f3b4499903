import type { Actor } from "@app/contract/kernel/actor";
import type { AccountId } from "@app/contract/kernel/ids";
import { maskPhone } from "@app/contract/kernel/mask";
import type { Instant } from "@app/contract/kernel/time";
import { peopleErrors } from "@app/contract/people/people.errors";
import { OFFICE_PERSON_STATUS_LABELS, type OfficePerson, type OfficePersonDetail, type PersonChange } from "@app/contract/people/officePerson.schema";
import { ROLE_LABELS } from "@app/contract/organizations/roles";
import { readEvent, type EventRecord } from "../../engines/events/event";
import type { Store } from "../../engines/store/storePort";
import { accountPk, getPerson, staffPersonOf, type AccountItem } from "../sessions/public";
import { personEventLabel, personEventLines } from "./personEvents";
import { mayManage, placeOf } from "./personScope";
import type { PeopleDeps } from "./peopleDeps";
import { grantsToday } from "./personGrants";

/** As many changes as a detail shows. */
const CHANGES_SHOWN = 20;

export function toOfficePerson(account: AccountItem): OfficePerson {
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
    roleLabels: [...new Set(grants.map((grant) => ROLE_LABELS[grant.role]))],
  };
}

/** The person as this actor may see them, with who changed what. */
export async function toDetail(deps: PeopleDeps, actor: Actor, account: AccountItem): Promise<OfficePersonDetail> {
  const { store } = deps.engine;
  const [events, isWechatBound, grants] = await Promise.all([latestEvents(store, account.username), isBound(store, account), grantsToday(deps, account)]);
  const canEdit = mayManage(actor, account, grants);
  const lastLogInAt = lastLogInOf(account, events);
  return {
    ...toOfficePerson(account),
    phone: canEdit ? account.phone : maskPhone(account.phone),
    landline: account.landline,
    email: account.email,
    isWechatBound,
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
