import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { instantLabel } from "@app/contract/kernel/time";
import type { InboxEntry } from "@app/contract/notices/inbox.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { read } from "../../platform/api";
import { Panel } from "../../ui/Panel";

const REFRESH_MS = 60_000;
const SHOWN = 5;

/** The last messages to this account, the unread marked; nothing while there is none. */
export function LatestMessages() {
  const inbox = useQuery({
    queryKey: ["inbox", "latest"],
    queryFn: () => read(noticeRoutes.listInbox, { query: { limit: SHOWN } }),
    refetchInterval: REFRESH_MS,
  });
  const items = inbox.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title="最新消息" flush>
      <ul className="work-rows" data-testid="latest-messages">
        {items.map((entry) => (
          <li key={entry.entryId}>
            {entry.backOfficePath === undefined ? (
              <div className="message-line">
                <Words entry={entry} />
              </div>
            ) : (
              <Link to={entry.backOfficePath} className="message-line">
                <Words entry={entry} />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Words({ entry }: { readonly entry: InboxEntry }) {
  return (
    <>
      <span className="message-title">
        {entry.isRead ? null : <span className="status-tag status-tag-waiting">未读</span>}
        {entry.title}
      </span>
      <span className="soft message-text">{entry.text}</span>
      <span className="soft">{instantLabel(entry.at)}</span>
    </>
  );
}
