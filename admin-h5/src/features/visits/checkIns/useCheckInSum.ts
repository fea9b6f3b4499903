import { useQuery } from "@tanstack/react-query";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import type { DateRange } from "../../../ui/dateRange";
import type { PlaceFilter } from "../facilities/placeFilter";

export interface CheckInSum {
  readonly records: number;
  /** Family parties of whom somebody counts as inside; a team is counted by its report. */
  readonly bookings: number;
  readonly heads: number;
  /** False when the range holds more than is added up here. */
  readonly isWhole: boolean;
}

const PAGES_MAX = 50;
const PAGE_SIZE = 100;

/** Adds the records up themselves, so that a figure of 综合统计 can be checked against what lies behind it and not against another counter. */
export function useCheckInSum(filter: { readonly place: PlaceFilter; readonly range: DateRange }, refetchInterval: number | false) {
  return useQuery({
    queryKey: ["check-in-sum", filter],
    queryFn: () => sumOf(filter),
    refetchInterval: (query) => (query.state.data !== undefined && query.state.data.records > PAGE_SIZE * 5 ? false : refetchInterval),
  });
}

async function sumOf({ place, range }: { readonly place: PlaceFilter; readonly range: DateRange }): Promise<CheckInSum> {
  const headsOf = new Map<string, number>();
  let records = 0;
  const sum = (isWhole: boolean): CheckInSum => {
    const parties = [...headsOf.values()];
    return { records, bookings: parties.filter((heads) => heads > 0).length, heads: parties.reduce((all, heads) => all + heads, 0), isWhole };
  };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await read(visitRoutes.listCheckIns, { query: { ...place, ...range, limit: PAGE_SIZE, cursor } });
    for (const record of answer.items) {
      records += 1;
      if (record.bookingKind === "FAMILY") headsOf.set(record.bookingId, (headsOf.get(record.bookingId) ?? 0) + record.heads);
    }
    cursor = answer.next;
    if (cursor === undefined) return sum(true);
  }
  return sum(false);
}
