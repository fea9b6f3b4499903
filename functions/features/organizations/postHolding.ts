import { and, equals, numberAtMost, versionIs, type Write } from "../../engines/store/storePort";
import { changeGrantsWrites, type AccountItem } from "../sessions/public";
import { grantsOfPost, heldPostOf } from "./grantsOfPost";
import { organizationKey, POST_HOLDERS_MAX, postHolderKey, postKey, type OrganizationItem, type PostHolderItem, type PostItem } from "./organizationRepository";

export interface PostInPlace {
  readonly organization: OrganizationItem;
  readonly post: PostItem;
}
type Holder = Pick<AccountItem, "accountId" | "username">;
type AccountPosts = Pick<AccountItem, "grants" | "posts">;

/** What an account holds after it took and left posts, or after these posts were changed: take them anew. Grants given directly stay. */
export function accountPosts(account: AccountPosts, change: { readonly take: readonly PostInPlace[]; readonly leave: readonly string[] }): AccountPosts {
  const gone = new Set([...change.leave, ...change.take.map(({ post }) => post.postId)]);
  const taken = change.take.map(({ organization, post }) => heldPostOf(organization, post));
  // A post that is held already keeps its place among the others.
  const kept = account.posts.flatMap((held) => taken.find(({ postId }) => postId === held.postId) ?? (gone.has(held.postId) ? [] : [held]));
  const posts = [...kept, ...taken.filter(({ postId }) => !kept.some((held) => held.postId === postId))];
  const given = [
    ...account.grants.filter(({ postId }) => postId === undefined || !gone.has(postId)),
    ...change.take.flatMap(({ organization, post }) => grantsOfPost(organization, post)),
  ];
  const order = new Map(posts.map(({ postId }, index) => [postId, index]));
  const place = (postId: string | undefined): number => (postId === undefined ? -1 : (order.get(postId) ?? order.size));
  return {
    posts,
    grants: given
      .map((grant, index) => ({ grant, index }))
      .sort((a, b) => place(a.grant.postId) - place(b.grant.postId) || a.index - b.index)
      .map(({ grant }) => grant),
  };
}

/**
 * Gives an account posts and takes others away: the account with its grants and places, the posts' lists of holders, and the promise that a post is neither
 * over-full nor changed or its organisation disabled at that moment. Whoever writes them adds the account's event of the same version, and `lastAdminGuard` when
 * something is left. A failed condition is a lost race: load and decide again.
 */
export function changePostsWrites(account: AccountItem, change: { readonly take: readonly PostInPlace[]; readonly leave: readonly PostInPlace[] }): Write[] {
  return [
    ...changeGrantsWrites(account, accountPosts(account, { take: change.take, leave: change.leave.map(({ post }) => post.postId) })),
    ...takePostsWrites(account, change.take),
    ...change.leave.flatMap(({ post }) => leavePostWrites(account, post)),
  ];
}

/** The posts' side of taking them; for an account that is being created with `accountPosts` in it. */
export function takePostsWrites(holder: Holder, posts: readonly PostInPlace[]): Write[] {
  const organizations = [...new Set(posts.map(({ organization }) => organization.organizationId))];
  return [
    ...organizations.map((organizationId): Write => ({
      kind: "check",
      tag: `organization ${organizationId}`,
      key: organizationKey(organizationId),
      condition: equals("status", "ACTIVE"),
    })),
    ...posts.flatMap(({ post }): Write[] => [
      {
        kind: "update",
        tag: `post ${post.postId}`,
        key: postKey(post.organizationId, post.postId),
        add: { holders: 1, holdings: 1 },
        condition: and(versionIs(post.version), numberAtMost("holders", POST_HOLDERS_MAX - 1)),
      },
      { kind: "put", tag: `holder of ${post.postId}`, item: postHolderItem(holder, post), condition: { kind: "absent" } },
    ]),
  ];
}

export function leavePostWrites(holder: Holder, post: Pick<PostItem, "organizationId" | "postId">): Write[] {
  return [
    {
      kind: "update",
      tag: `post ${post.postId}`,
      key: postKey(post.organizationId, post.postId),
      add: { holders: -1, holdings: 1 },
      condition: { kind: "exists" },
    },
    { kind: "delete", tag: `holder of ${post.postId}`, key: postHolderKey(post.postId, holder.username), condition: { kind: "exists" } },
  ];
}

export function postHolderItem({ accountId, username }: Holder, { postId, organizationId }: Pick<PostItem, "postId" | "organizationId">): PostHolderItem {
  return { ...postHolderKey(postId, username), postId, organizationId, accountId, username };
}
