import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { Fragment } from "react";
import { auditRoutes } from "@app/contract/audit/audit.routes";
import type { TrailDetail } from "@app/contract/audit/trail.schema";
import { instantLabel } from "@app/contract/kernel/time";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { useIsPhone } from "../../ui/useIsPhone";
import { caseOf } from "./AuditRows";

export function AuditDrawer({ entryId, onClose }: { readonly entryId: string | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  const entry = useQuery({
    queryKey: ["auditEntry", entryId],
    queryFn: () => read(auditRoutes.getTrailEntry, { params: { entryId: entryId ?? "" } }),
    enabled: entryId !== undefined,
  });
  return (
    <Drawer open={entryId !== undefined} onClose={onClose} size={isPhone ? "100%" : 640} title="操作详情" destroyOnHidden>
      <div data-testid="audit-drawer">
        {entry.data !== undefined ? (
          <Detail entry={entry.data} />
        ) : entry.error !== null ? (
          <ErrorState error={entry.error} onRetry={() => void entry.refetch()} />
        ) : (
          <Loading rows={8} />
        )}
      </div>
    </Drawer>
  );
}

function Detail({ entry }: { readonly entry: TrailDetail }) {
  const lines: readonly (readonly [string, string])[] = [
    ["操作", entry.words],
    ...(entry.said === undefined ? [] : [["说明", entry.said] as const]),
    ["对象", caseOf(entry)],
    ["地点", entry.placeName],
    ["时间", instantLabel(entry.at)],
    ["操作人", `${entry.byName}（${entry.roleLabels.join("、") || "无角色"}）`],
    ["账号", entry.username ?? entry.accountId],
    ["IP 地址", entry.address ?? "没有记录"],
    ["设备", entry.device ?? "没有记录"],
    ["类别", entry.kindLabel],
  ];
  return (
    <>
      <dl className="facts number">
        {lines.map(([term, fact]) => (
          <Fragment key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </Fragment>
        ))}
      </dl>
      {entry.changes.length === 0 ? null : (
        <section className="drawer-section" aria-label="变更">
          <h3>变更</h3>
          <table className="audit-changes" data-testid="audit-changes">
            <thead>
              <tr>
                <th scope="col">项目</th>
                <th scope="col">变更前</th>
                <th scope="col">变更后</th>
              </tr>
            </thead>
            <tbody>
              {entry.changes.map(({ label, before, after }, index) => (
                <tr key={`${label}-${index}`}>
                  <th scope="row">{label}</th>
                  <td>{before === "" ? "（空）" : before}</td>
                  <td>{after === "" ? "（空）" : after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {entry.facts.length === 0 ? null : (
        <section className="drawer-section" aria-label="记录内容">
          <h3>记录内容</h3>
          <dl className="facts number">
            {entry.facts.map(({ label, value }, index) => (
              <Fragment key={`${label}-${index}`}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
