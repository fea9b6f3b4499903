import { NO_ANSWER, type CallRefusal } from "@app/contract/kernel/apiClient";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, instantFromEpochMs, epochMsOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { BookingEntry, EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { GatePack, GateParty, OfflineScanResult, UploadOfflineScans } from "@app/contract/visits/gate.schema";
import { createEd25519CodeSigner, newCodeKeyPem } from "../../../../functions/platform/codes/ed25519CodeSigner";
import type { StoredRecords } from "../../platform/storage";
import { createGateDesk } from "./gateDesk";
import { readKeptPack, type KeptPack } from "./gateList";
import { readLocalScan, type LocalScan } from "./localScan";
import { createScanQueue } from "./scanQueue";

export const HERE = "haikou-baishamen" as FacilityId;
export const TODAY = "2026-03-07" as LocalDate;
export const NINE = "2026-03-07T09:00:00.000+08:00" as Instant;
export const codes = createEd25519CodeSigner(newCodeKeyPem());

export function aParty(changes: Partial<GateParty> = {}): GateParty {
  return {
    bookingId: "booking-lin" as BookingId,
    bookingNumber: "7K2M9XQA",
    kind: "FAMILY",
    contactName: "林晓燕",
    phoneTail: "0001",
    heads: 4,
    headsEntered: 0,
    periodLabel: "上午 09:00-11:30",
    startsAt: "09:00" as GateParty["startsAt"],
    status: "CONFIRMED",
    entries: [],
    ...changes,
  };
}

export function anEntry(changes: Partial<BookingEntry> = {}): BookingEntry {
  return {
    entryId: "entry-of-another-gate" as EntryId,
    heads: 4,
    at: "2026-03-07T08:50:00.000+08:00" as Instant,
    receivedAt: "2026-03-07T08:50:00.000+08:00" as Instant,
    offline: false,
    gateName: "西门",
    byName: "符安保",
    deviceId: "device-west",
    means: "STAFF_SCAN",
    state: "COUNTED",
    stateLabel: "已计入",
    ...changes,
  };
}

export function aPack(changes: Partial<GatePack> = {}): GatePack {
  return {
    facilityId: HERE,
    facilityName: "海口市白沙门污水处理厂（一期）",
    date: TODAY,
    serverNow: NINE,
    asOf: NINE,
    publicKey: codes.publicKeyBase64Url,
    parties: [aParty()],
    revoked: [],
    ...changes,
  };
}

export function codeOf(changes: { b?: string; f?: string; d?: string; n?: number; x?: number } = {}): string {
  return codes.sign("CG1", { b: "booking-lin", f: HERE, d: TODAY, n: 4, x: epochMsOf("2026-03-08T00:00:00.000+08:00" as Instant) / 1000, ...changes });
}

/** A phone's storage, as text like the real one, with a cap. */
export function fakeStorage() {
  const kept = new Map<string, string>();
  const storage = {
    kept,
    isFull: false,
    records<Value>(name: string, read: (raw: unknown) => Value | undefined): StoredRecords<Value> {
      return {
        ids: () =>
          [...kept.keys()]
            .filter((key) => key.startsWith(`${name}:`))
            .map((key) => key.slice(name.length + 1))
            .sort(),
        of: (id) => ({
          get: () => {
            const text = kept.get(`${name}:${id}`);
            return text === undefined ? undefined : read(JSON.parse(text));
          },
          set(value) {
            if (storage.isFull) return false;
            kept.set(`${name}:${id}`, JSON.stringify(value));
            return true;
          },
          remove: () => void kept.delete(`${name}:${id}`),
        }),
      };
    },
  };
  return storage;
}

/** Does what the server promises of entries: each nonce once, in the order asked. It stands behind a wire that may lose either way. */
export function fakeServer(phoneClock: () => Instant) {
  const recorded = new Map<string, { heads: number; at: Instant }>();
  const server = {
    recorded,
    clock: phoneClock,
    pack: aPack(),
    /** What becomes of a question and of its answer; a held answer comes when `release` is called. */
    wire: "WHOLE" as "WHOLE" | "QUESTION_LOST" | "ANSWER_LOST" | "ANSWER_LATE",
    release: () => undefined as void,
    uploads: [] as UploadOfflineScans[],
    resultOf: (_entryId: string): Partial<OfflineScanResult> | undefined => undefined,
    refusal: undefined as CallRefusal | undefined,

    async answer<Value>(work: () => Value): Promise<Result<Value, CallRefusal>> {
      if (server.refusal !== undefined) return refuse(server.refusal);
      if (server.wire === "QUESTION_LOST") return new Promise(() => undefined);
      const value = work();
      if (server.wire === "ANSWER_LOST") return new Promise(() => undefined);
      if (server.wire === "ANSWER_LATE") await new Promise<void>((done) => (server.release = done));
      return ok(value);
    },
    record(entryId: string, heads: number): "ENTERED" | "ALREADY_RECORDED" {
      if (recorded.has(entryId)) return "ALREADY_RECORDED";
      recorded.set(entryId, { heads, at: server.clock() });
      return "ENTERED";
    },
    headsInside: () => [...recorded.values()].reduce((sum, { heads }) => sum + heads, 0),
    /** The list as it is now. */
    freshPack(): GatePack {
      const entries = [...recorded].map(([entryId, { heads, at }]) =>
        anEntry({ entryId: entryId as EntryId, heads, at, receivedAt: at, gateName: "东门", byName: "王门岗" }),
      );
      const parties = server.pack.parties.map((party, index) =>
        index > 0 ? party : { ...party, headsEntered: party.headsEntered + server.headsInside(), entries: [...party.entries, ...entries] },
      );
      return { ...server.pack, parties, asOf: server.clock(), serverNow: server.clock() };
    },
    upload(body: UploadOfflineScans) {
      server.uploads.push(body);
      return {
        serverNow: server.clock(),
        results: body.scans.map((scan): OfflineScanResult => {
          const outcome = scan.refusedFor !== undefined && !recorded.has(scan.entryId) ? "REFUSED" : server.record(scan.entryId, scan.heads);
          return { entryId: scan.entryId, outcome, message: "", ...server.resultOf(scan.entryId) };
        }),
      };
    },
  };
  return server;
}

/** A phone at the east gate. `restart` is a kill and a new start: only what was stored is left. */
export function aPhone() {
  let now = NINE;
  const clock = () => now;
  const storage = fakeStorage();
  const server = fakeServer(clock);
  const timers = new Set<{ readonly dueMs: number; readonly act: () => void }>();
  let count = 0;
  let operatorId: string | undefined = "wang-mengang";

  const start = () => {
    const queue = createScanQueue({
      records: storage.records<LocalScan>("gate-scan", readLocalScan),
      now: clock,
      deviceId: () => "device-east",
      operatorId: () => operatorId,
      send: (_facilityId, body) => server.answer(() => server.upload(body)),
    });
    const desk = createGateDesk({
      facilityId: HERE,
      queue,
      packs: storage.records<KeptPack>("gate-pack", readKeptPack),
      now: clock,
      after(delayMs, act) {
        const timer = { dueMs: epochMsOf(now) + delayMs, act };
        timers.add(timer);
        return () => timers.delete(timer);
      },
      newEntryId: () => `entry-${String((count += 1)).padStart(12, "0")}` as EntryId,
      deviceId: () => "device-east",
      operator: () => ({ id: operatorId ?? "", name: "王门岗" }),
      gateName: () => "东门",
      calls: {
        getPack: () => server.answer(() => server.freshPack()),
        listConflicts: () => server.answer(() => ({ items: [] })),
        inspect: () => server.answer(() => ({ outcome: "ADMISSIBLE" as const, booking: aBooking(), headsOutside: 4 })),
        checkIn: (_bookingId, { requestId, heads }) =>
          server.answer(() => {
            server.record(requestId, heads);
            return { ...aBooking(), headsEntered: server.headsInside() };
          }),
      },
    });
    return { queue, desk };
  };

  const phone = {
    storage,
    server,
    ...start(),
    restart() {
      timers.clear();
      Object.assign(phone, start());
    },
    logInAs: (personId: string | undefined) => void (operatorId = personId),
    /** Time passes, timers ring, and whatever follows from them comes to rest. */
    async pass(ms: number) {
      now = addMs(now, ms);
      [...timers].forEach((timer) => {
        if (timer.dueMs > epochMsOf(now)) return;
        timers.delete(timer);
        timer.act();
      });
      await rest();
    },
    setClock: (instant: Instant) => void (now = instant),
  };
  return phone;
}

/** Until no promise is left to be kept. */
export const rest = (): Promise<void> => new Promise((done) => setImmediate(done));

export const NO_NETWORK: CallRefusal = NO_ANSWER;

export function aBooking(): BookingDetail {
  return {
    bookingId: "booking-lin",
    kind: "FAMILY",
    contactName: "林晓燕",
    contactPhone: "13900000001",
    periodLabel: "上午 09:00-11:30",
    heads: 4,
    headsEntered: 0,
  } as BookingDetail;
}

export const minutesLater = (instant: Instant, minutes: number): Instant => instantFromEpochMs(epochMsOf(instant) + minutes * 60_000);
