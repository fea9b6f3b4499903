import { useQuery } from "@tanstack/react-query";
import { instantLabel } from "@app/contract/kernel/time";
import { settingsRoutes } from "@app/contract/settings/settings.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";

/** Who changed what, latest first. */
export function SettingHistory({ of }: { readonly of: string }) {
  const pages = useCursorStack(of);
  const changes = useQuery({
    queryKey: ["settings", "changes", of, pages.cursor],
    queryFn: () => read(settingsRoutes.listSettingChanges, { query: { of, limit: "10", ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }) } }),
  });
  return (
    <section className="setting-history" aria-label="修改记录">
      <h2>修改记录</h2>
      {changes.data === undefined ? (
        changes.error === null ? (
          <Loading rows={2} />
        ) : (
          <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
        )
      ) : changes.data.items.length === 0 ? (
        <p className="soft" data-testid="history-empty">
          还没有改过，用的是标准设置。
        </p>
      ) : (
        <ol>
          {changes.data.items.map((change) => (
            <li key={change.at} data-testid="setting-change">
              <p>
                <strong>{change.byName}</strong> <span className="soft number">{instantLabel(change.at)}</span>
              </p>
              <ul>
                {change.changed.map(({ label, before, after }) => (
                  <li key={label}>
                    {label}：<del>{oneLine(before)}</del> → {oneLine(after)}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
      <Pager pageNumber={pages.pageNumber} next={changes.data?.next} isBusy={changes.isFetching} onBack={pages.goBack} onNext={pages.goNext} />
    </section>
  );
}

const oneLine = (words: string): string => (words === "" ? "（空）" : words.replaceAll("\n", " / "));
