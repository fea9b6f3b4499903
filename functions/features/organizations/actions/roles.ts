import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { CreateRole, EditRole, ManagedRoles, Removal } from "@app/contract/organizations/managedOrganization.schema";
import type { RoleRefusal } from "@app/contract/organizations/organizations.errors";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import { inMatrixOrder } from "@app/contract/organizations/permissionGroups";
import { PERMISSION_LABELS, ROLE_LABELS, type Permission } from "@app/contract/organizations/roles";
import { runCommand, type CommandContext, type CommandEngine, type Decision } from "../../../engines/commands/runCommand";
import { absent, and, equals, versionIs, type Store } from "../../../engines/store/storePort";
import { builtInRole } from "../grantsOfPost";
import { lastAdminGuard } from "../lastAdmin";
import { changesOf, roleEvent, whatOf } from "../organizationEvents";
import { CUSTOM_ROLES_MAX, lastChangeText, listCustomRoles, roleIndexEntry, roleKey, type RoleItem } from "../organizationRepository";
import { managedRoles } from "../queries/listRoles";

type Refusal = RoleRefusal | KernelRefusal;
type Decided = Result<Decision<ManagedRoles, Refusal>, Refusal>;
const NO_ROLE = { code: "NOT_FOUND", what: "个角色" } as const;

/** Roles hold for the whole country, so whoever makes them has the permission there, and thereby may hand out everything. */
function onRoles<Command extends { readonly requestId: string }>(
  engine: CommandEngine,
  name: string,
  input: { readonly actor: Actor; readonly roleId?: string; readonly command: Command },
  decide: (context: CommandContext, roles: readonly RoleItem[]) => Promise<Decided>,
): Promise<Result<ManagedRoles, Refusal>> {
  return runCommand<ManagedRoles, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: name,
    asked: [input.roleId ?? "", input.command],
    decide: async (context) => {
      if (!mayAt(input.actor, "roles.edit", COUNTRY_PATH)) return refuse({ code: "FORBIDDEN" });
      return decide(context, await listCustomRoles(engine.store));
    },
  });
}

export function createRole(engine: CommandEngine, input: { readonly actor: Actor; readonly command: CreateRole }): Promise<Result<ManagedRoles, Refusal>> {
  const { requestId: _request, ...content } = input.command;
  return onRoles(engine, "createRole", input, async ({ actor, now, newId }, roles) => {
    if (roles.length >= CUSTOM_ROLES_MAX) return refuse({ code: "ROLES_TOO_MANY", max: CUSTOM_ROLES_MAX });
    if (isTaken(roles, content.name)) return refuse({ code: "ROLE_NAME_TAKEN", name: content.name });
    const roleId = `role-${newId().toLowerCase()}`;
    const role: RoleItem = {
      ...roleKey(roleId),
      index1: roleIndexEntry({ roleId, name: content.name }),
      roleId,
      ...content,
      permissions: inMatrixOrder(content.permissions),
      posts: 0,
      lastChange: { byName: actor.name, at: now, what: "新增角色" },
      version: 1,
    };
    const fields = changesOf([["权限", "", labelsOf(role.permissions)]]);
    return ok({
      writes: [{ kind: "put", tag: "role", item: role, condition: absent }],
      events: [roleEvent(role, 1, "ROLE_CREATED", fields, role.name)],
      answer: managedRoles([...roles, role], actor),
    });
  });
}

/** Its holders have the new permissions within a minute: the session asks the role, the accounts stay as they are. */
export function editRole(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly roleId: string; readonly command: EditRole },
): Promise<Result<ManagedRoles, Refusal>> {
  const { requestId: _request, version, ...content } = input.command;
  return onRoles(engine, "editRole", input, async ({ actor, now }, roles) => {
    if (builtInRole(input.roleId) !== undefined) return refuse({ code: "ROLE_BUILT_IN" });
    const role = await current(engine.store, input.roleId);
    if (role === undefined) return refuse(NO_ROLE);
    if (role.version !== version) return refuse({ code: "ROLE_CHANGED", lastChange: lastChangeText(role), version: role.version });
    if (isTaken(roles, content.name, role.roleId)) return refuse({ code: "ROLE_NAME_TAKEN", name: content.name });
    const permissions = inMatrixOrder(content.permissions);
    const fields = changesOf([
      ["名称", role.name, content.name],
      ["说明", role.description, content.description],
      ["权限", labelsOf(role.permissions), labelsOf(permissions)],
    ]);
    if (fields.length === 0) return ok({ writes: [], events: [], answer: managedRoles(roles, actor) });
    const guard = await lastAdminGuard(engine.store, { roles: new Map([[role.roleId, permissions]]) });
    if (!guard.ok) return guard;
    const next: RoleItem = {
      ...role,
      ...content,
      permissions,
      index1: roleIndexEntry({ roleId: role.roleId, name: content.name }),
      lastChange: { byName: actor.name, at: now, what: whatOf(fields) },
      version: version + 1,
    };
    return ok({
      // Posts come to use it and leave it meanwhile; their count is not this command's to change.
      writes: [{ kind: "put", tag: "role", item: next, condition: and(versionIs(version), equals("posts", role.posts)) }, ...guard.value],
      events: [roleEvent(role, version + 1, "ROLE_EDITED", fields, content.name)],
      answer: managedRoles([...roles.filter(({ roleId }) => roleId !== role.roleId), next], actor),
    });
  });
}

export function deleteRole(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly roleId: string; readonly command: Removal },
): Promise<Result<ManagedRoles, Refusal>> {
  return onRoles(engine, "deleteRole", input, async ({ actor }, roles) => {
    if (builtInRole(input.roleId) !== undefined) return refuse({ code: "ROLE_BUILT_IN" });
    const role = await current(engine.store, input.roleId);
    if (role === undefined) return refuse(NO_ROLE);
    const { roleId, version, name, posts } = role;
    if (version !== input.command.version) return refuse({ code: "ROLE_CHANGED", lastChange: lastChangeText(role), version });
    if (posts > 0) return refuse({ code: "ROLE_IN_USE", posts });
    return ok({
      writes: [{ kind: "delete", tag: "role", key: roleKey(roleId), condition: and(versionIs(version), equals("posts", 0)) }],
      events: [roleEvent(role, version + 1, "ROLE_DELETED", changesOf([["权限", labelsOf(role.permissions), ""]]), name)],
      answer: managedRoles(
        roles.filter((other) => other.roleId !== roleId),
        actor,
      ),
    });
  });
}

async function current(store: Store, roleId: string): Promise<RoleItem | undefined> {
  return (await store.get(roleKey(roleId))) as RoleItem | undefined;
}
function isTaken(roles: readonly RoleItem[], name: string, except?: string): boolean {
  return (Object.values(ROLE_LABELS) as string[]).includes(name) || roles.some((role) => role.name === name && role.roleId !== except);
}
const labelsOf = (permissions: readonly Permission[]): string =>
  inMatrixOrder(permissions)
    .map((permission) => PERMISSION_LABELS[permission])
    .join("、");
