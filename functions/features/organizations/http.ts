import { scopesOf } from "@app/contract/kernel/actor";
import { ok } from "@app/contract/kernel/result";
import type { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Handlers } from "../../engines/http/handler";
import { editOrganization, moveOrganization, setOrganizationStatus } from "./actions/changeOrganization";
import { createOrganization } from "./actions/createOrganization";
import { createDepartment, deleteDepartment, editDepartment } from "./actions/departments";
import { createPost, deletePost, editPost } from "./actions/posts";
import { createRole, deleteRole, editRole } from "./actions/roles";
import { listRoles } from "./queries/listRoles";
import { getOrganizationDetail, listOrganizationChanges, listOrganizationRoots, listOrganizationsBelow, searchOrganizations } from "./queries/organizationTree";
import { regionChoices } from "./regionChoices";

export function organizationHandlers(engine: CommandEngine): Handlers<typeof organizationRoutes> {
  return {
    listOrganizationRoots: ({ actor }) => listOrganizationRoots(engine, actor),
    listOrganizationsBelow: ({ actor, input }) => listOrganizationsBelow(engine, actor, input.params.organizationId, input.query),
    searchOrganizations: ({ actor, input }) => searchOrganizations(engine, actor, input.query),
    getOrganization: ({ actor, input }) => getOrganizationDetail(engine, actor, input.params.organizationId),
    listOrganizationChanges: ({ actor, input }) => listOrganizationChanges(engine, actor, input.params.organizationId),
    listOrganizationRegions: async ({ actor, input }) => ok({ items: regionChoices(scopesOf(actor, "organizations.edit"), input.query) }),
    createOrganization: ({ actor, input }) => createOrganization(engine, { actor, command: input.body }),
    editOrganization: ({ actor, input }) => editOrganization(engine, { actor, ...input.params, command: input.body }),
    moveOrganization: ({ actor, input }) => moveOrganization(engine, { actor, ...input.params, command: input.body }),
    setOrganizationStatus: ({ actor, input }) => setOrganizationStatus(engine, { actor, ...input.params, command: input.body }),
    createDepartment: ({ actor, input }) => createDepartment(engine, { actor, ...input.params, command: input.body }),
    editDepartment: ({ actor, input }) => editDepartment(engine, { actor, ...input.params, command: input.body }),
    deleteDepartment: ({ actor, input }) => deleteDepartment(engine, { actor, ...input.params, command: input.body }),
    createPost: ({ actor, input }) => createPost(engine, { actor, ...input.params, command: input.body }),
    editPost: ({ actor, input }) => editPost(engine, { actor, ...input.params, command: input.body }),
    deletePost: ({ actor, input }) => deletePost(engine, { actor, ...input.params, command: input.body }),
    listRoles: ({ actor }) => listRoles(engine, actor),
    createRole: ({ actor, input }) => createRole(engine, { actor, command: input.body }),
    editRole: ({ actor, input }) => editRole(engine, { actor, ...input.params, command: input.body }),
    deleteRole: ({ actor, input }) => deleteRole(engine, { actor, ...input.params, command: input.body }),
  };
}
