import { useQuery } from "@tanstack/react-query";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import { DESK_COUNT_MAX } from "@app/contract/activities/activity.schema";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";

export const ACTIVITY_DESK_KEY = ["activity-desk"];
const REFRESH_MS = 20_000;

export interface DeskBadge {
  /** 「3」 or 「99+」 */
  readonly text: string;
  /** The same for who listens instead of looking. */
  readonly sentence: string;
}

/** What waits for this person on 活动列表; `undefined` when nothing does. */
export function useActivityDesk(): DeskBadge | undefined {
  const mayRead = useMay("activities.read");
  const desk = useQuery({
    queryKey: ACTIVITY_DESK_KEY,
    queryFn: () => read(activityRoutes.getActivityDesk, {}),
    enabled: mayRead,
    refetchInterval: REFRESH_MS,
  });
  return desk.data === undefined ? undefined : deskBadge(desk.data);
}

export function deskBadge({ toAudit, returned }: { readonly toAudit: number; readonly returned: number }): DeskBadge | undefined {
  const waiting = toAudit + returned;
  if (waiting === 0) return undefined;
  const parts = [...(toAudit === 0 ? [] : [`${countText(toAudit)} 条待我审核`]), ...(returned === 0 ? [] : [`${countText(returned)} 条被驳回待修改`])];
  return { text: countText(waiting), sentence: parts.join("，") };
}

function countText(count: number): string {
  return count >= DESK_COUNT_MAX ? `${DESK_COUNT_MAX - 1}+` : String(count);
}
