import type { FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { ScannableStore, StoredItem } from "../engines/store/storePort";
import type { StoredEntry } from "../features/visits/bookingRepository";
import { DEFAULT_VISIT_RULES, facilityIndexEntry, facilityKey, type FacilityItem } from "../features/visits/facilityRepository";
import { waitingItem, type WaitingItem } from "../features/visits/demand/waitingRepository";
import { newSlotItem, slotPeriodLabel, type SlotItem } from "../features/visits/slotRepository";

export const BAISHAMEN = "haikou-baishamen" as FacilityId;
export const HONGSHA = "sanya-hongsha" as FacilityId;
export const BAISHAMEN_PATH = "CN/46/4601/460108/haikou-baishamen" as OrgPath;
export const HONGSHA_PATH = "CN/46/4602/460203/sanya-hongsha" as OrgPath;

export function aFacility(changes: Partial<FacilityItem> = {}): FacilityItem {
  const facilityId = (changes.facilityId ?? BAISHAMEN) as FacilityId;
  const orgPath = (changes.orgPath ?? BAISHAMEN_PATH) as OrgPath;
  return {
    ...facilityKey(facilityId),
    index1: facilityIndexEntry(orgPath),
    facilityId,
    name: "海口市白沙门污水处理厂（一期）",
    category: "SEWAGE",
    status: "OPEN",
    orgPath,
    provinceCode: "46",
    cityCode: "4601",
    cityName: "海口市",
    districtName: "美兰区",
    address: "海口市美兰区海甸岛",
    place: { latitude: 20.08, longitude: 110.34, sourceSystem: "GCJ-02", approximate: true },
    introduction: "污水在这里变清。",
    highlights: ["中控室"],
    safetyNotice: ["请勿靠近池边"],
    transport: "公交可达",
    phone: "0898-00000000",
    visitDurationMinutes: 90,
    visitRules: DEFAULT_VISIT_RULES,
    version: 1,
    ...changes,
  } as FacilityItem;
}

export const hongsha = (): FacilityItem =>
  aFacility({ facilityId: HONGSHA, orgPath: HONGSHA_PATH, name: "三亚市红沙污水处理厂", cityCode: "4602", cityName: "三亚市", districtName: "吉阳区" });

export function aSlot(
  changes: Partial<{
    facility: FacilityItem;
    date: string;
    startsAt: string;
    endsAt: string;
    capacityHeads: number;
    partyMin: number;
    partyMax: number;
    kinds: SlotItem["kinds"];
  }> = {},
): SlotItem {
  return newSlotItem(changes.facility ?? aFacility(), {
    date: (changes.date ?? "2026-03-14") as LocalDate,
    period: "MORNING",
    startsAt: (changes.startsAt ?? "09:00") as TimeOfDay,
    endsAt: (changes.endsAt ?? "11:30") as TimeOfDay,
    capacityHeads: changes.capacityHeads ?? 20,
    partyMin: changes.partyMin ?? 1,
    partyMax: changes.partyMax ?? 6,
    kinds: changes.kinds ?? ["FAMILY", "TEAM"],
  });
}

/** Somebody whom a gate let in. */
export function anEntry(changes: Partial<StoredEntry> = {}): StoredEntry {
  const at = "2026-03-14T09:20:00.000+08:00" as Instant;
  return {
    entryId: "entry-0000000001" as EntryId,
    heads: 1,
    scannedAt: at,
    receivedAt: at,
    offline: false,
    gateName: "东门",
    deviceId: "device-000001",
    byName: "王门岗",
    means: "STAFF_SCAN",
    state: "COUNTED",
    ...changes,
  };
}

/** An entry in the slot's waiting list; with `offeredUntil` it has been offered places. */
export function aWaiting(of: { personId: string; slot: SlotItem; heads?: number; offeredUntil?: Instant }): WaitingItem {
  const facility = aFacility();
  const { slot } = of;
  return waitingItem({
    slotId: slot.slotId,
    queueId: "00000000000000000001",
    personId: of.personId,
    kind: "FAMILY",
    heads: of.heads ?? 2,
    contactPhone: "13900000001",
    facilityId: facility.facilityId,
    facilityName: facility.name,
    facilityAddress: facility.address,
    orgPath: facility.orgPath,
    cityCode: facility.cityCode,
    provinceCode: facility.provinceCode,
    date: slot.date,
    periodLabel: slotPeriodLabel(slot),
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    joinedAt: "2026-03-06T09:00:00.000+08:00" as Instant,
    version: 1,
    ...(of.offeredUntil === undefined ? { status: "WAITING" } : { status: "OFFERED", offeredUntil: of.offeredUntil }),
  });
}

export async function putItems(store: ScannableStore, items: readonly StoredItem[]): Promise<void> {
  for (const item of items) await store.transact([{ kind: "put", tag: "seed", item }]);
}
