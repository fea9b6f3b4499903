import fc from "fast-check";
import type { Actor } from "@app/contract/kernel/actor";
import type { FacilityId } from "@app/contract/kernel/ids";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { ROLES, type Role } from "@app/contract/organizations/roles";
import { ListBookingsQuery } from "@app/contract/visits/booking.schema";
import { startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, aVisitor, codeOf, confirmedBooking, inParallel, onDay, requestId, valueOf, visitDepsOf } from "../../../testing/visitActs";
import { aFacility, aSlot, putItems } from "../../../testing/visitBuilders";
import { checkIn } from "../actions/checkIn";
import { maySeeBooking, toBookingSummary } from "../bookingView";
import { getBookingItem, type BookingItem } from "../bookingRepository";
import { getBooking, listArrivals, listBookings, listCheckIns } from "./listBookings";

/** Two provinces, cities whose codes stand beside each other, two facilities in one district, one in a city without districts. */
const PLACES = [
  "CN/46/4601/460108/haikou-baishamen",
  "CN/46/4601/460108/haikou-second",
  "CN/46/4601/460106/haikou-yanchunling",
  "CN/46/4602/460203/sanya-hongsha",
  "CN/46/4604/460400/danzhou-first",
  "CN/44/4401/440103/guangzhou-first",
] as const;
const idOf = (place: string): FacilityId => place.split("/").at(-1) as FacilityId;
const facilities = PLACES.map((place) => {
  const [, provinceCode = "", cityCode = ""] = place.split("/");
  return aFacility({ facilityId: idOf(place), orgPath: OrgPath.parse(place), provinceCode, cityCode, name: idOf(place) });
});
const VISIT_DAY = "2026-03-14";

let test: TestProduct;
let bookings: BookingItem[];
beforeAll(async () => {
  test = await startTestProduct();
  const slots = facilities.map((facility) => aSlot({ facility }));
  await putItems(test.store, [...facilities, ...slots]);
  const deps = { engine: test.product.engine, codes: test.codes };
  const made = await Promise.all(
    slots.map((slot, position) =>
      inParallel(2, (n) => confirmedBooking(test, slot, { personId: `p-${position}-${n}`, heads: 2, decider: anAccount("FACILITY_ADMIN", PLACES[position]) })),
    ),
  );
  test.clock.set(onDay(VISIT_DAY, "09:20:00.000"));
  // The first party of each facility enters, so that the lists of check-ins have something to show or to hide.
  for (const [position, parties] of made.entries()) {
    const booking = parties[0]?.booking;
    if (booking === undefined) throw new Error("no party");
    const actor = anAccount("FACILITY_STAFF", PLACES[position]);
    const command = { requestId: requestId(), text: codeOf(test, booking), heads: 1, gateFacilityId: booking.facilityId, deviceId: "device-000001" };
    await valueOf(checkIn(deps, { actor, bookingId: booking.bookingId, command }));
  }
  const items = await Promise.all(made.flat().map(({ booking }) => getBookingItem(test.store, booking.bookingId)));
  bookings = items.flatMap((item) => item ?? []);
});
afterAll(() => test.stop());

/** Who may read what, said once more: by role names and by segments of the place, without the product's tables. */
const READERS: readonly Role[] = ["FACILITY_STAFF", "FACILITY_ADMIN", "CITY_ADMIN", "PROVINCE_ADMIN", "PLATFORM_ADMIN"];
const RECEIVERS: readonly Role[] = ["FACILITY_STAFF", "FACILITY_ADMIN"];
const covers = (scope: string, place: string): boolean => scope.split("/").every((segment, position) => place.split("/")[position] === segment);
const holds = (actor: Actor, roles: readonly Role[], place: string): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role) && covers(grant.orgPath, place));

const anyScope = fc
  .constantFrom(...PLACES)
  .chain((place) => fc.integer({ min: 1, max: 5 }).map((depth) => OrgPath.parse(place.split("/").slice(0, depth).join("/"))));
const anyActor: fc.Arbitrary<Actor> = fc
  .array(fc.record({ role: fc.constantFrom(...ROLES), orgPath: anyScope }), { maxLength: 3 })
  .chain((grants) =>
    fc.integer({ min: 0, max: 7 }).map((n): Actor => ({ kind: "USER", id: "who", name: "谁", grants, ...(n < 6 ? { personId: `p-${n}-0` } : {}) })),
  );

const reading = () => ({ ...visitDepsOf(test), store: test.store, clock: test.clock });
const seeded = (numRuns: number) => ({ seed: 20260307, numRuns });

async function listedBookings(actor: Actor, asked: { facilityId?: FacilityId; cityCode?: string }): Promise<string[] | string> {
  const ids: string[] = [];
  for (const status of ["CONFIRMED", "CHECKED_IN"]) {
    for (let cursor: string | undefined; ;) {
      const page = await listBookings(reading(), actor, ListBookingsQuery.parse({ ...asked, status, limit: 3, ...(cursor === undefined ? {} : { cursor }) }));
      if (!page.ok) return page.refusal.code;
      ids.push(...page.value.items.map((item) => item.bookingId));
      cursor = page.value.next;
      if (cursor === undefined) break;
    }
  }
  return ids.sort();
}

it("R12 nobody reads a booking outside their scope, and everybody reads those inside (seeded, 400 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, fc.nat(11), async (actor, n) => {
      const booking = bookings[n] as BookingItem;
      const may = actor.personId === booking.personId || holds(actor, READERS, booking.orgPath);
      expect(maySeeBooking(booking, actor)).toBe(may);
      const answer = await getBooking(reading(), actor, booking.bookingId);
      expect(answer.ok ? "read" : answer.refusal.code).toBe(may ? "read" : "NOT_FOUND");
      // The number is whole only for the booker, the name for who receives them, too.
      const isOwn = actor.personId === booking.personId;
      const { contactName, contactPhone } = toBookingSummary(booking, actor, test.clock.now());
      expect({ contactName, contactPhone }).toEqual({
        contactName: isOwn || holds(actor, RECEIVERS, booking.orgPath) ? "林晓燕" : "林*燕",
        contactPhone: isOwn ? "13900000001" : "139****0001",
      });
    }),
    seeded(400),
  );
});

it("R12 the list without a filter holds exactly what lies in the actor's scope (seeded, 150 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, async (actor) => {
      const inScope = bookings.filter((booking) => holds(actor, READERS, booking.orgPath)).map((booking) => booking.bookingId);
      expect(await listedBookings(actor, {})).toEqual(inScope.length === 0 ? "FORBIDDEN" : inScope.sort());
    }),
    seeded(150),
  );
});

it("R12 asked for a facility or a city, the list holds nothing outside the scope, and all of a place that lies in it (seeded, 150 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, fc.constantFrom(...PLACES), async (actor, place) => {
      const mine = bookings.filter((booking) => holds(actor, READERS, booking.orgPath));
      const ofFacility = mine.filter((booking) => booking.orgPath === place).map((booking) => booking.bookingId);
      expect(await listedBookings(actor, { facilityId: idOf(place) })).toEqual(ofFacility.length === 0 ? "FORBIDDEN" : ofFacility.sort());
      const cityCode = place.split("/")[2] ?? "";
      const ofCity = mine.filter((booking) => booking.cityCode === cityCode).map((booking) => booking.bookingId);
      expect(await listedBookings(actor, { cityCode })).toEqual(ofCity.length === 0 ? "FORBIDDEN" : ofCity.sort());
    }),
    seeded(150),
  );
});

it("R12 the check-ins behind a figure and the day's arrivals follow the same scope (seeded, 150 actors)", async () => {
  await fc.assert(
    fc.asyncProperty(anyActor, fc.constantFrom(...PLACES), async (actor, place) => {
      const day = VISIT_DAY as BookingItem["date"];
      const listed = await listCheckIns(reading(), actor, { from: day, to: day, limit: 100 });
      const inScope = PLACES.filter((each) => holds(actor, READERS, each)).map(idOf);
      expect(listed.ok ? listed.value.items.map((item) => item.facilityId).sort() : listed.refusal.code).toEqual(
        inScope.length === 0 ? "FORBIDDEN" : inScope.sort(),
      );
      const arrivals = await listArrivals(reading(), actor, idOf(place), day);
      expect(arrivals.ok ? arrivals.value.headsExpected : arrivals.refusal.code).toEqual(holds(actor, RECEIVERS, place) ? 4 : "NOT_FOUND");
    }),
    seeded(150),
  );
});

it("R12 a visitor lists nobody's bookings but their own", async () => {
  expect(await listedBookings(aVisitor("p-0-0"), {})).toBe("FORBIDDEN");
});
