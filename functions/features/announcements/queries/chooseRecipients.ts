import type { AnnouncementRefusal } from "@app/contract/announcements/announcements.errors";
import {
  RECIPIENTS_FOUND_MAX,
  type AnnouncementChoices,
  type AnnouncementChoicesQuery,
  type FoundRecipients,
  type PreviewRecipients,
  type RecipientsPreview,
  type SearchRecipientsQuery,
} from "@app/contract/announcements/announcement.schema";
import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { ORGANIZATION_KIND_LABELS } from "@app/contract/organizations/organization.schema";
import { coversPath } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS } from "@app/contract/organizations/roles";
import type { Store } from "../../../engines/store/storePort";
import { organizationsPk, type OrganizationItem } from "../../organizations/public";
import { holdersBelow, walkTree, type TreeList } from "../../people/public";
import { dictionaryEntries } from "../../settings/public";
import { officeName } from "../actions/saveAnnouncement";
import type { AnnouncementDeps } from "../announcementDeps";
import { serialKey, type SerialItem } from "../announcementRepository";
import { suggestedNumber } from "../documentNumber";
import { placesBelow } from "../placeNames";
import { choiceText, countRecipients } from "../recipients";

type Refusal = AnnouncementRefusal | KernelRefusal;

/** What the form offers to who sends from a place. */
export async function getChoices(
  { engine: { store, clock } }: AnnouncementDeps,
  actor: Actor,
  asked: AnnouncementChoicesQuery,
): Promise<Result<AnnouncementChoices, Refusal>> {
  const scopes = [...new Set(scopesOf(actor, "announcements.send"))];
  const orgPath = asked.orgPath ?? scopes[0];
  if (orgPath === undefined || !scopes.includes(orgPath)) return refuse({ code: "ANNOUNCEMENT_PLACE_NOT_YOURS" });
  const year = clock.now().slice(0, 4);
  const [kinds, senders, serial] = await Promise.all([
    dictionaryEntries(store, "ANNOUNCEMENT_KINDS"),
    Promise.all(scopes.map(async (scope) => ({ orgPath: scope, orgName: await officeName(store, scope) }))),
    store.get(serialKey(orgPath, year)),
  ]);
  const office = senders.find((sender) => sender.orgPath === orgPath)?.orgName ?? "";
  return ok({ kinds, senders, orgPath, suggestedNumber: suggestedNumber(office, year, serial as SerialItem | undefined), places: placesBelow(orgPath) });
}

const ORGANIZATIONS: TreeList = { index: "index2", pkOf: organizationsPk };
/** So many are looked through for one answer; who finds nothing among them writes more of the name. */
const LOOKED_THROUGH_MAX = 3_000;

/** People or organisations at and below the place, by any part of the name. */
export async function searchRecipients(
  { engine: { store } }: AnnouncementDeps,
  actor: Actor,
  { orgPath, what, search }: SearchRecipientsQuery,
): Promise<Result<FoundRecipients, Refusal>> {
  if (!mayAt(actor, "announcements.send", orgPath)) return refuse({ code: "ANNOUNCEMENT_PLACE_NOT_YOURS" });
  const items: FoundRecipients["items"] = [];
  let lookedThrough = 0;
  for await (const found of what === "PEOPLE" ? people(store, orgPath) : organizations(store, orgPath)) {
    if (items.length === RECIPIENTS_FOUND_MAX || lookedThrough === LOOKED_THROUGH_MAX) return ok({ items, isCut: true });
    lookedThrough += 1;
    if (found !== undefined && `${found.name} ${found.hint} ${what === "PEOPLE" ? found.id : ""}`.includes(search)) items.push(found);
  }
  return ok({ items, isCut: false });
}

type Found = FoundRecipients["items"][number] | undefined;
async function* people(store: Store, orgPath: SearchRecipientsQuery["orgPath"]): AsyncGenerator<Found> {
  for await (const { account } of holdersBelow(store, [orgPath])) {
    const { username, displayName, grants, posts, status } = account;
    // The post by which they belong here.
    const grant = grants.find((held) => coversPath(orgPath, held.orgPath));
    const post = posts.find(({ postId }) => postId === grant?.postId) ?? (grant === undefined ? posts[0] : undefined);
    const hint = [post?.orgName ?? grant?.orgName, post?.postName ?? (grant === undefined ? undefined : ROLE_LABELS[grant.role])];
    yield status === "ACTIVE" ? { id: username, name: displayName, hint: hint.filter((part) => part !== undefined).join(" · ") } : undefined;
  }
}
async function* organizations(store: Store, orgPath: SearchRecipientsQuery["orgPath"]): AsyncGenerator<Found> {
  for await (const { item } of walkTree(store, ORGANIZATIONS, [orgPath])) {
    const { organizationId, name, kind, status } = item as OrganizationItem;
    yield status === "ACTIVE" ? { id: organizationId, name, hint: ORGANIZATION_KIND_LABELS[kind] } : undefined;
  }
}

const SHOWN = 10;
/** The exact number, counted to the last. Reads everybody at and below the chosen places: a page of 100 costs one query. */
export async function previewRecipients(
  { engine: { store } }: AnnouncementDeps,
  actor: Actor,
  { orgPath, recipients }: PreviewRecipients,
): Promise<Result<RecipientsPreview, Refusal>> {
  if (!scopesOf(actor, "announcements.send").includes(orgPath)) return refuse({ code: "ANNOUNCEMENT_PLACE_NOT_YOURS" });
  const found = await countRecipients(store, { orgPath, senderUsername: actor.username ?? "", recipients }, SHOWN);
  if (!found.ok) return found;
  const first = found.value.first.map(({ displayName, posts, grants }) => ({ name: displayName, orgName: posts[0]?.orgName ?? grants[0]?.orgName ?? "" }));
  return ok({ count: found.value.count, first, text: await choiceText(store, recipients) });
}
