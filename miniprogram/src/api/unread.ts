import { useEffect, useSyncExternalStore } from "react";
import { unreadText } from "@app/contract/notices/inbox.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { usePageShow } from "../platform/pageLife";
import { api } from "./apiClient";
import { currentSession, useSession } from "./session";

/** The one number that 我的 and 消息 show. It belongs to a session: another person on the same phone begins without one. */
let unread: { readonly token: string; readonly text: string | undefined } | undefined;
const listeners = new Set<() => void>();

/** After whatever reads a message. A count that fails leaves the last one. */
export async function refreshUnread(): Promise<void> {
  const token = currentSession()?.token;
  if (token === undefined) return;
  const answer = await api.call(noticeRoutes.getInboxCount, {});
  if (!answer.ok || currentSession()?.token !== token) return;
  unread = { token, text: unreadText(answer.value) };
  listeners.forEach((listener) => listener());
}

/** 「3」 or 「99+」; undefined while nothing is unread. Asked again whenever the page comes in sight, so that what was read elsewhere counts here too. */
export function useUnread(): string | undefined {
  const token = useSession()?.token;
  // Whoever logs in on the page itself comes behind its `onShow`, and nobody would ask until the next one.
  useEffect(() => void refreshUnread(), [token]);
  usePageShow(() => void refreshUnread());
  const known = useSyncExternalStore(subscribe, current, current);
  return known !== undefined && known.token === token ? known.text : undefined;
}

const current = () => unread;
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
