import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { refuse, type Result } from "@app/contract/kernel/result";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import type { OrganizationRefusal } from "@app/contract/organizations/organizations.errors";
import { runCommand, type CommandContext, type CommandEngine, type Decision } from "../../../engines/commands/runCommand";
import type { OrganizationItem } from "../organizationRepository";
import { organizationFor } from "../organizationView";

export type Refusal = OrganizationRefusal | KernelRefusal;
export type Decided = Result<Decision<ManagedOrganization, Refusal>, Refusal>;

/** What one decision is about: an organisation that the actor may edit. */
export interface OrganizationCommand<Command> {
  readonly actor: Actor;
  readonly organizationId: string;
  readonly command: Command;
}

/** Runs a command on an organisation; for whoever may not edit it, it does not exist. */
export function onOrganization<Command extends { readonly requestId: string }>(
  engine: CommandEngine,
  name: string,
  input: OrganizationCommand<Command>,
  decide: (context: CommandContext, organization: OrganizationItem) => Promise<Decided>,
  alsoAsked: readonly string[] = [],
): Promise<Result<ManagedOrganization, Refusal>> {
  return runCommand<ManagedOrganization, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: name,
    asked: [input.organizationId, ...alsoAsked, input.command],
    decide: async (context) => {
      const organization = await organizationFor(engine.store, input.actor, "organizations.edit", input.organizationId);
      return organization.ok ? decide(context, organization.value) : refuse(organization.refusal);
    },
  });
}
