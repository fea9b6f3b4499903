import { countByCategory, footprintsOf } from "./footprint";

type Visits = Parameters<typeof footprintsOf>[0];
type Facilities = Parameters<typeof footprintsOf>[1];
const visit = (facilityId: string, date: string) => ({ facilityId, facilityName: `单位${facilityId}`, cityName: "海口市", date });
const visits = [visit("a", "2026-03-01"), visit("b", "2026-03-05"), visit("a", "2026-03-09"), visit("gone", "2025-05-01")] as unknown as Visits;
const facilities = [
  { facilityId: "a", category: "SEWAGE", cover: { thumbnailUrl: "/a.jpg" } },
  { facilityId: "b", category: "WASTE" },
] as unknown as Facilities;

test("a facility is one footprint however often one came, with its last day; one that is no longer shown stays", () => {
  expect(footprintsOf(visits, facilities)).toEqual([
    { facilityId: "a", name: "单位a", cityName: "海口市", lastVisit: "2026-03-09", visits: 2, category: "SEWAGE", coverUrl: "/a.jpg" },
    { facilityId: "b", name: "单位b", cityName: "海口市", lastVisit: "2026-03-05", visits: 1, category: "WASTE", coverUrl: undefined },
    { facilityId: "gone", name: "单位gone", cityName: "海口市", lastVisit: "2025-05-01", visits: 1, category: undefined, coverUrl: undefined },
  ]);
});

test("every category is counted, also those where one has not been", () => {
  expect(countByCategory(footprintsOf(visits, facilities))).toEqual([
    ["MONITORING", 0],
    ["SEWAGE", 1],
    ["WASTE", 1],
    ["HAZARDOUS", 0],
  ]);
});
