import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import {
  anAccount,
  bookingsOf,
  confirmedBooking,
  enter,
  everyItem,
  offlineScan,
  onDay,
  requestId,
  upload,
  valueOf,
  visitDepsOf,
} from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";
import { compareVisitFigures } from "../statistics/rebuildVisitFigures";
import { settleEntryConflict } from "./actions/settleEntryConflict";
import { undoEntry } from "./actions/undoEntry";
import { listCheckInRecords } from "./checkInRepository";

/** Any sequence of scans with and without network, undo and settlement by several phones, in any order and at once, leaves figures that its entries explain. */

const SLOT = aSlot({ capacityHeads: 100 });
const DEVICES = ["device-000001", "device-000002", "device-000003"] as const;
const STAFF = anAccount("FACILITY_STAFF", BAISHAMEN_PATH, "王门岗");
const SUPERVISOR = anAccount("FACILITY_ADMIN", BAISHAMEN_PATH, "王芳");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
});
afterEach(() => test.stop());

function seededNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

it.each([1, 7, 42, 20260314])(
  "F1 F2 M9 T11 seed %d: figures = the entries that count, nobody above the booking, every nonce at most once",
  async (seed) => {
    const next = seededNumbers(seed);
    const parties = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        const { booking, code } = await confirmedBooking(test, SLOT, { personId: `p-${n}`, heads: 1 + (n % 6) });
        return { bookingId: booking.bookingId, code };
      }),
    );
    test.clock.set(onDay("2026-03-14", "09:00:00.000"));
    const nonces: { bookingId: BookingId; code: string; nonce: string; heads: number; at: Instant; device: string }[] = [];
    const anyOf = <T>(list: readonly T[]): T | undefined => list[next(list.length)];

    async function act(): Promise<void> {
      const chosen = anyOf(parties);
      if (chosen === undefined) return;
      const device = anyOf(DEVICES) ?? DEVICES[0];
      switch (next(6)) {
        case 0:
        case 1: {
          const scan = { ...chosen, nonce: newRequestId(), heads: 1 + next(4), at: test.clock.now(), device };
          nonces.push(scan);
          await enter(test, chosen, { code: chosen.code, heads: scan.heads, requestId: scan.nonce as RequestId });
          return;
        }
        case 2:
        case 3: {
          // A queue: some new scans, some that the server may have had before, online or from an earlier upload.
          const fresh = Array.from({ length: 1 + next(3) }, () => ({
            ...(anyOf(parties) ?? chosen),
            nonce: newRequestId(),
            heads: 1 + next(4),
            at: test.clock.now(),
            device,
          }));
          nonces.push(...fresh);
          const again = [anyOf(nonces), anyOf(nonces)].flatMap((scan) => scan ?? []);
          const scans = [...fresh, ...again].map((scan, sequence) =>
            offlineScan(scan.code, { entryId: scan.nonce as EntryId, heads: scan.heads, scannedAt: scan.at, sequence }),
          );
          await valueOf(upload(test, scans, { deviceId: device, gateName: device }));
          return;
        }
        case 4: {
          const entry = anyOf(nonces);
          if (entry === undefined) return;
          const supervisor = next(2) === 0;
          await undoEntry(visitDepsOf(test), {
            actor: supervisor ? SUPERVISOR : STAFF,
            bookingId: entry.bookingId,
            entryId: entry.nonce,
            command: { requestId: requestId(), deviceId: device, ...(supervisor ? { reason: "核对" } : {}) },
          });
          return;
        }
        default: {
          const open = (await everyItem(test.store)).filter((item) => item.pk.startsWith("ENTRYCONFLICT#"));
          const card = anyOf(open);
          if (card === undefined) return;
          const decision = next(2) === 0 ? "COUNT_ONCE" : "COUNT_BOTH";
          await settleEntryConflict(visitDepsOf(test), {
            actor: SUPERVISOR,
            conflictId: String(card["conflictId"]),
            command: { requestId: requestId(), decision, remark: "核对过" },
          });
          return;
        }
      }
    }

    for (let round = 0; round < 12; round += 1) {
      await Promise.all([...Array.from({ length: 6 }, act), test.product.consumers.drain()]);
      test.clock.advanceMs(2 * 60_000);
      for (const booking of await bookingsOf(test.store)) {
        const ids = booking.entries.map((entry) => entry.entryId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(booking.headsEntered).toBeGreaterThanOrEqual(0);
        expect(booking.headsEntered).toBeLessThanOrEqual(booking.heads);
        expect(booking.status).toBe(booking.headsEntered > 0 ? "CHECKED_IN" : "CONFIRMED");
      }
    }

    await test.settle();
    expect(await compareVisitFigures(test.store)).toEqual([]);
    const bookings = await bookingsOf(test.store);
    const countedOf = (entries: (typeof bookings)[number]["entries"]): number =>
      entries.reduce((sum, entry) => sum + (entry.state === "COUNTED" ? entry.heads : 0), 0);
    const expected = {
      visits: bookings.filter((booking) => countedOf(booking.entries) > 0).length,
      heads: bookings.reduce((sum, booking) => sum + countedOf(booking.entries), 0),
    };
    const day = await test.store.get({ pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "DAY#2026-03-14" });
    expect({ visits: Number(day?.["familyVisits"] ?? 0), heads: Number(day?.["familyHeads"] ?? 0) }).toEqual(expected);
    const rows = await listCheckInRecords(test.store, { facilityIds: [BAISHAMEN] }, { from: SLOT.date, to: SLOT.date }, { limit: 900, cursor: undefined });
    expect(rows === "CURSOR_INVALID" ? rows : rows.items.reduce((sum, row) => sum + row.heads, 0)).toBe(expected.heads);
    // One card for each entry that is or was in doubt, open exactly while it is.
    const entries = bookings.flatMap((booking) => booking.entries);
    const cards = (await everyItem(test.store)).filter((item) => item.pk.startsWith("ENTRYCONFLICT#"));
    const disputed = entries.filter((entry) => entry.state === "DISPUTED").map((entry) => entry.entryId as string);
    expect(cards.filter((card) => card["status"] === "OPEN").map((card) => card["entryId"])).toEqual(expect.arrayContaining(disputed) as unknown);
    expect(cards.filter((card) => card["status"] === "OPEN")).toHaveLength(disputed.length);
    expect(entries.filter((entry) => entry["conflictId"] !== undefined)).toHaveLength(cards.length);
  },
  60_000,
);
