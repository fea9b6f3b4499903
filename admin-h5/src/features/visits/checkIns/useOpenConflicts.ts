import { useQuery } from "@tanstack/react-query";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { read } from "../../../platform/api";
import { useMay } from "../../../platform/currentUser";

export const CONFLICTS_KEY = ["entry-conflicts"];
const REFRESH_MS = 20_000;
const COUNTED_MAX = 99;

export interface ConflictBadge {
  /** 「3」 or 「99+」 */
  readonly text: string;
  readonly sentence: string;
}

/** How many conflicts wait within this person's scope; `undefined` when none does. */
export function useOpenConflicts(): ConflictBadge | undefined {
  const mayRead = useMay("checkIns.read");
  const open = useQuery({
    queryKey: [...CONFLICTS_KEY, "badge"],
    queryFn: () => read(gateRoutes.listEntryConflicts, { query: { limit: COUNTED_MAX } }),
    enabled: mayRead,
    refetchInterval: REFRESH_MS,
  });
  return open.data === undefined ? undefined : conflictBadge(open.data.items.length, open.data.next !== undefined);
}

export function conflictBadge(count: number, more: boolean): ConflictBadge | undefined {
  if (count === 0) return undefined;
  const text = more ? `${count}+` : String(count);
  return { text, sentence: `${text} 条入场冲突待处理` };
}
