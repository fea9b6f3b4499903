import { useQuery } from "@tanstack/react-query";
import type { NoticeKindRow } from "@app/contract/notices/noticeKind.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { StatusTag } from "../../ui/StatusTag";

/** What is told to whom and when, by which ways in which order, and in which words. */
export function NoticeKindList() {
  const kinds = useQuery({ queryKey: ["system", "noticeKinds"], queryFn: () => read(noticeRoutes.listNoticeKinds, {}) });
  if (kinds.data === undefined) return kinds.error === null ? <Loading rows={8} /> : <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  const { quiet } = kinds.data;
  return (
    <>
      <p className="system-lead">
        每条消息都会放进对方的站内消息，再按下面的顺序逐个试：前一种送到了，就不再用后一种；都没有送到的，列在「未送达通知」。
        {quiet === undefined ? "没有设免打扰时间。" : `${quiet.from} 到 ${quiet.until} 免打扰，到时间再发；标「夜间也发」的除外。`}
        免打扰时间在「系统设置」里修改。
      </p>
      <ul className="system-lines" data-testid="notice-kinds">
        {kinds.data.kinds.map((row) => (
          <li key={row.kind} className="notice-kind" data-testid={`notice-kind-${row.kind}`}>
            <Kind row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Kind({ row: { label, toLabel, whenLabel, ways, isUrgent, smsWords } }: { readonly row: NoticeKindRow }) {
  const missing = ways.filter(({ isSetUp }) => !isSetUp).map((way) => way.label);
  return (
    <div className="system-what">
      <p className="system-title">
        {label} {isUrgent ? <StatusTag tone="waiting">夜间也发</StatusTag> : null}
      </p>
      <p>
        {whenLabel}，发给{toLabel}。
      </p>
      <p className="soft">
        依次使用：{ways.map((way) => way.label).join("、")}
        {missing.length === 0 ? "" : `。其中还没有开通：${missing.join("、")}`}
      </p>
      {smsWords === undefined ? <p className="soft">不发短信。</p> : <p className="soft">短信原文：{smsWords}</p>}
    </div>
  );
}
