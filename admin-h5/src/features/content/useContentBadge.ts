import { useQuery } from "@tanstack/react-query";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";

const REFRESH_MS = 60_000;
/** More than one sees at a glance is said as 「20+」. */
const COUNTED_MAX = 20;

/** How much waits for a moderator; `undefined` when nothing does. */
export function useContentBadge(): { readonly text: string; readonly sentence: string } | undefined {
  const held = useQuery({
    queryKey: ["content", "badge"],
    queryFn: () => read(moderationRoutes.listContent, { query: { limit: COUNTED_MAX } }),
    enabled: useMay("content.moderate"),
    refetchInterval: REFRESH_MS,
  });
  const count = held.data?.items.length ?? 0;
  if (count === 0) return undefined;
  const text = held.data?.next === undefined ? String(count) : `${count}+`;
  return { text, sentence: `${text} 条内容待审核` };
}
