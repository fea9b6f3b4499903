import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { ok, type Result } from "@app/contract/kernel/result";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import type { FacilitySummary } from "@app/contract/visits/facility.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { useRemote } from "../../../api/useRemote";
import { footprintsOf, type Footprint } from "./footprint";

/** Pages of a hundred: more visits, or more facilities in a province, than anybody has. */
const PAGES_MAX = 5;

export function useFootprints(token: string | undefined) {
  return useRemote(token === undefined ? undefined : `footprints:${token}`, load);
}

async function load(): Promise<Result<readonly Footprint[], CallRefusal>> {
  const [visits, facilities] = await Promise.all([
    everyPage<BookingSummary>((cursor) => api.call(visitRoutes.listMyBookings, { query: { group: "VISITED", limit: 100, cursor } })),
    everyPage<FacilitySummary>((cursor) => api.call(visitRoutes.listFacilities, { query: { limit: 100, cursor } })),
  ]);
  if (!visits.ok) return visits;
  // Without the public list the footprints still stand, only without their pictures and kinds.
  return ok(footprintsOf(visits.value, facilities.ok ? facilities.value : []));
}

async function everyPage<Item>(
  ask: (cursor: string | undefined) => Promise<Result<{ readonly items: readonly Item[]; readonly next?: string | undefined }, CallRefusal>>,
): Promise<Result<Item[], CallRefusal>> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await ask(cursor);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === undefined) break;
  }
  return ok(items);
}
