import type { FacilityId, SlotTemplateId } from "@app/contract/kernel/ids";
import { addDays, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import {
  SLOT_TEMPLATE_STATUS_LABELS,
  TEMPLATE_DAYS_AHEAD_MIN,
  type SlotTemplate,
  type SlotTemplateContent,
  type SlotTemplateStatus,
} from "@app/contract/visits/slotTemplate.schema";
import { templateDays, templateLabel, timesOverlap } from "@app/contract/visits/templateDays";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import { visitRulesOf, type FacilityItem } from "./facilityRepository";
import { newSlotItem, type SlotItem } from "./slotRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-T1 one template | its commands | primary | FACILITY#id / TEMPLATE#id | – | 1 |
 * | AP-T2 a facility's templates | 开放模板, its round | primary | FACILITY#id / TEMPLATE#… | by age | 200; 20 in use at once |
 */
export interface SlotTemplateItem extends StoredItem, Readonly<Omit<SlotTemplateContent, "validTo">> {
  readonly templateId: SlotTemplateId;
  readonly facilityId: FacilityId;
  readonly validTo?: LocalDate;
  readonly status: SlotTemplateStatus;
  readonly updatedAt: Instant;
  readonly updatedByName: string;
  readonly version: number;
}

export const TEMPLATE_TAG = "slot template";
export const templateKey = (facilityId: string, templateId: string): ItemKey => ({ pk: `FACILITY#${facilityId}`, sk: `TEMPLATE#${templateId}` });
const LISTED_MAX = 200;

export async function getTemplateItem(store: Store, facilityId: string, templateId: string): Promise<SlotTemplateItem | undefined> {
  return (await store.get(templateKey(facilityId, templateId))) as SlotTemplateItem | undefined;
}

export async function listTemplateItems(store: Store, facilityId: string): Promise<SlotTemplateItem[]> {
  const page = await store.query({ index: "primary", pk: `FACILITY#${facilityId}`, range: { beginsWith: "TEMPLATE#" }, limit: LISTED_MAX });
  return page.items as SlotTemplateItem[];
}

/** Tomorrow to the day up to which slots stand: what opens later is not bookable yet anyway. */
export function openingDays(facility: Pick<FacilityItem, "visitRules">, now: Instant): { readonly from: LocalDate; readonly to: LocalDate } {
  const today = localDateOf(now);
  return { from: addDays(today, 1), to: addDays(today, Math.max(TEMPLATE_DAYS_AHEAD_MIN, visitRulesOf(facility).opensDaysAhead)) };
}

/**
 * The slots that the template plans and that are not there yet. A day with a slot that overlaps in time, open or closed, is left as somebody made it: nothing is
 * changed, doubled or opened again.
 */
export function missingSlots(
  facility: FacilityItem,
  template: SlotTemplateItem,
  existing: readonly SlotItem[],
  now: Instant,
  calendar: WorkingCalendar,
): SlotItem[] {
  if (facility.status !== "OPEN" || template.status !== "ACTIVE") return [];
  return templateDays(template, openingDays(facility, now), calendar).flatMap((day) => {
    if (!day.opens || existing.some((slot) => slot.date === day.date && timesOverlap(slot, template))) return [];
    const { period, startsAt, endsAt, capacityHeads, partyMin, partyMax, kinds, templateId } = template;
    const slot = newSlotItem(facility, { date: day.date, period, startsAt, endsAt, capacityHeads, partyMin, partyMax, kinds });
    return [{ ...slot, templateId }];
  });
}

/** Coming open slots that this template opened, and those of them that it would not open any more and nobody has booked. */
export function slotsOfTemplate(
  facility: FacilityItem,
  template: SlotTemplateItem,
  existing: readonly SlotItem[],
  now: Instant,
  calendar: WorkingCalendar,
): { readonly ahead: SlotItem[]; readonly closable: SlotItem[]; readonly booked: SlotItem[] } {
  const { from } = openingDays(facility, now);
  const ahead = existing.filter((slot) => slot["templateId"] === template.templateId && slot.status === "OPEN" && slot.date >= from);
  const last = ahead.reduce((latest, slot) => (slot.date > latest ? slot.date : latest), from);
  const planned = template.status === "STOPPED" ? [] : templateDays(template, { from, to: last }, calendar).flatMap((day) => (day.opens ? [day.date] : []));
  const noLonger = ahead.filter((slot) => !planned.includes(slot.date) || slot.startsAt !== template.startsAt || slot.endsAt !== template.endsAt);
  const isFree = (slot: SlotItem): boolean => slot.headsLeft >= slot.capacityHeads;
  return { ahead, closable: noLonger.filter(isFree), booked: noLonger.filter((slot) => !isFree(slot)) };
}

/** The content as it is stored: a template without an end has no such attribute. */
export function storedTemplate(content: SlotTemplateContent): Omit<SlotTemplateContent, "validTo"> & { readonly validTo?: LocalDate } {
  const { validTo, ...rest } = content;
  return { ...rest, weekdays: [...content.weekdays].sort((left, right) => left - right), ...(validTo === undefined ? {} : { validTo }) };
}

export function toSlotTemplate(item: SlotTemplateItem): SlotTemplate {
  return {
    templateId: item.templateId,
    facilityId: item.facilityId,
    weekdays: [...item.weekdays],
    period: item.period,
    startsAt: item.startsAt,
    endsAt: item.endsAt,
    capacityHeads: item.capacityHeads,
    partyMin: item.partyMin,
    partyMax: item.partyMax,
    kinds: [...item.kinds],
    validFrom: item.validFrom,
    ...(item.validTo === undefined ? {} : { validTo: item.validTo }),
    everyWeeks: item.everyWeeks,
    skipHolidays: item.skipHolidays,
    status: item.status,
    statusLabel: SLOT_TEMPLATE_STATUS_LABELS[item.status],
    label: templateLabel(item),
    version: item.version,
    updatedAt: item.updatedAt,
    updatedByName: item.updatedByName,
  };
}
