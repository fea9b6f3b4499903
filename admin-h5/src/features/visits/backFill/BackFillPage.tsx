import { useSearchParams } from "react-router";
import type { FacilityId } from "@app/contract/kernel/ids";
import { EmptyState } from "../../../ui/EmptyState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Panel } from "../../../ui/Panel";
import { FacilityPicker } from "../facilities/FacilityPicker";
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { BackFillForm } from "./BackFillForm";
import { LatestBackFills } from "./LatestBackFills";
import "../visits.css";
import "./backFill.css";

/** 数据补录 (seed 000, 三-3): a visit that was arranged offline is reported afterwards, with the same photos, and counted from then on. */
export function BackFillPage() {
  const { all, isLoading } = useFacilityChoices("teamVisits.report");
  const [query, setQuery] = useSearchParams();
  const chosen = all.find(({ facilityId }) => facilityId === query.get("facilityId")) ?? all[0];
  return (
    <div className="page back-fill-page">
      <PageHeader
        title="数据补录"
        lead="线下约好、已经参观过的团队，在这里补录。提交后为「已上报」，纳入统计，由上级管理员审核。"
        extra={<FacilityPicker choices={all} value={chosen?.facilityId} onChange={(facilityId) => setQuery({ facilityId }, { replace: true })} />}
      />
      {chosen !== undefined ? (
        <>
          <BackFillForm key={chosen.facilityId} facilityId={chosen.facilityId as FacilityId} />
          <LatestBackFills facilityId={chosen.facilityId as FacilityId} />
        </>
      ) : (
        <Panel>{isLoading ? <Loading rows={10} /> : <EmptyState sentence="您的范围里还没有可以补录的开放单位。" />}</Panel>
      )}
    </div>
  );
}
