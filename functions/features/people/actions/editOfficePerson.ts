import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { EditOfficePerson, OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { noticeToOldPhone } from "../../contacts/public";
import { accountPosts, lastAdminGuard, leavePostWrites, takePostsWrites, type PostInPlace } from "../../organizations/public";
import { changeAccountWrites, endedByMove, getAccountByPhone, PHONE_TAKEN_TAG, type AccountItem, type ContactData } from "../../sessions/public";
import type { Store } from "../../../engines/store/storePort";
import { findChosenPosts, findPost, PLACES_MAX } from "../chosenPosts";
import { changedContact, changedPosts, personEvent, personEventLabel, whatChanged } from "../personEvents";
import type { PeopleDeps } from "../peopleDeps";
import { changePerson, type PersonRefusal } from "../personCommand";
import { latestEvents } from "../personView";

/** Contact data and posts in one step. Two who edit one person: the second is told who was faster, and at what (promise R5). */
export function editOfficePerson(
  deps: PeopleDeps,
  actor: Actor,
  username: string,
  { requestId, ...command }: EditOfficePerson,
): Promise<Result<OfficePersonDetail, PersonRefusal>> {
  const { store } = deps.engine;
  return changePerson(deps, { actor, username, requestId, command: "editOfficePerson", asked: command }, async (account, context) => {
    if (account.contactVersion !== command.version || !isSame(command.seenPostIds, account)) {
      return refuse({ code: "PERSON_CHANGED", lastChange: await lastChangeOf(store, username) });
    }
    const isOwn = actor.accountId === account.accountId;
    const data: ContactData = { displayName: command.name, phone: command.phone, landline: command.landline, email: command.email };
    if (isOwn && data.phone !== account.phone) return refuse({ code: "OWN_PHONE" });
    const wanted = new Set<string>(command.posts.map(({ postId }) => postId));
    const leaving = account.posts.filter(({ postId }) => !wanted.has(postId));
    const taking = command.posts.filter(({ postId }) => !account.posts.some((held) => held.postId === postId));
    if (isOwn && leaving.length + taking.length > 0) return refuse({ code: "OWN_ACCOUNT" });
    if (wanted.size === 0 && account.grants.every((grant) => grant.postId !== undefined)) return refuse({ code: "POSTS_NEEDED" });
    const take = await findChosenPosts(store, actor, taking);
    if (!take.ok) return take;
    const held = accountPosts(account, { take: take.value, leave: leaving.map(({ postId }) => postId) });
    if (held.grants.length > PLACES_MAX) return refuse({ code: "POSTS_TOO_WIDE" });
    const fields = [...changedContact(account, data), ...changedPosts(account.posts, held.posts)];
    if (fields.length === 0) return ok({ writes: [], events: [] });
    if (data.phone !== account.phone && (await getAccountByPhone(store, data.phone)) !== undefined) return refuse({ code: "PHONE_TAKEN" });
    const guard = await lastAdminGuard(store, { accounts: new Map([[username, { status: account.status, grants: held.grants }]]) });
    if (!guard.ok) return guard;
    const left = (await Promise.all(leaving.map(({ organizationId, postId }) => findPost(store, organizationId, postId)))).flatMap((post) => post ?? []);
    const change = { ...data, ...held, contactVersion: account.contactVersion + 1, contactChangedBy: actor.name, contactChangedAt: context.now };
    const ended = endedByMove(account, data);
    return ok({
      writes: [
        ...changeAccountWrites(account, { ...change, ...ended.set }, ended.remove),
        ...takePostsWrites(account, take.value),
        ...left.flatMap(({ post }: PostInPlace) => leavePostWrites(account, post)),
        ...guard.value,
        ...noticeToOldPhone(account, data, context),
      ],
      events: [personEvent(account, "ACCOUNT_EDITED", { fields })],
      explain: (failed) => (failed.includes(PHONE_TAKEN_TAG) ? { code: "PHONE_TAKEN" } : undefined),
    });
  });
}

function isSame(seen: readonly string[], account: AccountItem): boolean {
  return seen.length === account.posts.length && account.posts.every(({ postId }) => seen.includes(postId));
}

async function lastChangeOf(store: Store, username: string) {
  const last = (await latestEvents(store, username)).find((event) => personEventLabel(event.eventType) !== undefined);
  return last === undefined ? undefined : { byName: last.by.name, at: last.at, what: whatChanged(last) };
}
