import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { maskName, maskPhone } from "@app/contract/kernel/mask";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { isHazardCategory } from "@app/contract/organizations/hazardCategories";
import {
  ADMITTED_KINDS,
  type EditOrganization,
  type ManagedOrganization,
  type MoveOrganization,
  type SetOrganizationStatus,
} from "@app/contract/organizations/managedOrganization.schema";
import type { Jurisdiction } from "@app/contract/organizations/organization.schema";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { lastAdminGuard } from "../lastAdmin";
import { changesOf, organizationEvent, whatOf } from "../organizationEvents";
import { getOrganization, lastChangeText, organizationPlaces, type OrganizationItem } from "../organizationRepository";
import { labelsOfCharge, mayGovern, toManaged } from "../organizationView";
import { chainAbove, namesakeBelow, parentSuits, readMovesGuard, TREE_DEPTH_MAX } from "../tree";
import { onOrganization, type OrganizationCommand, type Refusal } from "./organizationCommand";

const changedRefusal = (organization: OrganizationItem): Refusal => ({
  code: "ORGANIZATION_CHANGED",
  lastChange: lastChangeText(organization),
  version: organization.version,
});

/** Whoever saves second is told who changed what (promise R5). Its people are told of a new name afterwards, by a consumer. */
export function editOrganization(engine: CommandEngine, input: OrganizationCommand<EditOrganization>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  const { requestId: _request, version, principalPhone, jurisdiction, ...content } = input.command;
  return onOrganization(engine, "editOrganization", input, async ({ actor, now }, organization) => {
    if (organization.version !== version) return refuse(changedRefusal(organization));
    const followsFacility = organization.kind === "FACILITY" && (content.name !== organization.name || content.address !== organization.address);
    if (followsFacility) return refuse({ code: "NAME_FOLLOWS_FACILITY" });
    const charge = jurisdiction === undefined || isSameCharge(jurisdiction, organization.jurisdiction) ? organization.jurisdiction : jurisdiction;
    const refused = refuseAdmittedFields(actor, organization, { name: content.name, charge });
    if (refused !== undefined) return refuse(refused);
    const after = { ...content, principalPhone: principalPhone ?? organization.principalPhone, jurisdiction: charge };
    const fields = changesOf([
      ["名称", organization.name, after.name],
      ["地址", organization.address, after.address],
      ["电话", organization.phone, after.phone],
      ["负责人", shown(organization.principalName, maskName), shown(after.principalName, maskName)],
      ["负责人手机", shown(organization.principalPhone, maskPhone), shown(after.principalPhone, maskPhone)],
      ["邮箱", organization.email, after.email],
      ["管控区域", labelsOfCharge(organization.jurisdiction).regions.join("、"), labelsOfCharge(charge).regions.join("、")],
      ["管控类别", labelsOfCharge(organization.jurisdiction).categories.join("、"), labelsOfCharge(charge).categories.join("、")],
    ]);
    // Names and phones may differ behind the same mask.
    const isSame = (Object.keys(after) as (keyof typeof after)[]).every((name) => after[name] === organization[name]);
    if (isSame) return ok({ writes: [], events: [], answer: await toManaged(store, actor, organization) });
    const renamed = after.name !== organization.name;
    if (renamed && (await namesakeBelow(store, organization.parentId, after.name, organization.organizationId)))
      return refuse({ code: "ORGANIZATION_NAME_TAKEN", name: after.name });
    const what = fields.length === 0 ? "修改了负责人信息" : whatOf(fields);
    const next: OrganizationItem = { ...organization, ...after, lastChange: { byName: actor.name, at: now, what }, version: version + 1 };
    return ok({
      writes: [{ kind: "put", tag: "organization", item: next, condition: versionIs(version) }],
      events: [await organizationEvent(store, organization, { eventType: "ORGANIZATION_EDITED", now, fields, payload: { renamed } })],
      answer: await toManaged(store, actor, next),
    });
  });
}

/** An office may only put others in charge of places that it governs itself. */
function refuseAdmittedFields(
  actor: Actor,
  organization: OrganizationItem,
  { name, charge }: { readonly name: string; readonly charge: Jurisdiction },
): Refusal | undefined {
  const isChargeChanged = charge !== organization.jurisdiction;
  if (!isChargeChanged && name === organization.name) return undefined;
  const isAdmitted = ADMITTED_KINDS.includes(organization.kind);
  if ((isAdmitted || isChargeChanged) && !mayGovern(actor, organization.orgPath)) return { code: "ADMITTED_FIELDS_LOCKED" };
  if (!isChargeChanged) return undefined;
  if (!charge.categories.every(isHazardCategory)) return { code: "CATEGORY_UNKNOWN" };
  const added = charge.regions.filter((region) => !organization.jurisdiction.regions.includes(region));
  return added.every((region) => mayAt(actor, "organizations.edit", region)) ? undefined : { code: "JURISDICTION_NOT_YOURS" };
}

function isSameCharge(left: Jurisdiction, right: Jurisdiction): boolean {
  const sorted = ({ regions, categories }: Jurisdiction): string => JSON.stringify([[...regions].sort(), [...categories].sort()]);
  return sorted(left) === sorted(right);
}

/** Puts an organisation under another one. Where it stands, and so who sees it, stays: cases and figures hang on the place. */
export function moveOrganization(engine: CommandEngine, input: OrganizationCommand<MoveOrganization>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  const { version, parentId } = input.command;
  return onOrganization(engine, "moveOrganization", input, async ({ actor, now }, organization) => {
    if (!mayGovern(actor, organization.orgPath)) return refuse({ code: "FORBIDDEN" });
    const guard = await readMovesGuard(store);
    if (organization.version !== version) return refuse(changedRefusal(organization));
    if (organization.parentId === parentId) return ok({ writes: [], events: [], answer: await toManaged(store, actor, organization) });
    const parent = await getOrganization(store, parentId);
    if (parent === undefined || !mayAt(actor, "organizations.edit", parent.orgPath)) return refuse({ code: "PARENT_UNSUITABLE" });
    const above = await chainAbove(store, parent);
    if (above.some(({ organizationId }) => organizationId === organization.organizationId))
      return refuse({ code: "ORGANIZATION_CIRCLE", parentName: parent.name });
    if (!parentSuits(parent, organization)) return refuse({ code: "PARENT_UNSUITABLE" });
    if (above.length >= TREE_DEPTH_MAX) return refuse({ code: "ORGANIZATION_TOO_DEEP", max: TREE_DEPTH_MAX });
    if (await namesakeBelow(store, parentId, organization.name, organization.organizationId))
      return refuse({ code: "ORGANIZATION_NAME_TAKEN", name: organization.name });
    const before = organization.parentId === "" ? undefined : await getOrganization(store, organization.parentId);
    const fields = changesOf([["上级单位", before?.name ?? "", parent.name]]);
    const moved = { ...organization, parentId };
    const next: OrganizationItem = {
      ...moved,
      ...organizationPlaces(moved),
      lastChange: { byName: actor.name, at: now, what: `把上级单位改为${parent.name}` },
      version: version + 1,
    };
    return ok({
      writes: [{ kind: "put", tag: "organization", item: next, condition: versionIs(version) }, guard],
      events: [
        await organizationEvent(store, organization, { eventType: "ORGANIZATION_MOVED", now, fields, payload: { from: organization.parentId, to: parentId } }),
      ],
      answer: await toManaged(store, actor, next),
    });
  });
}

/**
 * A disabled organisation keeps its records and gives its people nothing; a consumer takes their grants back right afterwards, and gives them again when it is
 * enabled. Deleting does not exist: history hangs on it.
 */
export function setOrganizationStatus(engine: CommandEngine, input: OrganizationCommand<SetOrganizationStatus>): Promise<Result<ManagedOrganization, Refusal>> {
  const { store } = engine;
  const { version, status, remark = "" } = input.command;
  return onOrganization(engine, "setOrganizationStatus", input, async ({ actor, now }, organization) => {
    if (!mayGovern(actor, organization.orgPath)) return refuse({ code: "FORBIDDEN" });
    if (organization.version !== version) return refuse(changedRefusal(organization));
    if (organization.status === status) return ok({ writes: [], events: [], answer: await toManaged(store, actor, organization) });
    const disables = status === "DISABLED";
    const guard =
      disables && organization.orgPath === COUNTRY_PATH
        ? await lastAdminGuard(store, { disabledOrganizationIds: new Set([organization.organizationId]) })
        : ok([]);
    if (!guard.ok) return guard;
    const label = (of: OrganizationItem["status"]): string => (of === "ACTIVE" ? "启用" : "停用");
    const next: OrganizationItem = {
      ...organization,
      status,
      lastChange: { byName: actor.name, at: now, what: `${label(status)}了机构` },
      version: version + 1,
    };
    const fields = changesOf([["状态", label(organization.status), label(status)]]);
    const eventType = disables ? "ORGANIZATION_DISABLED" : "ORGANIZATION_ENABLED";
    return ok({
      writes: [{ kind: "put", tag: "organization", item: next, condition: versionIs(version) }, ...guard.value],
      events: [await organizationEvent(store, organization, { eventType, now, fields, payload: remark === "" ? {} : { remark } })],
      answer: await toManaged(store, actor, next),
    });
  });
}

function shown(text: string, mask: (text: string) => string): string {
  return text === "" ? "" : mask(text);
}
