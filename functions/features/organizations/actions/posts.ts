import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { CreatePost, EditPost, ManagedOrganization, PostContent, Removal } from "@app/contract/organizations/managedOrganization.schema";
import { COUNTRY_PATH, coversPath } from "@app/contract/organizations/orgPath";
import { roleBelongsTo } from "@app/contract/organizations/handOut";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import { absent, and, equals, exists, versionIs, type Store, type Write } from "../../../engines/store/storePort";
import { changeGrantsWrites, getAccount, type AccountItem } from "../../sessions/public";
import { builtInRole } from "../grantsOfPost";
import { beyondHandOut, roleNameOf, type RolesById } from "../handingOut";
import { lastAdminGuard } from "../lastAdmin";
import { changesOf, organizationEvent, whatOf } from "../organizationEvents";
import {
  getCustomRoles,
  getPost,
  lastChangeText,
  listDepartments,
  listPostHolders,
  listPosts,
  postKey,
  POSTS_MAX,
  roleKey,
  type DepartmentItem,
  type OrganizationItem,
  type PostItem,
} from "../organizationRepository";
import { scopeLabel, toManaged } from "../organizationView";
import { accountPosts } from "../postHolding";
import { addedTo } from "./departments";
import { onOrganization, type OrganizationCommand, type Refusal } from "./organizationCommand";

type OnPost<Command> = OrganizationCommand<Command> & { readonly postId: string };
const NO_POST = { code: "NOT_FOUND", what: "个岗位" } as const;
/** A transaction takes a hundred writes; beside the holders' there are the post, its event, its roles, its department, two guards and the request. */
const HOLDER_WRITES_MAX = 80;

export function createPost(engine: CommandEngine, input: OrganizationCommand<CreatePost>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  return onOrganization(engine, "createPost", input, async ({ actor, now, newId }, organization) => {
    const { organizationId } = organization;
    const posts = await listPosts(store, organizationId);
    if (posts.length >= POSTS_MAX) return refuse({ code: "TOO_MANY_BELOW", what: "岗位", max: POSTS_MAX });
    const checked = await checkContent(store, { actor, organization, content: input.command, others: posts });
    if (!checked.ok) return checked;
    const { departmentId, roles, departments: _others, ...content } = checked.value;
    const postId = newId();
    const post: PostItem = {
      ...postKey(organizationId, postId),
      postId,
      organizationId,
      departmentId,
      ...content,
      holders: 0,
      holdings: 0,
      lastChange: { byName: actor.name, at: now, what: "新增岗位" },
      version: 1,
    };
    const beyond = beyondHandOut(actor, organization, post, roles);
    if (beyond.length > 0) return refuse({ code: "HAND_OUT_TOO_MUCH", permissions: beyond });
    const fields = changesOf([
      ["角色", "", roleNames(post, roles)],
      ["管辖范围", "", scopeLabel(post.scope)],
    ]);
    return ok({
      writes: [{ kind: "put", tag: "post", item: post, condition: absent }, ...addedTo(organizationId, departmentId), ...rolesUsed([], post.roleIds)],
      events: [await organizationEvent(store, organization, { eventType: "POST_CREATED", now, fields, payload: { postId, name: post.name } })],
      answer: await toManaged(store, actor, organization, { post }),
    });
  });
}

/** A post changes together with the accounts of its holders, or not at all: nobody keeps for a moment what the post no longer gives. */
export function editPost(engine: CommandEngine, input: OnPost<EditPost>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  const { version } = input.command;
  return onOrganization(
    engine,
    "editPost",
    input,
    async ({ actor, now }, organization) => {
      const { organizationId } = organization;
      const posts = await listPosts(store, organizationId);
      const post = posts.find(({ postId }) => postId === input.postId);
      if (post === undefined) return refuse(NO_POST);
      if (post.version !== version) return refuse({ code: "POST_CHANGED", lastChange: lastChangeText(post), version: post.version });
      const checked = await checkContent(store, { actor, organization, content: input.command, others: posts, post });
      if (!checked.ok) return checked;
      const { departmentId, roles, departments, ...content } = checked.value;
      const nameOf = (id: string): string => departments.find((department) => department.departmentId === id)?.name ?? "";
      const fields = changesOf([
        ["岗位名称", post.name, content.name],
        ["部门", nameOf(post.departmentId), nameOf(departmentId)],
        ["角色", roleNames(post, roles), roleNames(content, roles)],
        ["管辖范围", scopeLabel(post.scope), scopeLabel(content.scope)],
      ]);
      if (fields.length === 0) return ok({ writes: [], events: [], answer: await toManaged(store, actor, organization) });
      const next: PostItem = { ...post, ...content, departmentId, lastChange: { byName: actor.name, at: now, what: whatOf(fields) }, version: version + 1 };
      // What it gave before as well: whoever may not give it may not take it from those who have it.
      const beyond = [...beyondHandOut(actor, organization, post, roles), ...beyondHandOut(actor, organization, next, roles)];
      if (beyond.length > 0) return refuse({ code: "HAND_OUT_TOO_MUCH", permissions: [...new Set(beyond)] });
      const holders = await changeHolders(store, organization, next);
      if (holders.writes.length > HOLDER_WRITES_MAX) return refuse({ code: "POST_CHANGE_TOO_WIDE", holders: post.holders });
      const guard = organization.orgPath === COUNTRY_PATH ? await lastAdminGuard(store, { accounts: holders.accounts }) : ok([]);
      if (!guard.ok) return guard;
      return ok({
        writes: [
          { kind: "put", tag: "post", item: next, condition: and(versionIs(version), equals("holdings", post.holdings)) },
          ...(departmentId === post.departmentId ? [] : addedTo(organizationId, departmentId)),
          ...rolesUsed(post.roleIds, next.roleIds),
          ...holders.writes,
          ...guard.value,
        ],
        events: [
          await organizationEvent(store, organization, {
            eventType: "POST_EDITED",
            now,
            fields,
            payload: { postId: post.postId, name: post.name, holders: [...holders.accounts.keys()] },
          }),
        ],
        answer: await toManaged(store, actor, organization, { post: next }),
      });
    },
    [input.postId],
  );
}

export function deletePost(engine: CommandEngine, input: OnPost<Removal>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  return onOrganization(
    engine,
    "deletePost",
    input,
    async ({ actor, now }, organization) => {
      const { organizationId } = organization;
      const post = await getPost(store, organizationId, input.postId);
      if (post === undefined) return refuse(NO_POST);
      if (post.version !== input.command.version) return refuse({ code: "POST_CHANGED", lastChange: lastChangeText(post), version: post.version });
      if (post.holders > 0) return refuse({ code: "POST_IN_USE", holders: post.holders });
      const { postId, name, version } = post;
      return ok({
        writes: [
          { kind: "delete", tag: "post", key: postKey(organizationId, postId), condition: and(versionIs(version), equals("holders", 0)) },
          ...rolesUsed(post.roleIds, []),
        ],
        events: [await organizationEvent(store, organization, { eventType: "POST_DELETED", now, fields: [], payload: { postId, name } })],
        answer: await toManaged(store, actor, organization, { removedId: postId }),
      });
    },
    [input.postId],
  );
}

interface Content {
  readonly name: string;
  readonly departmentId: string;
  readonly roleIds: readonly string[];
  readonly scope: PostItem["scope"];
  /** Those of before as well. */
  readonly roles: RolesById;
  readonly departments: readonly DepartmentItem[];
}

async function checkContent(
  store: Store,
  about: {
    readonly actor: Actor;
    readonly organization: OrganizationItem;
    readonly content: PostContent;
    readonly others: readonly PostItem[];
    readonly post?: PostItem;
  },
): Promise<Result<Content, Refusal>> {
  const { organization, content, others, post } = about;
  const departmentId = content.departmentId ?? "";
  const roleIds = [...new Set<string>(content.roleIds)];
  const [departments, roles] = await Promise.all([
    listDepartments(store, organization.organizationId),
    getCustomRoles(
      store,
      [...roleIds, ...(post?.roleIds ?? [])].filter((roleId) => builtInRole(roleId) === undefined),
    ),
  ]);
  if (departmentId !== "" && !departments.some((department) => department.departmentId === departmentId)) return refuse({ code: "NOT_FOUND", what: "个部门" });
  if (others.some((other) => other.name === content.name && other.departmentId === departmentId && other.postId !== post?.postId))
    return refuse({ code: "NAME_TAKEN", name: content.name });
  for (const roleId of roleIds) {
    const role = builtInRole(roleId);
    if (role === undefined && !roles.has(roleId)) return refuse({ code: "ROLE_UNKNOWN" });
    if (role !== undefined && !roleBelongsTo(role, organization)) return refuse({ code: "ROLE_UNSUITABLE", roleName: roleNameOf(roleId, roles) });
  }
  if (content.scope.regions.some((region) => !coversPath(organization.orgPath, region))) return refuse({ code: "POST_SCOPE_OUTSIDE" });
  const scope = { regions: [...new Set(content.scope.regions)], categories: [...new Set(content.scope.categories)] };
  return ok({ name: content.name, departmentId, roleIds, scope, roles, departments });
}

/** What the changed post does to those who hold it. Its own event names them; forty more would not fit the transaction. */
async function changeHolders(
  store: Store,
  organization: OrganizationItem,
  post: PostItem,
): Promise<{ readonly writes: Write[]; readonly accounts: ReadonlyMap<string, AccountItem> }> {
  const holders = await listPostHolders(store, post.postId);
  const accounts = (await Promise.all(holders.map(({ username }) => getAccount(store, username)))).filter((account) => account !== undefined);
  const changed = accounts.flatMap((account) => {
    const next = accountPosts(account, { take: [{ organization, post }], leave: [] });
    return JSON.stringify([next.grants, next.posts]) === JSON.stringify([account.grants, account.posts]) ? [] : [{ account, next }];
  });
  return {
    writes: changed.flatMap(({ account, next }) => changeGrantsWrites(account, next)),
    accounts: new Map(changed.map(({ account, next }) => [account.username, { ...account, ...next } as AccountItem])),
  };
}

/** Keeps count of the posts that give a made role; one in use is not deleted. */
function rolesUsed(before: readonly string[], after: readonly string[]): Write[] {
  const count = (roleId: string, by: 1 | -1): Write[] =>
    builtInRole(roleId) === undefined ? [{ kind: "update", tag: `role ${roleId}`, key: roleKey(roleId), add: { posts: by }, condition: exists }] : [];
  return [
    ...after.filter((roleId) => !before.includes(roleId)).flatMap((roleId) => count(roleId, 1)),
    ...before.filter((roleId) => !after.includes(roleId)).flatMap((roleId) => count(roleId, -1)),
  ];
}

const roleNames = ({ roleIds }: Pick<PostItem, "roleIds">, roles: RolesById): string => roleIds.map((roleId) => roleNameOf(roleId, roles)).join("、");
