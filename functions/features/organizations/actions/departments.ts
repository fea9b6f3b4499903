import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { CreateDepartment, EditDepartment, ManagedOrganization, Removal } from "@app/contract/organizations/managedOrganization.schema";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import { absent, and, equals, exists, versionIs, type Write } from "../../../engines/store/storePort";
import { changesOf, organizationEvent, whatOf } from "../organizationEvents";
import { departmentKey, DEPARTMENTS_MAX, lastChangeText, listDepartments, listPosts, type DepartmentItem } from "../organizationRepository";
import { toManaged } from "../organizationView";
import { onOrganization, type OrganizationCommand, type Refusal } from "./organizationCommand";

type OnDepartment<Command> = OrganizationCommand<Command> & { readonly departmentId: string };
const NO_DEPARTMENT = { code: "NOT_FOUND", what: "个部门" } as const;

export function createDepartment(engine: CommandEngine, input: OrganizationCommand<CreateDepartment>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  const { name, order } = input.command;
  const parentId = input.command.parentId ?? "";
  return onOrganization(engine, "createDepartment", input, async ({ actor, now, newId }, organization) => {
    const { organizationId } = organization;
    const others = await listDepartments(store, organizationId);
    if (others.length >= DEPARTMENTS_MAX) return refuse({ code: "TOO_MANY_BELOW", what: "部门", max: DEPARTMENTS_MAX });
    if (parentId !== "" && !others.some(({ departmentId }) => departmentId === parentId)) return refuse(NO_DEPARTMENT);
    if (hasNamesake(others, parentId, name)) return refuse({ code: "NAME_TAKEN", name });
    const departmentId = newId();
    const department: DepartmentItem = {
      ...departmentKey(organizationId, departmentId),
      departmentId,
      organizationId,
      parentId,
      name,
      order,
      lastChange: { byName: actor.name, at: now, what: "新增部门" },
      additions: 0,
      version: 1,
    };
    return ok({
      writes: [{ kind: "put", tag: "department", item: department, condition: absent }, ...addedTo(organizationId, parentId)],
      events: [await organizationEvent(store, organization, { eventType: "DEPARTMENT_CREATED", now, fields: [], payload: { departmentId, name } })],
      answer: await toManaged(store, actor, organization, { department }),
    });
  });
}

export function editDepartment(engine: CommandEngine, input: OnDepartment<EditDepartment>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  const { name, order, version } = input.command;
  const parentId = input.command.parentId ?? "";
  return onOrganization(
    engine,
    "editDepartment",
    input,
    async ({ actor, now }, organization) => {
      const { organizationId } = organization;
      const all = await listDepartments(store, organizationId);
      const department = all.find(({ departmentId }) => departmentId === input.departmentId);
      if (department === undefined) return refuse(NO_DEPARTMENT);
      if (department.version !== version) return refuse({ code: "DEPARTMENT_CHANGED", lastChange: lastChangeText(department), version: department.version });
      const parent = all.find(({ departmentId }) => departmentId === parentId);
      if (parentId !== "" && parent === undefined) return refuse(NO_DEPARTMENT);
      const above = chainOf(all, parent);
      if (above.some(({ departmentId }) => departmentId === department.departmentId)) return refuse({ code: "DEPARTMENT_CIRCLE" });
      if (hasNamesake(all, parentId, name, department.departmentId)) return refuse({ code: "NAME_TAKEN", name });
      const nameOf = (id: string): string => all.find(({ departmentId }) => departmentId === id)?.name ?? "";
      const fields = changesOf([
        ["名称", department.name, name],
        ["上级部门", nameOf(department.parentId), nameOf(parentId)],
        ["排序", String(department.order), String(order)],
      ]);
      if (fields.length === 0) return ok({ writes: [], events: [], answer: await toManaged(store, actor, organization) });
      const next: DepartmentItem = {
        ...department,
        name,
        parentId,
        order,
        lastChange: { byName: actor.name, at: now, what: whatOf(fields) },
        version: version + 1,
      };
      const moves = parentId !== department.parentId;
      return ok({
        writes: [
          { kind: "put", tag: "department", item: next, condition: and(versionIs(version), equals("additions", department.additions)) },
          // Where it goes, nothing above may itself be moved at this moment: two moves together could make a circle.
          ...(moves
            ? above
                .map(({ departmentId }, index) => (index === 0 ? addedTo(organizationId, departmentId) : [staysAsIs(all, organizationId, departmentId)]))
                .flat()
            : []),
        ],
        events: [
          await organizationEvent(store, organization, {
            eventType: "DEPARTMENT_EDITED",
            now,
            fields,
            payload: { departmentId: department.departmentId, name: department.name },
          }),
        ],
        answer: await toManaged(store, actor, organization, { department: next }),
      });
    },
    [input.departmentId],
  );
}

export function deleteDepartment(engine: CommandEngine, input: OnDepartment<Removal>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  return onOrganization(
    engine,
    "deleteDepartment",
    input,
    async ({ actor, now }, organization) => {
      const { organizationId } = organization;
      const [all, posts] = await Promise.all([listDepartments(store, organizationId), listPosts(store, organizationId)]);
      const department = all.find(({ departmentId }) => departmentId === input.departmentId);
      if (department === undefined) return refuse(NO_DEPARTMENT);
      if (department.version !== input.command.version)
        return refuse({ code: "DEPARTMENT_CHANGED", lastChange: lastChangeText(department), version: department.version });
      const inIt = {
        departments: all.filter(({ parentId }) => parentId === department.departmentId).length,
        posts: posts.filter(({ departmentId }) => departmentId === department.departmentId).length,
      };
      if (inIt.departments + inIt.posts > 0) return refuse({ code: "DEPARTMENT_IN_USE", ...inIt });
      const { departmentId, name, version, additions } = department;
      return ok({
        writes: [
          {
            kind: "delete",
            tag: "department",
            key: departmentKey(organizationId, departmentId),
            condition: and(versionIs(version), equals("additions", additions)),
          },
        ],
        events: [await organizationEvent(store, organization, { eventType: "DEPARTMENT_DELETED", now, fields: [], payload: { departmentId, name } })],
        answer: await toManaged(store, actor, organization, { removedId: departmentId }),
      });
    },
    [input.departmentId],
  );
}

/** Says that something was put into a department, and that it is there. */
export function addedTo(organizationId: string, departmentId: string): Write[] {
  return departmentId === ""
    ? []
    : [{ kind: "update", tag: "department it goes to", key: departmentKey(organizationId, departmentId), add: { additions: 1 }, condition: exists }];
}

function staysAsIs(all: readonly DepartmentItem[], organizationId: string, departmentId: string): Write {
  const version = all.find((department) => department.departmentId === departmentId)?.version ?? 0;
  return { kind: "check", tag: "department above", key: departmentKey(organizationId, departmentId), condition: versionIs(version) };
}

function chainOf(all: readonly DepartmentItem[], from: DepartmentItem | undefined): DepartmentItem[] {
  const chain: DepartmentItem[] = [];
  for (let current = from; current !== undefined && !chain.includes(current); current = all.find(({ departmentId }) => departmentId === current?.parentId))
    chain.push(current);
  return chain;
}

function hasNamesake(all: readonly DepartmentItem[], parentId: string, name: string, except?: string): boolean {
  return all.some((other) => other.parentId === parentId && other.name === name && other.departmentId !== except);
}
