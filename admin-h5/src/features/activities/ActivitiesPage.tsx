import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { ACTIVITY_STATUS_LABELS, ACTIVITY_STATUSES } from "@app/contract/activities/activity.schema";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import type { ActivityId } from "@app/contract/kernel/ids";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { PATHS } from "../../platform/paths";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { DateRangeField } from "../../ui/DateRangeField";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ExportButton } from "../../ui/ExportButton";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { SavedFilters } from "../../ui/records/SavedFilters";
import { useCursorStack } from "../../ui/useCursorStack";
import { useIsPhone } from "../../ui/useIsPhone";
import { activitiesFilterOf, activitiesFilterQuery, isNarrowed, type ActivitiesFilter } from "./activitiesFilter";
import { ActivityCards, ActivitiesTable } from "./ActivitiesTable";
import { ActivityDrawer } from "./ActivityDrawer";
import { UnitFilter } from "./UnitFilter";
import "../../ui/records.css";
import "./activities.css";

const REFRESH_MS = 10_000;
const PAGE = 20;
const ALL = "ALL";
const TABS = [{ key: ALL, label: "全部" }, ...ACTIVITY_STATUSES.map((status) => ({ key: status, label: ACTIVITY_STATUS_LABELS[status] }))] as const;

export function ActivitiesPage() {
  const isPhone = useIsPhone();
  const maySubmit = useMay("activities.submit");
  const [query, setQuery] = useSearchParams();
  const filter = activitiesFilterOf(query);
  const openId = query.get("activity") as ActivityId | null;
  const pages = useCursorStack(JSON.stringify(filter));
  const asked = {
    status: filter.status,
    from: filter.range?.from,
    to: filter.range?.to,
    unit: filter.unit,
    ...(filter.keyword === "" ? {} : { keyword: filter.keyword }),
  };
  const activities = useQuery({
    queryKey: ["activities", filter, pages.cursor],
    queryFn: () => read(activityRoutes.listActivities, { query: { ...asked, limit: PAGE, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const View = isPhone ? ActivityCards : ActivitiesTable;
  const clear = (): void => show({ ...filter, range: undefined, unit: undefined, keyword: "" });

  return (
    <div className="page">
      <PageHeader
        title="活动列表"
        lead="线上活动逐级审核，已审核的纳入统计。点一行可查看详情并办理。"
        extra={
          <>
            {maySubmit ? (
              <Link className="link-button" to={PATHS.reportActivity} data-testid="report-activity">
                活动上报
              </Link>
            ) : null}
            <ExportButton route={activityRoutes.exportActivities} input={{ query: asked }} />
          </>
        }
      />
      <Panel>
        <div className="filters">
          <div className="filter-line">
            <span className="filter-caption">结束日期</span>
            <DateRangeField label="活动结束日期" value={filter.range} canClear withPresets onChange={(range) => show({ ...filter, range })} />
          </div>
          <UnitFilter value={filter.unit} onChange={(unit) => show({ ...filter, unit })} />
          <KeywordField key={filter.keyword} value={filter.keyword} onSearch={(keyword) => show({ ...filter, keyword })} />
          {isNarrowed(filter) ? (
            <Button type="link" onClick={clear}>
              清除条件
            </Button>
          ) : null}
        </div>
        <SavedFilters page="activities" />
      </Panel>
      <section className="panel panel-flush activities-panel">
        <ChoiceTabs
          label="状态"
          panelId="activities-of-status"
          active={filter.status ?? ALL}
          onChange={(key) => show({ ...filter, status: key === ALL ? undefined : key })}
          items={TABS}
        />
        <div id="activities-of-status" role="tabpanel" aria-label={filter.status === undefined ? "全部" : ACTIVITY_STATUS_LABELS[filter.status]}>
          {activities.data === undefined ? (
            activities.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={activities.error} onRetry={() => void activities.refetch()} />
            )
          ) : activities.data.items.length === 0 && activities.data.next === undefined && !activities.isPlaceholderData ? (
            <NothingHere filter={filter} maySubmit={maySubmit} onClear={clear} />
          ) : (
            <>
              <View
                items={activities.data.items}
                firstNumber={(pages.pageNumber - 1) * PAGE + 1}
                isStale={activities.isPlaceholderData}
                onOpen={(activityId) => setQuery({ ...activitiesFilterQuery(filter), activity: activityId })}
              />
              <Pager
                pageNumber={pages.pageNumber}
                next={activities.data.next}
                isBusy={activities.isPlaceholderData}
                onBack={pages.goBack}
                onNext={pages.goNext}
                note={filter.keyword !== "" && activities.data.next !== undefined ? "按名称查找时逐段查，下一页可继续往前找。" : undefined}
              />
            </>
          )}
        </div>
      </section>
      <ActivityDrawer activityId={openId ?? undefined} onClose={() => setQuery(activitiesFilterQuery(filter), { replace: true })} />
    </div>
  );

  function show(next: ActivitiesFilter): void {
    setQuery(activitiesFilterQuery(next), { replace: true });
  }
}

function KeywordField({ value, onSearch }: { readonly value: string; readonly onSearch: (keyword: string) => void }) {
  const [typed, setTyped] = useState(value);
  return (
    <label>
      <span className="filter-caption">活动名称</span>
      <Input.Search
        className="keyword-field"
        allowClear
        maxLength={50}
        placeholder="名称里的几个字"
        enterButton="查找"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(keyword) => onSearch(keyword.trim())}
        data-testid="activity-keyword"
      />
    </label>
  );
}

function NothingHere({ filter, maySubmit, onClear }: { readonly filter: ActivitiesFilter; readonly maySubmit: boolean; readonly onClear: () => void }) {
  const sentence = `没有${filter.status === undefined ? "" : `「${ACTIVITY_STATUS_LABELS[filter.status]}」的`}线上活动。`;
  if (isNarrowed(filter))
    return <EmptyState sentence={sentence} hint="换一个结束日期范围、提交人或名称试试。" action={<Button onClick={onClear}>清除条件</Button>} />;
  return (
    <EmptyState
      sentence={sentence}
      hint={maySubmit ? "举办了直播、短视频、VR 等线上活动，可以在这里上报。" : "各单位上报后会出现在这里。"}
      action={
        maySubmit ? (
          <Link className="link-button" to={PATHS.reportActivity}>
            活动上报
          </Link>
        ) : undefined
      }
    />
  );
}
