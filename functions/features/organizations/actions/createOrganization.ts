import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { CreateOrganization, ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { COUNTRY_PATH, orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { newOrganization } from "../newOrganization";
import { getOrganization, nearestBureauAbove } from "../organizationRepository";
import { toManaged } from "../organizationView";
import { isRegion } from "../regionLabel";
import { depthOf, namesakeBelow, parentSuits, TREE_DEPTH_MAX } from "../tree";
import type { Refusal } from "./organizationCommand";

/** A bureau at its place, or a unit below a district, with the standard posts of its kind. */
export function createOrganization(engine: CommandEngine, input: { actor: Actor; command: CreateOrganization }): Promise<Result<ManagedOrganization, Refusal>> {
  const { requestId, kind, regionPath, parentId, principalPhone = "", ...content } = input.command;
  const { store } = engine;
  return runCommand<ManagedOrganization, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "createOrganization",
    asked: input.command,
    decide: async ({ actor, now, newId }) => {
      if (!isRegion(regionPath) || (kind !== "BUREAU" && orgLevelOf(regionPath) !== "DISTRICT")) return refuse({ code: "REGION_UNSUITABLE" });
      const id = newId().toLowerCase();
      const orgPath = (kind === "BUREAU" ? regionPath : `${regionPath}/u-${id}`) as OrgPath;
      if (!mayAt(actor, "organizations.edit", orgPath)) return refuse({ code: "REGION_NOT_YOURS" });
      const parent = parentId === undefined ? await nearestBureauAbove(store, orgPath) : await getOrganization(store, parentId);
      // Only the country's own has nobody above it; one that was named must also be in one's reach.
      if (parent === undefined && (parentId !== undefined || orgPath !== COUNTRY_PATH)) return refuse({ code: "PARENT_UNSUITABLE" });
      if (parent !== undefined && (!parentSuits(parent, { kind, orgPath }) || (parentId !== undefined && !mayAt(actor, "organizations.edit", parent.orgPath))))
        return refuse({ code: "PARENT_UNSUITABLE" });
      if (parent !== undefined && (await depthOf(store, parent)) >= TREE_DEPTH_MAX) return refuse({ code: "ORGANIZATION_TOO_DEEP", max: TREE_DEPTH_MAX });
      if (await namesakeBelow(store, parent?.organizationId ?? "", content.name)) return refuse({ code: "ORGANIZATION_NAME_TAKEN", name: content.name });
      const created = await newOrganization(store, {
        organization: {
          organizationId: `org-${id}`,
          kind,
          orgPath,
          parentId: parent?.organizationId ?? "",
          principalPhone,
          jurisdiction: { regions: [], categories: [] },
          ...content,
        },
        by: actor,
        now,
      });
      const answer = await toManaged(store, actor, created.organization);
      return ok({ writes: created.writes, events: [created.event], answer });
    },
  });
}
