import { useQuery } from "@tanstack/react-query";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { read } from "../../../platform/api";
import { useMay } from "../../../platform/currentUser";

const REFRESH_MS = 60_000;
/** More than one sees at a glance is said as 「20+」. */
const COUNTED_MAX = 20;

/** How many bookings later changes have broken; `undefined` when there is none. */
export function useAttentionBadge(): { readonly text: string; readonly sentence: string } | undefined {
  const mayRead = useMay("bookings.read");
  const flagged = useQuery({
    queryKey: ["attention", "badge"],
    queryFn: () => read(facilityRoutes.listFlaggedBookings, { query: { limit: COUNTED_MAX } }),
    enabled: mayRead,
    refetchInterval: REFRESH_MS,
  });
  const count = flagged.data?.items.length ?? 0;
  if (count === 0) return undefined;
  const text = flagged.data?.next === undefined ? String(count) : `${count}+`;
  return { text, sentence: `${text} 条预约需处理` };
}
