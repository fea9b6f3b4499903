import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { LocalDate } from "@app/contract/kernel/time";
import type { SlotTemplate } from "@app/contract/visits/slotTemplate.schema";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import { getFacilityItem } from "../facilityRepository";
import { listTemplateItems, openingDays, toSlotTemplate } from "../slotTemplateRepository";

/** A facility's templates, those in use first, each group the latest first. */
export async function listSlotTemplates(
  { store, clock }: Pick<CommandEngine, "store" | "clock">,
  actor: Actor,
  facilityId: FacilityId,
): Promise<Result<{ items: SlotTemplate[]; opensUpTo: LocalDate }, KernelRefusal>> {
  const facility = await getFacilityItem(store, facilityId);
  if (facility === undefined || !mayAt(actor, "slots.open", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const items = (await listTemplateItems(store, facilityId)).map(toSlotTemplate).reverse();
  return ok({ items: items.toSorted((left, right) => left.status.localeCompare(right.status)), opensUpTo: openingDays(facility, clock.now()).to });
}
