import { useQuery } from "@tanstack/react-query";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { useMay } from "../../../platform/currentUser";
import { deskItems, type DeskItem } from "./bookingDesk";

const REFRESH_MS = 30_000;
/** As many of the due reports as one page holds: a facility with more is told so. */
const DUE_MAX = 100;

/** What waits for this person on 预约管理. */
export function useBookingDesk(): readonly DeskItem[] {
  const reports = useMay("teamVisits.report");
  const audits = useMay("teamVisits.audit");
  const decides = useMay("bookings.decide");
  const desk = useQuery({
    queryKey: ["booking-desk"],
    queryFn: async () => {
      const [team, family, due] = await Promise.all([
        read(teamVisitRoutes.countBookings, { query: { kind: "TEAM" } }),
        decides ? read(teamVisitRoutes.countBookings, { query: { kind: "FAMILY" } }) : undefined,
        reports ? read(visitRoutes.listBookings, { query: { kind: "TEAM", status: "CONFIRMED", to: today(), limit: DUE_MAX } }) : undefined,
      ]);
      return deskItems({ team, family, due: due === undefined ? undefined : { items: due.items, more: due.next !== undefined }, audits });
    },
    enabled: reports || audits || decides,
    refetchInterval: REFRESH_MS,
  });
  return desk.data ?? [];
}
