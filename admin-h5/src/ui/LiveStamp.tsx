import { clockLabel } from "../platform/clock";

/** How fresh the figures are; when the line is cut it says from when they are instead of pretending. */
export function LiveStamp({ updatedAtEpochMs, isLive, isCut }: { readonly updatedAtEpochMs: number; readonly isLive: boolean; readonly isCut: boolean }) {
  if (updatedAtEpochMs === 0) return null;
  const at = clockLabel(updatedAtEpochMs);
  if (isCut)
    return (
      <span className="live-stamp live-stamp-cut" role="status" data-testid="live-stamp">
        连接中断，显示的是 {at} 的数据，正在重试
      </span>
    );
  return (
    <span className="live-stamp" data-testid="live-stamp">
      {isLive ? <i className="live-dot" aria-hidden /> : null}
      {isLive ? "实时 · " : ""}更新于 {at}
    </span>
  );
}
