import { BOOKING_KIND_STATUSES } from "@app/contract/visits/booking.schema";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import { askedFilter, bookingsFilterOf, bookingsFilterQuery, FIRST_FILTER, isNeverCounted, ofKind, STATUS_TABS, widened } from "./bookingsFilter";

const of = (address: string) => bookingsFilterOf(new URLSearchParams(address));

test("an address without conditions names no filter, so that the one used last holds", () => {
  expect(of("")).toBeUndefined();
  expect(of("booking=bk_1")).toBeUndefined();
});

test.each(["kind=TEAM&status=CHECKED_IN", "kind=TEAM&status=NOPE"])("a status that the kind does not have is 全部: %s", (address) => {
  expect(of(address)).toEqual(FIRST_FILTER);
});

test("conditions without a kind are asked of families, as the contract asks them", () => {
  expect(of("status=PENDING")).toEqual({ ...FIRST_FILTER, kind: "FAMILY", status: "PENDING" });
});

test("the address keeps every condition", () => {
  const address = "kind=TEAM&status=REPORTED&cityCode=4601&keyword=白沙门&from=2025-12-01&to=2026-01-31&counted=true&order=descending";
  const filter = of(address);
  expect(filter).toEqual({
    kind: "TEAM",
    status: "REPORTED",
    place: { cityCode: "4601" },
    keyword: "白沙门",
    range: { from: "2025-12-01", to: "2026-01-31" },
    counted: true,
    order: "descending",
  });
  expect(decodeURIComponent(new URLSearchParams(bookingsFilterQuery(filter ?? FIRST_FILTER)).toString())).toBe(address);
});

test("what is asked of the server: no word for what is not chosen, and the order that suits the tab", () => {
  expect(askedFilter(FIRST_FILTER)).toEqual({ kind: "TEAM", from: undefined, to: undefined, status: undefined, order: "descending" });
  expect(askedFilter({ ...FIRST_FILTER, status: "PENDING" })).toMatchObject({ status: "PENDING", order: "ascending" });
  expect(askedFilter({ ...FIRST_FILTER, counted: true, keyword: "污水" })).toMatchObject({ counted: "true", keyword: "污水" });
});

test.each(BOOKING_KINDS)("every status of %s has its tab, and no other", (kind) => {
  expect([...STATUS_TABS[kind]].sort()).toEqual([...BOOKING_KIND_STATUSES[kind]].sort());
});

test("a team's tabs begin with the manual's, in its order", () => {
  expect(STATUS_TABS.TEAM.slice(0, 6)).toEqual(["DECLINED", "PENDING", "CONFIRMED", "REPORTED", "COUNTED", "RETURNED"]);
});

test("another kind keeps the conditions, and of the tabs what it has", () => {
  const teams = { ...FIRST_FILTER, status: "REPORTED" as const, keyword: "白沙门" };
  expect(ofKind(teams, "FAMILY")).toEqual({ ...teams, kind: "FAMILY", status: undefined });
  expect(ofKind({ ...teams, status: "PENDING" }, "FAMILY").status).toBe("PENDING");
  expect(widened(teams)).toEqual({ ...FIRST_FILTER, status: "REPORTED" });
});

test("of a team its report and its audit are counted, of a family its entry", () => {
  expect(STATUS_TABS.TEAM.filter((status) => !isNeverCounted({ kind: "TEAM", status }))).toEqual(["REPORTED", "COUNTED"]);
  expect(STATUS_TABS.FAMILY.filter((status) => !isNeverCounted({ kind: "FAMILY", status }))).toEqual(["CHECKED_IN"]);
  expect(isNeverCounted({ kind: "TEAM", status: undefined })).toBe(false);
});
