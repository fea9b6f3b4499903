import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { auditRoutes } from "@app/contract/audit/audit.routes";
import { TRAIL_KIND_LABELS, TRAIL_KINDS } from "@app/contract/engines/trail";
import { instantLabel } from "@app/contract/kernel/time";
import type { TrailPage } from "@app/contract/audit/trail.schema";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { read } from "../../platform/api";
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
import { AuditCards, AuditTable } from "./AuditRows";
import { AuditDrawer } from "./AuditDrawer";
import { auditFilterOf, auditParams, auditQuery, type AuditFilter } from "./auditFilter";
import "../../ui/records.css";
import "./audit.css";

const TABS = TRAIL_KINDS.map((kind) => ({ key: kind, label: TRAIL_KIND_LABELS[kind] }));
const PAGE_SIZE = 20;

/** 操作日志 (seed 004, 5.1.8.9): who did what, from where, with the before and after; nothing of it can be changed. */
export function AuditPage() {
  const [query, setQuery] = useSearchParams();
  const filter = auditFilterOf(query);
  const isPhone = useIsPhone();
  const pages = useCursorStack(JSON.stringify(filter));
  const [opened, setOpened] = useState<string>();
  const asked = auditQuery(filter);
  const list = useQuery({
    queryKey: ["audit", asked, pages.cursor],
    queryFn: () => read(auditRoutes.listTrail, { query: { ...asked, limit: PAGE_SIZE, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    // A log is read for what has just happened.
    staleTime: 0,
  });
  const Rows = isPhone ? AuditCards : AuditTable;
  const isFiltered = filter.person !== undefined || filter.caseNumber !== undefined || filter.range !== undefined || filter.place !== undefined;
  return (
    <div className="page">
      <PageHeader
        title="操作日志"
        lead="工作人员做过的每一件事：什么时候、谁、从哪里、改了什么。只能查看和导出，不能修改或删除。"
        extra={<ExportButton route={auditRoutes.exportTrail} input={{ query: asked }} />}
      />
      <section className="panel panel-flush">
        <ChoiceTabs label="日志类别" items={TABS} active={filter.kind} onChange={(kind) => show({ kind })} panelId="audit" />
        <div id="audit">
          <Filters
            key={JSON.stringify(filter)}
            filter={filter}
            parts={list.data?.parts ?? []}
            onChange={show}
            onReset={() => setQuery({ kind: filter.kind }, { replace: true })}
          />
          {list.data === undefined ? (
            list.error === null ? (
              <Loading rows={8} />
            ) : (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            )
          ) : (
            <>
              {list.data.placeName === "" ? null : <p className="audit-place soft">范围：{list.data.placeName}</p>}
              {list.data.items.length === 0 && !list.isPlaceholderData ? (
                <EmptyState
                  sentence={
                    list.data.searchedUntil === undefined
                      ? filter.place === undefined && list.data.parts.length > 0
                        ? `${list.data.placeName}这一级没有${isFiltered ? "符合条件的" : ""}记录。下级的记录，请在「地区」里选择。`
                        : "没有符合条件的记录。"
                      : `已查到 ${instantLabel(list.data.searchedUntil)}，还没有找到。点「下一页」继续往前查。`
                  }
                  action={isFiltered ? <Button onClick={() => setQuery({ kind: filter.kind }, { replace: true })}>看全部记录</Button> : undefined}
                />
              ) : (
                <Rows items={list.data.items} isStale={list.isPlaceholderData} onOpen={setOpened} onPerson={(person) => show({ person })} />
              )}
              <Pager pageNumber={pages.pageNumber} next={list.data.next} isBusy={list.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
            </>
          )}
        </div>
      </section>
      <AuditDrawer entryId={opened} onClose={() => setOpened(undefined)} />
    </div>
  );

  function show(next: Partial<AuditFilter>): void {
    setQuery(auditParams({ ...filter, ...next }), { replace: true });
  }
}

interface FiltersProps {
  readonly filter: AuditFilter;
  readonly parts: TrailPage["parts"];
  readonly onChange: (next: Partial<AuditFilter>) => void;
  readonly onReset: () => void;
}

function Filters({ filter, parts, onChange, onReset }: FiltersProps) {
  const [person, setPerson] = useState(filter.person ?? "");
  const [caseNumber, setCaseNumber] = useState(filter.caseNumber ?? "");
  return (
    <Panel>
      <form
        className="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ person: textOf(person), caseNumber: textOf(caseNumber) });
        }}
      >
        <div className="filter-line">
          <span className="filter-caption">日期</span>
          <DateRangeField label="日期" value={filter.range} canClear onChange={(range) => onChange({ range })} />
        </div>
        {parts.length === 0 ? null : (
          <label>
            <span className="filter-caption">地区</span>
            <Select
              className="audit-place-pick"
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              placeholder="本级"
              value={filter.place}
              options={parts.map(({ orgPath, name }) => ({ value: orgPath, label: name }))}
              onChange={(place: OrgPath | undefined) => onChange({ place })}
              data-testid="audit-place"
            />
          </label>
        )}
        <label>
          <span className="filter-caption">操作人账号</span>
          <Input allowClear maxLength={64} value={person} onChange={(event) => setPerson(event.target.value)} data-testid="audit-person" />
        </label>
        <label>
          <span className="filter-caption">编号</span>
          <Input
            allowClear
            maxLength={64}
            placeholder="预约编号等"
            value={caseNumber}
            onChange={(event) => setCaseNumber(event.target.value)}
            data-testid="audit-case"
          />
        </label>
        <Button type="primary" htmlType="submit" data-testid="audit-search">
          查询
        </Button>
        <Button onClick={onReset} data-testid="audit-reset">
          重置
        </Button>
      </form>
      <SavedFilters page="audit" />
    </Panel>
  );
}

const textOf = (typed: string): string | undefined => (typed.trim() === "" ? undefined : typed.trim());
