import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId, RequestId, SlotTemplateId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { instantLabel, localDateOf, type Instant } from "@app/contract/kernel/time";
import type { SlotPlanRefusal } from "@app/contract/visits/facilities.errors";
import type { FacilityEventType } from "@app/contract/visits/facility.workflow";
import {
  SLOT_TEMPLATES_MAX,
  type CreateSlotTemplate,
  type EditSlotTemplate,
  type SetSlotTemplateStatus,
  type SlotTemplateAnswer,
} from "@app/contract/visits/slotTemplate.schema";
import { templateLabel, templatesCollide } from "@app/contract/visits/templateDays";
import { runCommand, type CommandEngine, type Decision } from "../../../engines/commands/runCommand";
import { absent, versionIs } from "../../../engines/store/storePort";
import { facilityEvent, getFacilityItem, type FacilityItem } from "../facilityRepository";
import { listSlotItems } from "../slotRepository";
import {
  listTemplateItems,
  missingSlots,
  openingDays,
  slotsOfTemplate,
  storedTemplate,
  TEMPLATE_TAG,
  templateKey,
  toSlotTemplate,
  type SlotTemplateItem,
} from "../slotTemplateRepository";
import { lookSoon } from "../sweepRepository";
import { openSlotWrites, slotsOpenedEvent } from "./openFromTemplates";

type Refusal = SlotPlanRefusal | KernelRefusal;

interface Saved {
  readonly template: SlotTemplateItem;
  readonly before: SlotTemplateItem | undefined;
  readonly eventType: FacilityEventType;
}

/** A new template: what it plans for the coming days is opened with it. */
export function createSlotTemplate(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; command: CreateSlotTemplate },
): Promise<Result<SlotTemplateAnswer, Refusal>> {
  const { requestId, ...content } = input.command;
  return saveTemplate(engine, { ...input, requestId, command: "createSlotTemplate", asked: [input.facilityId, input.command] }, ({ actor, now, newId }) =>
    ok({
      template: {
        ...templateKey(input.facilityId, ""),
        templateId: newId() as SlotTemplateId,
        facilityId: input.facilityId,
        ...storedTemplate(content),
        status: "ACTIVE",
        updatedAt: now,
        updatedByName: actor.name,
        version: 1,
      } satisfies SlotTemplateItem,
      before: undefined,
      eventType: "SLOT_TEMPLATE_CREATED",
    }),
  );
}

/** Other days or places from now on. Slots that are open already stay as they are; the answer says which of them nobody has booked. */
export function editSlotTemplate(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; templateId: SlotTemplateId; command: EditSlotTemplate },
): Promise<Result<SlotTemplateAnswer, Refusal>> {
  const { requestId, version, ...content } = input.command;
  const asked = [input.facilityId, input.templateId, input.command];
  return saveTemplate(engine, { ...input, requestId, command: "editSlotTemplate", asked }, ({ actor, now, templates }) => {
    const before = seen(templates, input.templateId, version);
    if (!before.ok) return before;
    const { validTo: _end, ...kept } = before.value;
    const template = { ...kept, ...storedTemplate(content), updatedAt: now, updatedByName: actor.name, version: version + 1 } as SlotTemplateItem;
    return ok({ template, before: before.value, eventType: "SLOT_TEMPLATE_EDITED" });
  });
}

export function setSlotTemplateStatus(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; templateId: SlotTemplateId; command: SetSlotTemplateStatus },
): Promise<Result<SlotTemplateAnswer, Refusal>> {
  const { requestId, version, status } = input.command;
  const asked = [input.facilityId, input.templateId, input.command];
  return saveTemplate(engine, { ...input, requestId, command: "setSlotTemplateStatus", asked }, ({ actor, now, templates }) => {
    const before = seen(templates, input.templateId, version);
    if (!before.ok) return before;
    const template: SlotTemplateItem = { ...before.value, status, updatedAt: now, updatedByName: actor.name, version: version + 1 };
    return ok({ template, before: before.value, eventType: status === "STOPPED" ? "SLOT_TEMPLATE_STOPPED" : "SLOT_TEMPLATE_RESUMED" });
  });
}

/** The template as the screen showed it; whoever comes second is told who changed it (promise R5). */
function seen(templates: readonly SlotTemplateItem[], templateId: SlotTemplateId, version: number): Result<SlotTemplateItem, Refusal> {
  const template = templates.find((candidate) => candidate.templateId === templateId);
  if (template === undefined) return refuse({ code: "NOT_FOUND", what: "个开放模板" });
  if (template.version === version) return ok(template);
  return refuse({ code: "TEMPLATE_CHANGED", lastChange: `${template.updatedByName} ${instantLabel(template.updatedAt)}`, version: template.version });
}

/** In one transaction: the template, the slots it opens now (at most one a day for two months), and the event. */
function saveTemplate(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly facilityId: FacilityId; readonly requestId: RequestId; readonly command: string; readonly asked: unknown },
  make: (context: { actor: Actor; now: Instant; newId: () => string; templates: readonly SlotTemplateItem[] }) => Result<Saved, Refusal>,
): Promise<Result<SlotTemplateAnswer, Refusal>> {
  let tries = 0;
  return runCommand<SlotTemplateAnswer, Refusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: input.command,
    asked: input.asked,
    decide: async ({ actor, now, newId }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "slots.open", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      const templates = await listTemplateItems(engine.store, facility.facilityId);
      const made = make({ actor, now, newId, templates });
      if (!made.ok) return made;
      const problem = refuseTemplate(made.value.template, templates, now);
      if (problem !== undefined) return refuse(problem);
      return ok(await decisionOf(engine, facility, made.value, now, tries++));
    },
  });
}

function refuseTemplate(template: SlotTemplateItem, templates: readonly SlotTemplateItem[], now: Instant): SlotPlanRefusal | undefined {
  if (template.status === "STOPPED") return undefined;
  if (template.validTo !== undefined && template.validTo <= localDateOf(now)) return { code: "TEMPLATE_VALIDITY_PAST" };
  const others = templates.filter((other) => other.templateId !== template.templateId && other.status === "ACTIVE");
  if (others.length >= SLOT_TEMPLATES_MAX) return { code: "TEMPLATES_TOO_MANY", max: SLOT_TEMPLATES_MAX };
  const inTheWay = others.find((other) => templatesCollide(other, template));
  return inTheWay === undefined ? undefined : { code: "TEMPLATE_OVERLAPS", otherLabel: templateLabel(inTheWay) };
}

async function decisionOf(
  engine: CommandEngine,
  facility: FacilityItem,
  saved: Saved,
  now: Instant,
  tries: number,
): Promise<Decision<SlotTemplateAnswer, Refusal>> {
  const { before, eventType } = saved;
  const template: SlotTemplateItem = { ...saved.template, ...templateKey(facility.facilityId, saved.template.templateId) };
  const { from, to } = openingDays(facility, now);
  const existing = await listSlotItems(engine.store, facility.facilityId, from, to);
  const calendar = await engine.calendar();
  const missing = missingSlots(facility, template, existing, now, calendar);
  const { ahead, closable } = slotsOfTemplate(facility, template, existing, now, calendar);
  const label = templateLabel(template);
  const fields = before === undefined || templateLabel(before) === label ? [] : [{ label: "开放模板", before: templateLabel(before), after: label }];
  return {
    writes: [
      { kind: "put", tag: TEMPLATE_TAG, item: template, condition: before === undefined ? absent : versionIs(before.version) },
      ...openSlotWrites(missing),
      // From now on its round opens the days that come, night by night.
      lookSoon(facility.facilityId, now),
    ],
    events: [
      facilityEvent(facility, {
        eventType,
        now,
        tries: 2 * tries,
        payload: {
          templateId: template.templateId,
          remark: label,
          fields,
          after: toSlotTemplate(template),
          ...(before === undefined ? {} : { before: toSlotTemplate(before) }),
        },
      }),
      // Its own event, so that whoever follows the facility is told as of any other opening.
      ...(missing.length === 0 ? [] : [slotsOpenedEvent(facility, template, missing, { now, tries: 2 * tries + 1 })]),
    ],
    answer: { template: toSlotTemplate(template), opened: missing.length, slotsAhead: ahead.length + missing.length, closable: closable.length },
  };
}
