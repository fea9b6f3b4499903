import type { Actor } from "@app/contract/kernel/actor";
import { ok, type Result } from "@app/contract/kernel/result";
import type { PostChoices } from "@app/contract/people/officePerson.schema";
import type { Store } from "../../../engines/store/storePort";
import { getCustomRoles, refuseTaking, roleNameOf, type OrganizationItem } from "../../organizations/public";
import { organizationsInRange, withPosts } from "../postsInRange";

const SHOWN_MAX = 20;

export async function listPostChoices(store: Store, actor: Actor, { search }: { readonly search?: string | undefined }): Promise<Result<PostChoices, never>> {
  const wanted = (search ?? "").toLowerCase();
  const found: OrganizationItem[] = [];
  for await (const organization of organizationsInRange(store, actor)) {
    if (wanted !== "" && !organization.name.toLowerCase().includes(wanted)) continue;
    found.push(organization);
    if (found.length > SHOWN_MAX) break;
  }
  const shown = await withPosts(store, found.slice(0, SHOWN_MAX));
  const roles = await getCustomRoles(
    store,
    shown.flatMap(({ posts }) => posts.flatMap(({ roleIds }) => roleIds)),
  );
  return ok({
    organizations: shown.map(({ organization, posts }) => ({
      organizationId: organization.organizationId,
      name: organization.name,
      orgPath: organization.orgPath,
      posts: posts.map((post) => ({
        postId: post.postId,
        name: post.name,
        roleLabels: post.roleIds.map((roleId) => roleNameOf(roleId, roles)),
        mayGive: refuseTaking(actor, organization, post, roles) === undefined,
      })),
    })),
    hasMore: found.length > SHOWN_MAX,
  });
}
