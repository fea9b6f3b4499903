import type { AttachmentId, FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { outermostPaths, coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import type { FacilityCategory, FacilityStatus, Place } from "@app/contract/visits/facility.schema";
import { FAMILY_PARTY_MAX, FAMILY_PARTY_MIN } from "@app/contract/visits/hold.schema";
import type { FacilityEventType } from "@app/contract/visits/facility.workflow";
import { readEvent, type EventRecord, type NewEvent } from "../../engines/events/event";
import type { ItemKey, Store, StoredItem, StoredValue } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-F1 one facility | every page about it | primary | FACILITY#id / PROFILE | – | 1 |
 * | AP-F2 facilities below a place of the tree | public list, statistics | index1 | FACILITIES / org path | by place | ≤ 1 000 a query; a province has under 200 |
 * | AP-F3 the same, a page at a time | 单位管理, selects | index1 | FACILITIES / org path | by place | page, at most `LOOKED_AT_MAX` looked at |
 * | AP-F5 the first facility behind a place | which provinces have some | index1 | FACILITIES / org path | by place | 1, once a province |
 * | AP-F4 what was done to a facility | record of changes | primary | FACILITY#id / EVENT#moment | latest first | 20 |
 */
export interface FacilityItem extends StoredItem {
  readonly facilityId: FacilityId;
  readonly name: string;
  readonly category: FacilityCategory;
  readonly status: FacilityStatus;
  readonly orgPath: OrgPath;
  readonly cityCode: string;
  readonly cityName: string;
  readonly provinceCode: string;
  readonly districtName: string;
  readonly address: string;
  readonly place: { readonly [Name in keyof Place]: Place[Name] };
  readonly introduction: string;
  readonly highlights: readonly string[];
  readonly safetyNotice: readonly string[];
  readonly transport: string;
  readonly phone: string;
  readonly visitDurationMinutes: number;
  readonly visitRules: VisitRules;
  /** The first is its cover. Absent before anybody gave it one. */
  readonly photos?: readonly AttachmentId[];
  readonly admissionNote?: string;
  /** Why it is suspended or withdrawn, and until which day when that is known. */
  readonly statusReason?: string;
  readonly suspendedUntil?: LocalDate;
  readonly lastChange?: FacilityLastChange;
  readonly version: number;
}

/** Who changed what last, for whoever saves after them (promise R5). */
export interface FacilityLastChange {
  readonly [name: string]: StoredValue;
  readonly byName: string;
  readonly at: Instant;
  /** 「修改了电话、地址」 */
  readonly what: string;
}

/** A facility's own rules, copied into each slot when it is opened, so that a later change never moves an opened slot. */
export interface VisitRules {
  readonly [name: string]: number;
  /** Booking opens that many days before the visit day (default 28). */
  readonly opensDaysAhead: number;
  /** … and ends that many days before it (default 1: through the day before). */
  readonly closesDaysAhead: number;
  /** A request not decided that long before the slot begins is declined by the system (promise M4). */
  readonly minimumNoticeMinutes: number;
  /** The booker may cancel until the end of the day that many days before the visit (default 1: the day before). */
  readonly cancelDaysAhead: number;
  /** How many a family may be, where nobody says otherwise for a slot. */
  readonly partyMin: number;
  readonly partyMax: number;
}

export const DEFAULT_VISIT_RULES: VisitRules = {
  opensDaysAhead: 28,
  closesDaysAhead: 1,
  minimumNoticeMinutes: 60,
  cancelDaysAhead: 1,
  partyMin: FAMILY_PARTY_MIN,
  partyMax: FAMILY_PARTY_MAX,
};

/** A facility's rules, those included that came after it was stored. */
export const visitRulesOf = (facility: Pick<FacilityItem, "visitRules">): VisitRules => ({ ...DEFAULT_VISIT_RULES, ...facility.visitRules });

export const facilityKey = (facilityId: string): ItemKey => ({ pk: `FACILITY#${facilityId}`, sk: "PROFILE" });
export const facilityIndexEntry = (orgPath: OrgPath): ItemKey => ({ pk: "FACILITIES", sk: orgPath });

/** 申报中 and 撤销 are no public's business. */
export const isPublic = (facility: Pick<FacilityItem, "status">): boolean => facility.status === "OPEN" || facility.status === "SUSPENDED";

export async function getFacilityItem(store: Store, facilityId: string): Promise<FacilityItem | undefined> {
  return (await store.get(facilityKey(facilityId))) as FacilityItem | undefined;
}

/** The facilities at or below a place, in the order of the tree; at most 1 000. */
export async function listFacilitiesBelow(store: Store, orgPath: OrgPath): Promise<FacilityItem[]> {
  const page = await store.query({ index: "index1", pk: "FACILITIES", range: { from: orgPath, to: `${orgPath}/~` }, limit: 1000 });
  // The range also holds siblings whose code begins with ours and a character before "/"; codes are digits, so only "…/" and the place itself match.
  return page.items.filter((item) => item.index1?.sk === orgPath || item.index1?.sk.startsWith(`${orgPath}/`) === true) as FacilityItem[];
}

/** The first facility behind a place in the order of the tree. */
export async function firstFacilityAfter(store: Store, place: string): Promise<FacilityItem | undefined> {
  const page = await store.query({ index: "index1", pk: "FACILITIES", range: { from: place }, limit: 1 });
  return page.items[0] as FacilityItem | undefined;
}

/** One request looks at no more than this, so that a rare keyword costs a little at a time; its page then is short and has a next one. */
const LOOKED_AT_MAX = 1000;
const LOOKED_AT_ONCE = 200;

/** A page of the facilities in these scopes that pass, in the order of the tree; `next` is the place that was looked at last. */
export async function pageOfFacilities(
  store: Store,
  scopes: readonly OrgPath[],
  passes: (facility: FacilityItem) => boolean,
  page: { readonly limit: number; readonly after: string | undefined },
): Promise<{ readonly items: FacilityItem[]; readonly next?: string }> {
  const items: FacilityItem[] = [];
  let lookedAt = 0;
  for (const scope of outermostPaths(scopes)) {
    let from = page.after === undefined || page.after < scope ? scope : `${page.after} `;
    // Everything of this scope was looked at on an earlier page.
    if (!coversPath(scope, from.trimEnd() as OrgPath)) continue;
    for (;;) {
      const found = await store.query({ index: "index1", pk: "FACILITIES", range: { from, to: `${scope}/~` }, limit: LOOKED_AT_ONCE });
      for (const item of found.items as readonly FacilityItem[]) {
        if (!coversPath(scope, item.orgPath)) continue;
        lookedAt += 1;
        if (passes(item)) items.push(item);
        if (items.length >= page.limit || lookedAt >= LOOKED_AT_MAX) return { items, next: item.orgPath };
      }
      const last = found.items[found.items.length - 1];
      if (found.next === undefined || last === undefined) break;
      // Right behind it: no letter of a path sorts before a blank.
      from = `${last.index1?.sk ?? ""} `;
    }
  }
  return { items };
}

/**
 * An event of a facility. Slots, templates, articles and the profile are changed side by side, so no one version orders them: the moment does, and after a
 * collision the next try takes the next place.
 */
export function facilityEvent(
  { facilityId, orgPath, name }: Pick<FacilityItem, "facilityId" | "orgPath" | "name">,
  event: {
    readonly eventType: FacilityEventType;
    readonly now: Instant;
    readonly tries: number;
    readonly payload: NewEvent["payload"];
  },
): NewEvent {
  return {
    eventType: event.eventType,
    caseKind: "facility",
    caseId: facilityId,
    casePk: `FACILITY#${facilityId}`,
    sequence: Date.parse(event.now) + event.tries,
    orgPath,
    caseName: name,
    payload: event.payload,
  };
}

export async function listFacilityEvents(store: Store, facilityId: string, limit: number): Promise<EventRecord[]> {
  const page = await store.query({ index: "primary", pk: `FACILITY#${facilityId}`, range: { beginsWith: "EVENT#" }, order: "descending", limit });
  return page.items.flatMap((item) => readEvent(item) ?? []);
}
