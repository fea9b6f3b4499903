import type { NoticeTried } from "@app/contract/engines/noticeTries";
import { instantLabel } from "@app/contract/kernel/time";
import "./noticeTries.css";

/** Way by way, in the order in which they were tried. */
export function NoticeTries({ tries, isPlain = false }: { readonly tries: readonly NoticeTried[]; readonly isPlain?: boolean }) {
  if (tries.length === 0 || isPlain) return null;
  return (
    <details className="notice-tries" data-testid="notice-tries">
      <summary>查看发送经过（{tries.length} 次）</summary>
      <ol>
        {tries.map((made, index) => (
          <li key={`${made.at} ${index}`}>
            {instantLabel(made.at)} {made.channelLabel}：{made.failureLabel ?? "已送出"}
            {made.report === undefined ? "" : `；${instantLabel(made.report.at)} ${made.report.label}`}
          </li>
        ))}
      </ol>
    </details>
  );
}
