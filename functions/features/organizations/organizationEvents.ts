import type { OrganizationChange } from "@app/contract/organizations/managedOrganization.schema";
import { COUNTRY_PATH, type OrgPath } from "@app/contract/organizations/orgPath";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import { readEvent, type EventRecord, type NewEvent } from "../../engines/events/event";
import type { Store } from "../../engines/store/storePort";
import { organizationPk, roleKey, type RoleItem } from "./organizationRepository";

/** What happens to an organisation, its departments and posts, in words. */
export const ORGANIZATION_EVENT_LABELS = {
  ORGANIZATION_CREATED: "新增机构",
  ORGANIZATION_EDITED: "修改机构资料",
  ORGANIZATION_MOVED: "调整上级单位",
  ORGANIZATION_DISABLED: "停用机构",
  ORGANIZATION_ENABLED: "启用机构",
  DEPARTMENT_CREATED: "新增部门",
  DEPARTMENT_EDITED: "修改部门",
  DEPARTMENT_DELETED: "删除部门",
  POST_CREATED: "新增岗位",
  POST_EDITED: "修改岗位",
  POST_DELETED: "删除岗位",
} as const;
export type OrganizationEventType = keyof typeof ORGANIZATION_EVENT_LABELS;
export const ROLE_EVENT_LABELS = { ROLE_CREATED: "新增角色", ROLE_EDITED: "修改角色", ROLE_DELETED: "删除角色" } as const;

export interface FieldChange {
  readonly [name: string]: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What differs, in the words of the form; what stayed is left out. */
export function changesOf(rows: readonly (readonly [label: string, before: string, after: string])[]): FieldChange[] {
  return rows.flatMap(([label, before, after]) => (before === after ? [] : [{ label, before, after }]));
}
export const whatOf = (fields: readonly FieldChange[]): string => `修改了${fields.map(({ label }) => label).join("、")}`;

/**
 * An event of an organisation. Departments and posts change beside the organisation itself, so no one version orders them: the moment does, and behind an event
 * of the same moment the next place.
 */
export async function organizationEvent(
  store: Store,
  organization: { readonly organizationId: string; readonly name: string; readonly orgPath: OrgPath },
  event: { readonly eventType: OrganizationEventType; readonly now: Instant; readonly fields: readonly FieldChange[]; readonly payload?: NewEvent["payload"] },
): Promise<NewEvent> {
  const { organizationId, orgPath } = organization;
  const [last] = await listOrganizationEvents(store, organizationId, 1);
  return {
    eventType: event.eventType,
    caseKind: "organization",
    caseId: organizationId,
    casePk: organizationPk(organizationId),
    sequence: Math.max(epochMsOf(event.now), (last?.sequence ?? 0) + 1),
    orgPath,
    caseName: organization.name,
    changed: event.fields,
    ...(typeof event.payload?.["name"] === "string" ? { said: event.payload["name"] } : {}),
    payload: { orgPath, organizationId, fields: event.fields, ...event.payload },
  };
}

export function roleEvent(
  role: Pick<RoleItem, "roleId">,
  version: number,
  eventType: keyof typeof ROLE_EVENT_LABELS,
  fields: readonly FieldChange[],
  name: string,
): NewEvent {
  return {
    eventType,
    caseKind: "role",
    caseId: role.roleId,
    casePk: roleKey(role.roleId).pk,
    sequence: version,
    orgPath: COUNTRY_PATH,
    caseName: name,
    changed: fields,
    payload: { orgPath: COUNTRY_PATH, name, fields },
  };
}

export async function listOrganizationEvents(store: Store, organizationId: string, limit: number): Promise<EventRecord[]> {
  const page = await store.query({ index: "primary", pk: organizationPk(organizationId), range: { beginsWith: "EVENT#" }, order: "descending", limit });
  return page.items.flatMap((item) => readEvent(item) ?? []);
}

export function toChange(event: EventRecord): OrganizationChange[] {
  const label = ORGANIZATION_EVENT_LABELS[event.eventType as OrganizationEventType] as string | undefined;
  if (label === undefined) return [];
  const { name, remark, fields } = event.payload;
  const about = [name, remark].filter((text): text is string => typeof text === "string" && text !== "").join("，");
  return [
    {
      at: event.at,
      byName: event.by.name,
      what: about === "" ? label : `${label}：${about}`,
      fields: (fields ?? []) as unknown as OrganizationChange["fields"],
    },
  ];
}
