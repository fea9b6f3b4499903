import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { ChosenPost } from "@app/contract/people/officePerson.schema";
import type { PeopleRefusal } from "@app/contract/people/people.errors";
import type { Store } from "../../engines/store/storePort";
import { getCustomRoles, getOrganization, getPost, refuseTaking, type PostInPlace } from "../organizations/public";

/** One transaction holds an account's places, its posts and their events; so many places leave room for the rest. */
export const PLACES_MAX = 50;

/** The posts as they are now, or why this actor cannot give one of them. */
export async function findChosenPosts(store: Store, actor: Actor, chosen: readonly ChosenPost[]): Promise<Result<PostInPlace[], PeopleRefusal>> {
  const found = await Promise.all(chosen.map(({ organizationId, postId }) => findPost(store, organizationId, postId)));
  const posts = found.flatMap((post) => post ?? []);
  const isKnown = posts.length === chosen.length && posts.every(({ organization }) => mayAt(actor, "people.edit", organization.orgPath));
  if (!isKnown) return refuse({ code: "POST_UNKNOWN" });
  const roles = await getCustomRoles(
    store,
    posts.flatMap(({ post }) => post.roleIds),
  );
  for (const { organization, post } of posts) {
    const refusal = refuseTaking(actor, organization, post, roles);
    if (refusal !== undefined) return refuse(refusal);
  }
  return ok(posts);
}

export async function findPost(store: Store, organizationId: string, postId: string): Promise<PostInPlace | undefined> {
  const [organization, post] = await Promise.all([getOrganization(store, organizationId), getPost(store, organizationId, postId)]);
  return organization === undefined || post === undefined ? undefined : { organization, post };
}
