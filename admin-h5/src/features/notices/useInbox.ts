import { useQuery } from "@tanstack/react-query";
import { unreadText } from "@app/contract/notices/inbox.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { read } from "../../platform/api";

export const INBOX_KEY = ["inbox"] as const;
const REFRESH_MS = 60_000;

/** What stands on the bell; asked again each minute and when the window is looked at again. `undefined`: nothing is unread. */
export function useUnread(): string | undefined {
  const count = useQuery({
    queryKey: [...INBOX_KEY, "count"],
    queryFn: () => read(noticeRoutes.getInboxCount, {}),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
  });
  return count.data === undefined ? undefined : unreadText(count.data);
}
