import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BookingId } from "@app/contract/kernel/ids";
import { addDays, addMs, localDateOf, DAY_MS, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { StoredItem } from "../../functions/engines/store/storePort";
import { accountItem, itemsOfAccount } from "../../functions/features/sessions/accountRepository";
import { sessionItem } from "../../functions/features/sessions/sessionRepository";
import { bookingItem, visitOf } from "../../functions/features/visits/bookingRepository";
import { bookingCode } from "../../functions/features/visits/bookingView";
import { facilityIndexEntry, facilityKey, type FacilityItem } from "../../functions/features/visits/facilityRepository";
import { newSlotItem, type SlotItem } from "../../functions/features/visits/slotRepository";
import { systemClock } from "../../functions/platform/clock/systemClock";
import { createEd25519CodeSigner, newCodeKeyPem } from "../../functions/platform/codes/ed25519CodeSigner";
import { createScryptPasswords } from "../../functions/platform/passwords/scryptPasswords";
import { openSqliteStore } from "../../functions/platform/store/sqlite/sqliteStore";
import { demoFacilities } from "../local/demo-data/facilities";
import { seedDemoData } from "../local/demo-data/seedDemoData";
import { storeBatches } from "../local/demo-data/storeBatches";

/** Distinct people and slots, so that no booking waits for another's places or day. */
const PERSONS = 2000;
const BOOKABLE_DAYS = 26;
const HOURS = ["08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"] as const;
export const PARTY_HEADS = 6;
export const BENCH_PASSWORD = "Bench-password-26";
export const BENCH_ACCOUNTS = 1_000;
export const benchUsername = (index: number): string => `bench.${index}`;
/** P6: what the phones of a large facility bring back together when the network returns. */
const QUEUED_SCANS = 2000;

export interface BenchState {
  readonly folder: string;
  readonly today: LocalDate;
  readonly cityToken: string;
  readonly gateToken: string;
  readonly probeCityToken: string;
  readonly probeGateToken: string;
  readonly queueGateToken: string;
  /** Every (person, slot) once; undefined when all are used. */
  readonly nextBooking: () => { token: string; slotId: string } | undefined;
  /** Each party's heads one by one. */
  readonly nextCheckIn: () => CheckInAsked | undefined;
  readonly nextProbe: () => CheckInAsked | undefined;
  /** Parties of a facility of their own, each scanned once without network. */
  readonly queued: readonly CheckInAsked[];
  remove(): void;
}
export interface CheckInAsked {
  readonly bookingId: string;
  readonly text: string;
  readonly facilityId: string;
}

/** A state folder as `npm start` would leave it after a year of `bookings`, and beside it what the loads need. */
export async function prepareState(options: { bookings: number; parties: number }): Promise<BenchState> {
  const folder = mkdtempSync(join(tmpdir(), "civic-green-bench-"));
  const store = openSqliteStore({ path: join(folder, "civic-green.sqlite") });
  await seedDemoData({ store, passwords: createScryptPasswords(), clock: systemClock, bookings: options.bookings });

  const pem = newCodeKeyPem();
  writeFileSync(join(folder, "booking-code-key.pem"), pem, { mode: 0o600 });
  const codes = createEd25519CodeSigner(pem);
  const today = localDateOf(systemClock.now());
  const hall = benchFacility("bench-hall", "CN/46/4601/460108/bench-hall", "4601", "海口市");
  const probe = benchFacility("bench-probe", "CN/46/4602/460203/bench-probe", "4602", "三亚市");
  const slots = Array.from({ length: BOOKABLE_DAYS }, (_, day) => HOURS.map((hour) => hourSlot(hall, addDays(today, day + 1), hour))).flat();
  const queue = benchFacility("bench-queue", "CN/46/4601/460108/bench-queue", "4601", "海口市");
  const parties = (facility: FacilityItem, count: number) => {
    const slot = hourSlot(facility, today, "09:00");
    return Array.from({ length: count }, (_, index) => confirmedParty(facility, slot, index));
  };
  const hallParties = parties(hall, options.parties);
  const probeParties = parties(probe, 100);
  const queueParties = parties(queue, QUEUED_SCANS);
  // Everybody logs in once: somebody who did so many times at once would be asked for a captcha.
  const passwordHash = await createScryptPasswords().hash(BENCH_PASSWORD);
  const accounts = Array.from({ length: BENCH_ACCOUNTS }, (_, index) =>
    accountItem({
      accountId: `acc-bench-${index}`,
      username: benchUsername(index),
      displayName: "测试",
      phone: `1370000${String(index).padStart(4, "0")}`,
      passwordHash,
      grants: [],
    }),
  );
  const session = (token: string, who: { personId?: string; role?: Role; orgPath?: string }): StoredItem =>
    sessionItem(token, {
      audience: who.role === undefined ? "MINIPROGRAM" : "BACK_OFFICE",
      name: "测试",
      personId: who.personId,
      accountId: who.role === undefined ? undefined : `acc-${token}`,
      username: undefined,
      phone: undefined,
      grants: who.role === undefined ? [] : [{ role: who.role, orgPath: who.orgPath as OrgPath, orgName: "测试" }],
      expiresAt: addMs(systemClock.now(), DAY_MS),
    });
  const tokens = {
    cityToken: "bench-city-token-0000001",
    gateToken: "bench-gate-token-0000001",
    probeCityToken: "bench-city-token-0000002",
    probeGateToken: "bench-gate-token-0000002",
    queueGateToken: "bench-gate-token-0000003",
  };
  const personToken = (index: number): string => `bench-person-token-${String(index).padStart(8, "0")}`;
  await storeBatches(
    store,
    batchesOf([
      hall,
      probe,
      ...slots,
      ...hallParties,
      ...probeParties,
      queue,
      ...queueParties,
      session(tokens.cityToken, { role: "CITY_ADMIN", orgPath: "CN/46/4601" }),
      session(tokens.gateToken, { role: "FACILITY_STAFF", orgPath: hall.orgPath }),
      session(tokens.probeCityToken, { role: "CITY_ADMIN", orgPath: "CN/46/4602" }),
      session(tokens.queueGateToken, { role: "FACILITY_STAFF", orgPath: queue.orgPath }),
      session(tokens.probeGateToken, { role: "FACILITY_STAFF", orgPath: probe.orgPath }),
      ...accounts.flatMap(itemsOfAccount),
      ...Array.from({ length: PERSONS }, (_, index) => session(personToken(index), { personId: `p-bench-${index}` })),
    ]),
  );
  await store.close();

  let bookings = 0;
  const checkIns = (of: ReturnType<typeof parties>) => {
    let entered = 0;
    return (): CheckInAsked | undefined => {
      // Party after party, so that neighbours in time are different parties.
      const party = of[entered % of.length];
      entered += 1;
      if (party === undefined || entered > of.length * PARTY_HEADS) return undefined;
      return { bookingId: party.bookingId, text: bookingCode(party, codes) ?? "", facilityId: party.facilityId };
    };
  };
  return {
    folder,
    today,
    ...tokens,
    nextBooking() {
      const round = Math.floor(bookings / PERSONS);
      const slot = slots[(bookings + round) % slots.length];
      const token = personToken(bookings % PERSONS);
      bookings += 1;
      return round >= slots.length || slot === undefined ? undefined : { token, slotId: slot.slotId };
    },
    nextCheckIn: checkIns(hallParties),
    nextProbe: checkIns(probeParties),
    queued: queueParties.map((party) => ({ bookingId: party.bookingId, text: bookingCode(party, codes) ?? "", facilityId: party.facilityId })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function benchFacility(facilityId: string, orgPath: string, cityCode: string, cityName: string): FacilityItem {
  const [model] = demoFacilities;
  if (model === undefined) throw new Error("the demonstration has no facility");
  return {
    ...model.item,
    ...facilityKey(facilityId),
    index1: facilityIndexEntry(orgPath as OrgPath),
    facilityId,
    orgPath,
    cityCode,
    cityName,
    name: `${cityName}测试馆`,
    status: "OPEN",
  } as unknown as FacilityItem;
}

function hourSlot(facility: FacilityItem, date: LocalDate, startsAt: string): SlotItem {
  const endsAt = `${startsAt.slice(0, 3)}50` as TimeOfDay;
  return newSlotItem(facility, {
    date,
    period: "TIMED",
    startsAt: startsAt as TimeOfDay,
    endsAt,
    capacityHeads: 1_000_000,
    partyMin: 1,
    partyMax: 6,
    kinds: ["FAMILY", "TEAM"],
  });
}

function confirmedParty(facility: FacilityItem, slot: SlotItem, index: number) {
  const submittedAt = systemClock.now();
  return bookingItem({
    kind: "FAMILY",
    means: "BOOKED",
    bookingId: `bench-${facility.facilityId}-${index}` as BookingId,
    personId: `p-party-${index}`,
    ...visitOf(facility, slot),
    heads: PARTY_HEADS,
    headsEntered: 0,
    entries: [],
    contactName: "林晓燕",
    contactPhone: "13900000001",
    status: "CONFIRMED",
    submittedAt,
    handleBy: submittedAt as Instant,
    history: [{ eventType: "BOOKING_CONFIRMED", at: submittedAt, byName: "测试" }],
    version: 1,
  });
}

function* batchesOf(items: readonly StoredItem[]): Generator<StoredItem[]> {
  for (let start = 0; start < items.length; start += 100) yield items.slice(start, start + 100);
}
