import { useQuery } from "@tanstack/react-query";
import type { BookingId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import type { CaseNotice } from "@app/contract/notices/caseNotice.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { read } from "../../../platform/api";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { NoticeTries } from "../../../ui/NoticeTries";
import { StatusTag } from "../../../ui/StatusTag";

/** What the booker was told, by which way, and why another way was taken (promise F24): the answer to 「我没有收到通知」. */
export function BookingNotices({ bookingId }: { readonly bookingId: BookingId }) {
  const notices = useQuery({ queryKey: ["booking", bookingId, "notices"], queryFn: () => read(noticeRoutes.listBookingNotices, { params: { bookingId } }) });
  return (
    <section className="drawer-section" data-testid="booking-notices">
      <h3>发出的通知</h3>
      {notices.data !== undefined ? (
        <NoticeLines items={notices.data.items} />
      ) : notices.error !== null ? (
        <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />
      ) : (
        <Loading rows={2} />
      )}
    </section>
  );
}

function NoticeLines({ items }: { readonly items: readonly CaseNotice[] }) {
  if (items.length === 0) return <p className="soft">还没有发过通知。</p>;
  return (
    <ul className="notice-lines">
      {items.map((notice) => (
        <li key={`${notice.createdAt} ${notice.title} ${notice.recipientLabel}`} data-testid="booking-notice">
          <p>
            <b>{notice.title}</b>
            <StatusTag tone={notice.isDelivered ? "good" : "waiting"}>{notice.outcomeLabel}</StatusTag>
          </p>
          <p className="soft">
            发给{notice.recipientLabel}
            {notice.maskedPhone === undefined ? "" : ` ${notice.maskedPhone}`}，{instantLabel(notice.createdAt)} 生成
          </p>
          <NoticeTries tries={notice.tries} isPlain={notice.isDelivered && notice.tries.length <= 1} />
        </li>
      ))}
    </ul>
  );
}
