import { ok, refuse } from "@app/contract/kernel/result";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import { and, equals, versionIs, type Write } from "../../engines/store/storePort";
import { accountPosts, beyondHandOut, getCustomRoles, lastAdminGuard, organizationKey, postHolderItem, postHolderKey, postKey } from "../organizations/public";
import { changeAccountWrites, getAccount } from "../sessions/public";
import { findPost, PLACES_MAX } from "./chosenPosts";
import type { OpenWorkSource } from "./openWork";
import { changedPosts, personEvent, postsText } from "./personEvents";
import type { PersonRefusal } from "./personCommand";

/** Posts: the new holder takes those that they do not hold already, and the old one leaves all. Both accounts and the posts' lists change in one transaction. */
export function heldPosts(engine: CommandEngine): OpenWorkSource {
  const { store } = engine;
  return {
    kind: "POSTS",
    label: "岗位",
    list: async ({ posts }) => ({ items: posts.map((post) => ({ id: post.postId, title: postsText([post]) })), hasMore: false }),
    handOver: ({ actor, requestId, from, to }) =>
      runCommand<{ count: number }, PersonRefusal>(engine, {
        actor,
        requestId,
        command: "handOverPosts",
        asked: { from: from.username, to: to.username },
        decide: async () => {
          const [leaver, receiver] = await Promise.all([getAccount(store, from.username), getAccount(store, to.username)]);
          if (leaver === undefined || receiver?.status !== "ACTIVE") return refuse({ code: "RECEIVER_UNKNOWN" });
          if (leaver.posts.length === 0) return ok({ writes: [], events: [], answer: { count: 0 } });
          const found = await Promise.all(leaver.posts.map(({ organizationId, postId }) => findPost(store, organizationId, postId)));
          const places = found.flatMap((place) => place ?? []);
          const roles = await getCustomRoles(
            store,
            places.flatMap(({ post }) => post.roleIds),
          );
          for (const { organization, post } of places) {
            if (organization.status === "DISABLED") return refuse({ code: "ORGANIZATION_DISABLED", name: organization.name });
            const permissions = beyondHandOut(actor, organization, post, roles);
            if (permissions.length > 0) return refuse({ code: "HAND_OUT_TOO_MUCH", permissions });
          }
          const isNew = (postId: string): boolean => !receiver.posts.some((held) => held.postId === postId);
          const take = places.filter(({ post }) => isNew(post.postId));
          const left = accountPosts(leaver, { take: [], leave: leaver.posts.map(({ postId }) => postId) });
          const taken = accountPosts(receiver, { take, leave: [] });
          if (taken.grants.length > PLACES_MAX || left.grants.length > PLACES_MAX) return refuse({ code: "HAND_OVER_TOO_MUCH" });
          const guard = await lastAdminGuard(store, {
            accounts: new Map([
              [leaver.username, { status: leaver.status, grants: left.grants }],
              [receiver.username, { status: receiver.status, grants: taken.grants }],
            ]),
          });
          if (!guard.ok) return guard;
          const organizationIds = [...new Set(places.map(({ organization }) => organization.organizationId))];
          const version = { contactVersion: leaver.contactVersion + 1 };
          return ok({
            writes: [
              ...changeAccountWrites(leaver, { ...left, ...version }).map(named("leaver")),
              ...changeAccountWrites(receiver, { ...taken, contactVersion: receiver.contactVersion + 1 }).map(named("receiver")),
              ...organizationIds.map((organizationId): Write => {
                return { kind: "check", tag: `organization ${organizationId}`, key: organizationKey(organizationId), condition: equals("status", "ACTIVE") };
              }),
              ...places.flatMap(({ post }): Write[] => [
                {
                  kind: "update",
                  tag: `post ${post.postId}`,
                  key: postKey(post.organizationId, post.postId),
                  // One leaves and one comes, unless the one who comes was there before.
                  add: { holders: isNew(post.postId) ? 0 : -1, holdings: 1 },
                  condition: and(versionIs(post.version), { kind: "exists" }),
                },
                { kind: "delete", tag: `old holder of ${post.postId}`, key: postHolderKey(post.postId, leaver.username) },
                ...(isNew(post.postId) ? [{ kind: "put", tag: `new holder of ${post.postId}`, item: postHolderItem(receiver, post) } as const] : []),
              ]),
              ...guard.value,
            ],
            events: [
              personEvent(leaver, "ACCOUNT_EDITED", { fields: changedPosts(leaver.posts, left.posts) }),
              personEvent(receiver, "ACCOUNT_EDITED", { fields: changedPosts(receiver.posts, taken.posts) }),
            ],
            answer: { count: leaver.posts.length },
          });
        },
      }),
  };
}

/** Two accounts change in one transaction, whose writes must be told apart. */
function named(whose: string): (write: Write) => Write {
  return (write) => ({ ...write, tag: `${whose}: ${write.tag}` });
}
