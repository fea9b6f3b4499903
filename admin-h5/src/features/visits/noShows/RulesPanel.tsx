import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import type { NoShowRule } from "@app/contract/visits/noShow.schema";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { read } from "../../../platform/api";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { StatusTag } from "../../../ui/StatusTag";
import { RuleDialog } from "./RuleDialog";
import { WaiveDaysDialog } from "./WaiveDaysDialog";

/** Each city's rule in one sentence, and the days that were waived. */
export function RulesPanel() {
  const rules = useQuery({ queryKey: ["noShowRules"], queryFn: () => read(noShowRoutes.listNoShowRules, {}) });
  const [setting, setSetting] = useState<NoShowRule>();
  const [waiving, setWaiving] = useState<NoShowRule>();
  if (rules.data === undefined) return rules.error === null ? <Loading /> : <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />;
  if (rules.data.items.length === 0) return <EmptyState sentence="您的权限范围内还没有开放单位，所以没有规则。" />;
  return (
    <div className="no-show-rules">
      {rules.data.items.map((rule) => (
        <section key={rule.cityCode} className="no-show-rule" data-testid={`no-show-rule-${rule.cityCode}`}>
          <h3>
            {rule.cityName}
            {rule.isDefault ? <StatusTag tone="quiet">默认规则</StatusTag> : null}
          </h3>
          <p data-testid="rule-sentence">{rule.sentence}</p>
          {rule.changedAt === undefined ? null : (
            <p className="soft">
              {rule.changedByName} 于 {instantLabel(rule.changedAt)} 设定
            </p>
          )}
          {rule.maySet ? (
            <div className="no-show-actions">
              <Button onClick={() => setSetting(rule)} data-testid="set-rule">
                修改规则
              </Button>
              <Button onClick={() => setWaiving(rule)} data-testid="waive-days">
                豁免几天
              </Button>
            </div>
          ) : null}
          <Waivers cityCode={rule.cityCode} />
        </section>
      ))}
      {setting === undefined ? null : <RuleDialog key={setting.version} rule={setting} onClose={() => setSetting(undefined)} />}
      {waiving === undefined ? null : <WaiveDaysDialog rule={waiving} onClose={() => setWaiving(undefined)} />}
    </div>
  );
}

function Waivers({ cityCode }: { readonly cityCode: string }) {
  // Only bureaus may read them: a facility sees its city's rule and no more.
  const waivers = useQuery({
    queryKey: ["noShowWaivers", cityCode],
    queryFn: () => read(noShowRoutes.listNoShowWaivers, { query: { cityCode } }),
    retry: false,
  });
  if (waivers.data === undefined || waivers.data.items.length === 0) return null;
  return (
    <ul className="no-show-waivers">
      {waivers.data.items.map((waiver) => (
        <li key={waiver.waiverId} data-testid="waiver">
          <b>{waiver.from === waiver.to ? waiver.from : `${waiver.from} 至 ${waiver.to}`}</b> {waiver.facilityName ?? "全部单位"}：{waiver.reasonLabel}，
          {waiver.remark}
          <span className="cell-sub">
            {waiver.byName} {instantLabel(waiver.at)}，已豁免 {waiver.waived} 条
          </span>
        </li>
      ))}
    </ul>
  );
}
