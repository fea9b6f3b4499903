import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { eventWrite, type EventRecord } from "../../engines/events/event";
import type { Consumer } from "../../engines/events/consumers";
import { equals, versionIs, type Store, type Write } from "../../engines/store/storePort";
import { changeGrantsWrites, getAccount } from "../sessions/public";
import { getFacilityItem, type FacilityItem } from "../visits/public";
import { newOrganization } from "./newOrganization";
import { changesOf, organizationEvent, whatOf } from "./organizationEvents";
import {
  getOrganization,
  listPostHolders,
  listPosts,
  nearestBureauAbove,
  organizationKey,
  organizationPk,
  type OrganizationItem,
  type PostItem,
} from "./organizationRepository";
import { accountPosts } from "./postHolding";

export const ORGANIZATIONS_CONSUMER = "organizations";
/** Goes on with the holders of an organisation's posts where the event before it stopped. */
const HOLDERS_FOLLOW = "ORGANIZATION_HOLDERS_FOLLOW";
/** Of the hundred writes of a transaction, beside the marker, the check and the next event. */
const WRITES_A_STEP = 80;

export function organizationsConsumer(store: Store): Consumer {
  return {
    name: ORGANIZATIONS_CONSUMER,
    handles: {
      FACILITY_CREATED: (event) => followFacility(store, event),
      FACILITY_EDITED: (event) => followFacility(store, event),
      ORGANIZATION_EDITED: (event) => (event.payload["renamed"] === true ? followHolders(store, event) : Promise.resolve([])),
      ORGANIZATION_DISABLED: (event) => followHolders(store, event),
      ORGANIZATION_ENABLED: (event) => followHolders(store, event),
      [HOLDERS_FOLLOW]: (event) => followHolders(store, event),
    },
  };
}

export const organizationOfFacility = (facilityId: string): string => `org-${facilityId}`;

/** A facility that a bureau adds gets its organisation with the posts it needs; one that is renamed there is renamed here. */
async function followFacility(store: Store, event: EventRecord): Promise<Write[]> {
  const facility = await getFacilityItem(store, event.caseId);
  if (facility === undefined) return [];
  const organization = await getOrganization(store, organizationOfFacility(facility.facilityId));
  return organization === undefined ? foundOrganization(store, facility, event) : renamedOrganization(store, organization, facility, event);
}

async function foundOrganization(store: Store, facility: FacilityItem, event: EventRecord): Promise<Write[]> {
  const { facilityId, orgPath, name, address, phone } = facility;
  const parent = await nearestBureauAbove(store, orgPath);
  const created = await newOrganization(store, {
    organization: {
      organizationId: organizationOfFacility(facilityId),
      kind: "FACILITY",
      name,
      orgPath,
      parentId: parent?.organizationId ?? "",
      address,
      phone,
      principalName: "",
      principalPhone: "",
      email: "",
      jurisdiction: { regions: [], categories: [] },
    },
    by: event.by,
    now: event.at,
  });
  return [...created.writes, writtenFor(event, created.event, [])];
}

async function renamedOrganization(store: Store, organization: OrganizationItem, facility: FacilityItem, event: EventRecord): Promise<Write[]> {
  const { name, address, phone } = facility;
  const fields = changesOf([
    ["名称", organization.name, name],
    ["地址", organization.address, address],
    ["电话", organization.phone, phone],
  ]);
  if (fields.length === 0) return [];
  const { version } = organization;
  const what = `${whatOf(fields)}（随单位资料）`;
  const next: OrganizationItem = { ...organization, name, address, phone, lastChange: { byName: event.by.name, at: event.at, what }, version: version + 1 };
  const edited = await organizationEvent(store, organization, {
    eventType: "ORGANIZATION_EDITED",
    now: event.at,
    fields,
    payload: { renamed: name !== organization.name },
  });
  return [{ kind: "put", tag: "organization", item: next, condition: versionIs(version) }, writtenFor(event, edited, [ORGANIZATIONS_CONSUMER])];
}

/**
 * A new name, or an organisation that is disabled or enabled, reaches its people's accounts some at a time: as many as fit one transaction, then an event that goes
 * on from there. Each step reads the organisation as it is now, so the last change wins whichever step runs last.
 */
async function followHolders(store: Store, event: EventRecord): Promise<Write[]> {
  const organizationId = String(event.payload["organizationId"] ?? event.caseId);
  const organization = await getOrganization(store, organizationId);
  if (organization === undefined) return [];
  const posts = await listPosts(store, organizationId);
  const writes: Write[] = [];
  let reached = String(event.payload["reached"] ?? "");
  for await (const { position, username, post } of holdersAfter(store, posts, reached)) {
    const account = await getAccount(store, username);
    const change = account === undefined ? [] : accountWrites(account, organization, post, posts);
    if (writes.length > 0 && writes.length + change.length > WRITES_A_STEP) return [...writes, stillIs(organization), goOn(event, organization, reached)];
    writes.push(...change);
    reached = position;
    // One account once in a transaction: whoever holds two posts here was given both by the first.
    if (writes.length >= WRITES_A_STEP) return [...writes, stillIs(organization), goOn(event, organization, reached)];
  }
  return writes.length === 0 ? [] : [...writes, stillIs(organization)];
}

function accountWrites(
  account: Parameters<typeof accountPosts>[0] & Parameters<typeof changeGrantsWrites>[0],
  organization: OrganizationItem,
  post: PostItem,
  posts: readonly PostItem[],
): Write[] {
  const held = posts.filter(({ postId }) => account.posts.some((one) => one.postId === postId));
  // Reached by the first of their posts here, passed over at the others.
  if (held[0]?.postId !== post.postId) return [];
  const next = accountPosts(account, { take: held.map((one) => ({ organization, post: one })), leave: [] });
  const isSame = JSON.stringify([next.grants, next.posts]) === JSON.stringify([account.grants, account.posts]);
  return isSame ? [] : changeGrantsWrites(account, next);
}

async function* holdersAfter(
  store: Store,
  posts: readonly PostItem[],
  reached: string,
): AsyncGenerator<{ position: string; username: string; post: PostItem }> {
  for (const post of posts) {
    for (const { username } of await listPostHolders(store, post.postId)) {
      const position = `${post.postId}|${username}`;
      if (position > reached) yield { position, username, post };
    }
  }
}

const stillIs = (organization: OrganizationItem): Write => ({
  kind: "check",
  tag: "organization",
  key: organizationKey(organization.organizationId),
  condition: equals("version", organization.version),
});

function goOn(event: EventRecord, { organizationId, orgPath }: OrganizationItem, reached: string): Write {
  const step = Number(event.payload["step"] ?? 0) + 1;
  const root = String(event.payload["root"] ?? event.eventId);
  return eventWrite(
    {
      eventType: HOLDERS_FOLLOW,
      caseKind: "organization",
      caseId: organizationId,
      casePk: `${organizationPk(organizationId)}#FOLLOW#${root}`,
      sequence: step,
      payload: { orgPath, organizationId, reached, step, root },
    },
    { eventId: `${root}-${step}`, at: event.at, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: () => [ORGANIZATIONS_CONSUMER] },
  );
}

/** An event that follows from another: by the system, known by the one before it. */
function writtenFor(cause: EventRecord, event: Parameters<typeof eventWrite>[0], consumers: readonly string[]): Write {
  return eventWrite(event, { eventId: `${cause.eventId}-o`, at: cause.at, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: () => consumers });
}
