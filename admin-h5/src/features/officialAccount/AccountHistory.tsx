import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { instantLabel } from "@app/contract/kernel/time";
import type { MenuButton } from "@app/contract/officialAccount/menu.schema";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";

/** Who changed what, latest first; a menu of before can be taken up again. */
export function AccountHistory({ of, onTake }: { readonly of: "MENU" | "REPLIES"; readonly onTake?: (menu: readonly MenuButton[]) => void }) {
  const pages = useCursorStack(of);
  const changes = useQuery({
    queryKey: ["officialAccount", "changes", of, pages.cursor],
    queryFn: () =>
      read(officialAccountRoutes.listAccountChanges, { query: { of, limit: "10", ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }) } }),
  });
  return (
    <section className="account-history" aria-label="修改记录">
      <h2>修改记录</h2>
      {changes.data === undefined ? (
        changes.error === null ? (
          <Loading rows={2} />
        ) : (
          <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
        )
      ) : changes.data.items.length === 0 ? (
        <p className="soft">还没有改过。</p>
      ) : (
        <ol>
          {changes.data.items.map((change) => {
            const { menu } = change;
            return (
              <li key={change.at} data-testid="account-change">
                <strong>{change.byName}</strong> {change.did} <span className="soft number">{instantLabel(change.at)}</span>
                {change.changed.map(({ label, before, after }) => (
                  <div key={label} className="cell-sub">
                    {label}：{before === "" ? "（空）" : before.replaceAll("\n", " / ")} → {after === "" ? "（空）" : after.replaceAll("\n", " / ")}
                  </div>
                ))}
                {menu === undefined || onTake === undefined ? null : (
                  <Button onClick={() => onTake(menu)} data-testid="menu-take">
                    用这一版继续修改
                  </Button>
                )}
              </li>
            );
          })}
        </ol>
      )}
      <Pager pageNumber={pages.pageNumber} next={changes.data?.next} isBusy={changes.isFetching} onBack={pages.goBack} onNext={pages.goNext} />
    </section>
  );
}
