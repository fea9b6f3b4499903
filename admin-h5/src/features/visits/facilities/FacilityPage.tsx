import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import type { FacilityId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import { whereabouts } from "@app/contract/regions/whereabouts";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";
import { read } from "../../../platform/api";
import { PATHS, slotsPath } from "../../../platform/paths";
import { useMay } from "../../../platform/currentUser";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { NoPermission } from "../../../ui/NoPermission";
import { PageHeader } from "../../../ui/PageHeader";
import { Panel } from "../../../ui/Panel";
import { FacilityEditForm } from "./FacilityEditForm";
import { FacilityStatusTag } from "./FacilitiesPage";
import { managedFacilityKey } from "./facilityCommands";
import { KnowledgePanel } from "./KnowledgePanel";
import { StatusDialog } from "./StatusDialog";
import "../visits.css";
import "./facilities.css";
import "../slots/slots.css";

const TABS = [
  { key: "profile", label: "单位资料" },
  { key: "knowledge", label: "科普知识" },
  { key: "changes", label: "变更记录" },
] as const;
type Tab = (typeof TABS)[number]["key"];
const BACK = { to: PATHS.facilities, label: "单位资料" };

/** One facility: its profile, its status, what it tells, and what was done to it. `new` adds one. */
export function FacilityPage() {
  const { facilityId } = useParams();
  const mayAdd = useMay("facilities.approve");
  if (facilityId !== "new") return <KnownFacility facilityId={facilityId as FacilityId} />;
  if (!mayAdd) return <NoPermission />;
  return (
    <div className="page">
      <PageHeader title="新增单位" lead="新增后是「申报中」，公众看不到；资料齐全后点「审核开放」。" back={BACK} />
      <FacilityEditForm facility={undefined} />
    </div>
  );
}

function KnownFacility({ facilityId }: { readonly facilityId: FacilityId }) {
  const [query, setQuery] = useSearchParams();
  const [chosen, setChosen] = useState<ManagedFacilityDetail["availableActions"][number]>();
  const mayPlan = useMay("slots.open");
  const asked = query.get("tab");
  const tab: Tab = TABS.find(({ key }) => key === asked)?.key ?? "profile";
  const facility = useQuery({
    queryKey: managedFacilityKey(facilityId),
    queryFn: () => read(facilityRoutes.getManagedFacility, { params: { facilityId } }),
  });
  if (facility.data === undefined)
    return (
      <div className="page">
        {facility.error === null ? <Loading rows={12} /> : <ErrorState error={facility.error} onRetry={() => void facility.refetch()} />}
      </div>
    );
  const { data } = facility;
  return (
    <div className="page">
      <PageHeader
        title={data.name}
        back={BACK}
        lead={
          <span className="facility-title">
            <FacilityStatusTag facility={data} />
            <span>
              {data.categoryLabel} · {whereabouts(data).join("")}
            </span>
            {data.statusReason === undefined ? null : <span>原因：{data.statusReason}</span>}
          </span>
        }
        extra={
          <div className="facility-actions">
            {mayPlan ? (
              <Link className="link-button" to={slotsPath(facilityId)}>
                场次管理
              </Link>
            ) : null}
            {data.availableActions.map((offered) => (
              <Button
                key={offered.action}
                type={offered.action === "OPEN" || offered.action === "RESUME" ? "primary" : "default"}
                danger={offered.action === "WITHDRAW"}
                onClick={() => setChosen(offered)}
                data-testid={`facility-${offered.action}`}
              >
                {offered.label}
              </Button>
            ))}
          </div>
        }
      />
      <ChoiceTabs label="单位" panelId="facility-tab" active={tab} items={TABS} onChange={(next) => setQuery({ tab: next }, { replace: true })} />
      <div id="facility-tab" role="tabpanel" aria-label={TABS.find(({ key }) => key === tab)?.label}>
        {tab === "profile" ? (
          <FacilityEditForm key={facilityId} facility={data} />
        ) : tab === "knowledge" ? (
          <KnowledgePanel facility={data} />
        ) : (
          <Changes facility={data} />
        )}
      </div>
      {chosen === undefined ? null : <StatusDialog facility={data} offered={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

function Changes({ facility }: { readonly facility: ManagedFacilityDetail }) {
  if (facility.changes.length === 0) return <EmptyState sentence="还没有变更记录。" hint="谁在什么时候改了什么，都会记在这里。" />;
  return (
    <Panel>
      <ol className="timeline" data-testid="facility-changes">
        {facility.changes.map((change) => (
          <li key={`${change.at}${change.label}`}>
            <p className="timeline-what">{change.label}</p>
            <p className="timeline-when">
              {instantLabel(change.at)} · {change.byName}
            </p>
            {change.remark === undefined ? null : <p className="timeline-remark">{change.remark}</p>}
            {change.fields.length === 0 ? null : (
              <ul className="change-fields">
                {change.fields.map((field) => (
                  <li key={field.label}>
                    {field.label}：<del>{field.before === "" ? "（空）" : field.before}</del> → <ins>{field.after === "" ? "（空）" : field.after}</ins>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
