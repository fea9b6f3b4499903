import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import type { NoticeFigures } from "@app/contract/system/system.schema";
import { systemRoutes } from "@app/contract/system/system.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";

const CHOICES = [1, 7, 31].map((days) => ({ value: days, label: days === 1 ? "今天" : `最近 ${days} 天` }));

/** How many notices went by which way: whether the free ways are used, and what the SMS cost (promise F24). */
export function NoticeChannels() {
  const [days, setDays] = useState(7);
  const figures = useQuery({ queryKey: ["system", "noticeFigures", days], queryFn: () => read(systemRoutes.getNoticeFigures, { query: { days } }) });
  return (
    <div className="system-status" data-testid="notice-channels">
      <p>
        <Select value={days} onChange={setDays} options={CHOICES} aria-label="统计范围" style={{ minWidth: 140 }} />
      </p>
      {figures.data !== undefined ? (
        <Channels figures={figures.data} />
      ) : figures.error !== null ? (
        <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </div>
  );
}

function Channels({ figures }: { readonly figures: NoticeFigures }) {
  const total = figures.channels.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <p className="soft">这段时间没有发出过通知。</p>;
  return (
    <>
      <ul className="system-lines">
        {figures.channels.map(({ channel, label, count }) => (
          <li key={channel} data-testid={`notice-channel-${channel}`}>
            <span className="system-name">{label}</span>
            <span className="system-now number">
              {count} 条，占 {Math.round((count / total) * 100)}%
            </span>
          </li>
        ))}
      </ul>
      <ul className="system-lines" aria-label="每天">
        {figures.days.map(({ date, total: ofDay, undelivered }) => (
          <li key={date}>
            <span className="system-name">{dateLabel(date)}</span>
            <span className="system-now number">
              {ofDay} 条{undelivered === 0 ? "，全部送出" : `，其中 ${undelivered} 条未送达`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
