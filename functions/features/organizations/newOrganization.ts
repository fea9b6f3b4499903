import type { Actor } from "@app/contract/kernel/actor";
import { ORGANIZATION_KIND_LABELS } from "@app/contract/organizations/organization.schema";
import type { Role } from "@app/contract/organizations/roles";
import type { Instant } from "@app/contract/kernel/time";
import type { NewEvent } from "../../engines/events/event";
import { absent, type Store, type Write } from "../../engines/store/storePort";
import { organizationEvent } from "./organizationEvents";
import { organizationItem, organizationKey, postKey, type OrganizationItem, type PostItem } from "./organizationRepository";
import { postHolderItem } from "./postHolding";
import { standardPostId, standardPosts } from "./standardPosts";

export const NEW_ORGANIZATION_TAG = "organization";

export interface NewOrganization {
  readonly organization: OrganizationItem;
  readonly posts: readonly PostItem[];
  readonly writes: readonly Write[];
  readonly event: NewEvent;
}

/**
 * An organisation with the standard posts of its kind. Its parent must be there and in use at that moment.
 * @param firstHolder an account that is created in the same transaction and takes the post of this role: build it with `accountPosts`, do not add `takePostsWrites`
 */
export async function newOrganization(
  store: Store,
  input: {
    readonly organization: Omit<Parameters<typeof organizationItem>[0], "status">;
    readonly by: Pick<Actor, "name">;
    readonly now: Instant;
    readonly firstHolder?: { readonly accountId: string; readonly username: string; readonly role: Role };
  },
): Promise<NewOrganization> {
  const { firstHolder, now, by } = input;
  const lastChange = { byName: by.name, at: now, what: "新增机构" };
  const organization: OrganizationItem = { ...organizationItem({ ...input.organization, status: "ACTIVE" }), lastChange };
  const { organizationId, orgPath, kind, name, parentId } = organization;
  const posts = standardPosts(organization).map(({ key, name: postName, role }): PostItem => {
    const postId = standardPostId(organizationId, key);
    const held = firstHolder?.role === role ? 1 : 0;
    return {
      ...postKey(organizationId, postId),
      postId,
      organizationId,
      departmentId: "",
      name: postName,
      roleIds: [role],
      scope: { regions: [], categories: [] },
      holders: held,
      holdings: held,
      lastChange: { ...lastChange, what: "随机构设立" },
      version: 1,
    };
  });
  const held = posts.find(({ holders }) => holders === 1);
  return {
    organization,
    posts,
    writes: [
      { kind: "put", tag: NEW_ORGANIZATION_TAG, item: organization, condition: absent },
      ...posts.map((post): Write => ({ kind: "put", tag: `post ${post.postId}`, item: post, condition: absent })),
      ...(held === undefined || firstHolder === undefined
        ? []
        : [{ kind: "put", tag: "first holder", item: postHolderItem(firstHolder, held), condition: absent } as const]),
      ...(parentId === "" ? [] : [{ kind: "check", tag: "parent", key: organizationKey(parentId), condition: { kind: "exists" } } as const]),
    ],
    event: await organizationEvent(store, organization, {
      eventType: "ORGANIZATION_CREATED",
      now,
      fields: [
        { label: "名称", before: "", after: name },
        { label: "类型", before: "", after: ORGANIZATION_KIND_LABELS[kind] },
      ],
      payload: { name, path: orgPath },
    }),
  };
}
