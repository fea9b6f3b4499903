import type { PhotoLinks } from "../attachments/public";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { FACILITY_CATEGORY_LABELS, FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import { FACILITY_EVENT_LABELS, facilityWorkflow, type FacilityEventType, type FacilityParty } from "@app/contract/visits/facility.workflow";
import {
  FACILITY_FIELD_LABELS,
  FACILITY_FIELDS,
  type FacilityChange,
  type FacilityContent,
  type FacilityVisitRules,
  type ManagedFacilityDetail,
  type ManagedFacilitySummary,
} from "@app/contract/visits/managedFacility.schema";
import type { EventRecord } from "../../engines/events/event";
import { visitRulesOf, type FacilityItem } from "./facilityRepository";

export function facilityParties(facility: Pick<FacilityItem, "orgPath">, actor: Actor): FacilityParty[] {
  return mayAt(actor, "facilities.approve", facility.orgPath) ? ["BUREAU"] : [];
}

export async function toManagedSummary(facility: FacilityItem, photos: PhotoLinks): Promise<ManagedFacilitySummary> {
  const [cover] = await photos((facility.photos ?? []).slice(0, 1));
  return {
    facilityId: facility.facilityId,
    orgPath: facility.orgPath,
    name: facility.name,
    category: facility.category,
    categoryLabel: FACILITY_CATEGORY_LABELS[facility.category],
    status: facility.status,
    statusLabel: FACILITY_STATUS_LABELS[facility.status],
    cityCode: facility.cityCode,
    cityName: facility.cityName,
    districtName: facility.districtName,
    address: facility.address,
    phone: facility.phone,
    photoCount: facility.photos?.length ?? 0,
    ...(cover === undefined ? {} : { cover }),
    ...(facility.status === "SUSPENDED" && facility.suspendedUntil !== undefined ? { suspendedUntil: facility.suspendedUntil } : {}),
  };
}

export async function toManagedDetail(
  facility: FacilityItem,
  input: { readonly actor: Actor; readonly now: Instant; readonly photos: PhotoLinks; readonly events: readonly EventRecord[] },
): Promise<ManagedFacilityDetail> {
  const { actor, now, photos, events } = input;
  return {
    ...(await toManagedSummary(facility, photos)),
    place: facility.place,
    introduction: facility.introduction,
    highlights: [...facility.highlights],
    safetyNotice: [...facility.safetyNotice],
    transport: facility.transport,
    visitDurationMinutes: facility.visitDurationMinutes,
    ...(facility.admissionNote === undefined ? {} : { admissionNote: facility.admissionNote }),
    photos: await photos(facility.photos ?? []),
    visitRules: rulesShown(facility),
    ...(facility.statusReason === undefined || facility.status === "OPEN" ? {} : { statusReason: facility.statusReason }),
    version: facility.version,
    ...(facility.lastChange === undefined ? {} : { lastChange: lastChangeText(facility) }),
    mayEdit: facility.status !== "WITHDRAWN" && mayAt(actor, "facilities.edit", facility.orgPath),
    availableActions: availableActions(facilityWorkflow, facility, facilityParties(facility, actor), now),
    changes: events.flatMap(toChange),
  };
}

function rulesShown(facility: FacilityItem): FacilityVisitRules {
  const { opensDaysAhead, closesDaysAhead, minimumNoticeMinutes, cancelDaysAhead, partyMin, partyMax } = visitRulesOf(facility);
  return { opensDaysAhead, closesDaysAhead, minimumNoticeMinutes, cancelDaysAhead, partyMin, partyMax };
}

/** 「王芳 2026-03-07 09:00 修改了电话、地址」 (promise R5) */
export function lastChangeText(facility: Pick<FacilityItem, "lastChange">): string | undefined {
  const { lastChange } = facility;
  return lastChange === undefined ? undefined : `${lastChange.byName} ${instantLabel(lastChange.at)} ${lastChange.what}`;
}

function toChange(event: EventRecord): FacilityChange[] {
  const label = FACILITY_EVENT_LABELS[event.eventType as FacilityEventType] as string | undefined;
  if (label === undefined) return [];
  const { remark, reason, date, dates, fields } = event.payload;
  const words = [remark, reason, date, Array.isArray(dates) ? `${dates.length} 天` : undefined].filter((word) => typeof word === "string");
  return [
    {
      eventType: event.eventType,
      label,
      at: event.at,
      byName: event.by.name,
      ...(words.length === 0 ? {} : { remark: words.join(" · ") }),
      fields: Array.isArray(fields) ? (fields as FacilityChange["fields"]) : [],
    },
  ];
}

/** What a form says of the facility, as the facility is stored. */
export function contentOf(facility: FacilityItem): FacilityContent {
  return {
    name: facility.name,
    category: facility.category,
    address: facility.address,
    place: facility.place,
    phone: facility.phone,
    introduction: facility.introduction,
    highlights: [...facility.highlights],
    safetyNotice: [...facility.safetyNotice],
    transport: facility.transport,
    visitDurationMinutes: facility.visitDurationMinutes,
    ...(facility.admissionNote === undefined ? {} : { admissionNote: facility.admissionNote }),
    photos: [...(facility.photos ?? [])],
    visitRules: rulesShown(facility),
  };
}

/** The fields that differ, each with what people read before and after: the event's record of the change. */
export function changedFields(before: FacilityContent, after: FacilityContent): { label: string; before: string; after: string }[] {
  return FACILITY_FIELDS.flatMap((field) => {
    const [was, is] = [fieldText(field, before), fieldText(field, after)];
    return JSON.stringify(before[field] ?? "") === JSON.stringify(after[field] ?? "") ? [] : [{ label: FACILITY_FIELD_LABELS[field], before: was, after: is }];
  });
}

function fieldText(field: keyof FacilityContent, content: FacilityContent): string {
  switch (field) {
    case "category":
      return FACILITY_CATEGORY_LABELS[content.category];
    case "place":
      return `${content.place.latitude}, ${content.place.longitude}${content.place.approximate ? "（大致位置）" : ""}`;
    case "highlights":
      return content.highlights.join("；");
    case "safetyNotice":
      return content.safetyNotice.join("；");
    case "visitDurationMinutes":
      return `${content.visitDurationMinutes} 分钟`;
    case "photos":
      return `${content.photos.length} 张`;
    case "visitRules":
      return rulesText(content.visitRules);
    case "name":
    case "address":
    case "phone":
    case "introduction":
    case "transport":
    case "admissionNote":
      return content[field] ?? "";
  }
}

function rulesText(rules: FacilityVisitRules): string {
  return `提前 ${rules.opensDaysAhead} 天开放、${rules.closesDaysAhead} 天截止预约，提前 ${rules.minimumNoticeMinutes} 分钟确认，提前 ${rules.cancelDaysAhead} 天可取消，家庭 ${rules.partyMin}-${rules.partyMax} 人`;
}
