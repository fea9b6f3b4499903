import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { Navigate, useSearchParams } from "react-router";
import type { RegistrationId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import { REGISTRATION_STATUS_LABELS, RegistrationStatus, REVIEWED_STATUSES, type RegistrationSummary } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { REGISTRATION_KIND_ROWS, REGISTRATION_KINDS, RegistrationKind } from "@app/contract/registrations/registrationKinds";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { PATHS } from "../../platform/paths";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { CardOpener, RowOpener } from "../../ui/records/openers";
import { SavedFilters } from "../../ui/records/SavedFilters";
import { useCursorStack } from "../../ui/useCursorStack";
import { useIsPhone } from "../../ui/useIsPhone";
import { RegistrationDrawer } from "./RegistrationDrawer";
import { RegistrationTag } from "./RegistrationFacts";
import "../../ui/records.css";
import "./registrations.css";
import { TableFrame } from "../../ui/records/TableFrame";

const COLUMNS = [
  { label: "机构名称", isFixed: true },
  { label: "所在地" },
  { label: "负责人" },
  { label: "提交时间" },
  { label: "状态" },
  { label: "办理", isFixed: true },
] as const;

const REFRESH_MS = 15_000;
const PAGE = 20;
const ALL = "ALL";
const TABS = [...REVIEWED_STATUSES.map((status) => ({ key: status, label: REGISTRATION_STATUS_LABELS[status] })), { key: ALL, label: "全部" }] as const;
type Tab = (typeof TABS)[number]["key"];

/** 注册审核. Who registers and follows a link of the same notice comes to their own registration. */
export function RegistrationsPage() {
  return useMay("registrations.review") ? <Review /> : <Navigate to={PATHS.myRegistration} replace />;
}

function Review() {
  const isPhone = useIsPhone();
  const [query, setQuery] = useSearchParams();
  const tab: Tab = query.get("status") === ALL ? ALL : ((RegistrationStatus.safeParse(query.get("status")).data as Tab | undefined) ?? "IN_REVIEW");
  const kind = RegistrationKind.safeParse(query.get("kind")).data;
  const keyword = (query.get("keyword") ?? "").trim().slice(0, 50);
  const pages = useCursorStack(JSON.stringify([tab, kind, keyword]));
  const list = useQuery({
    queryKey: ["registrations", tab, kind, keyword, pages.cursor],
    queryFn: () =>
      read(registrationRoutes.listRegistrations, {
        query: {
          ...(tab === ALL ? {} : { status: tab }),
          ...(kind === undefined ? {} : { kind }),
          ...(keyword === "" ? {} : { keyword }),
          limit: PAGE,
          ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
        } as never,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const isNarrowed = kind !== undefined || keyword !== "";
  const View = isPhone ? Cards : Table;
  const open = (registration: string): void => show({ registration });
  return (
    <div className="page">
      <PageHeader title="注册审核" lead="机构自助注册后在这里审核。点一行查看资料和授权书并办理。" />
      <Panel>
        <div className="registration-filters">
          <label>
            <span className="filter-caption">机构类型</span>
            <Select
              value={kind ?? ALL}
              onChange={(value) => show({ kind: value === ALL ? undefined : value })}
              options={[
                { value: ALL, label: "全部类型" },
                ...REGISTRATION_KINDS.map((each) => ({ value: each as string, label: REGISTRATION_KIND_ROWS[each].label })),
              ]}
              data-testid="registration-kind-filter"
            />
          </label>
          <KeywordField key={keyword} value={keyword} onSearch={(next) => show({ keyword: next === "" ? undefined : next })} />
          {isNarrowed ? (
            <Button type="link" onClick={() => show({ kind: undefined, keyword: undefined })}>
              清除条件
            </Button>
          ) : null}
        </div>
        <SavedFilters page="registrations" />
      </Panel>
      <section className="panel panel-flush registrations-panel">
        <ChoiceTabs label="状态" panelId="registrations-of-status" active={tab} onChange={(status) => show({ status })} items={TABS} />
        <div id="registrations-of-status" role="tabpanel" aria-label={TABS.find(({ key }) => key === tab)?.label ?? ""}>
          {list.data === undefined ? (
            list.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            )
          ) : list.data.items.length === 0 && list.data.next === undefined && !list.isPlaceholderData ? (
            <EmptyState
              sentence={tab === ALL ? "没有注册申请。" : `没有「${REGISTRATION_STATUS_LABELS[tab]}」的注册申请。`}
              hint={isNarrowed ? "换一个类型或名称试试。" : "机构在登录页点「立即注册」并提交后，会出现在这里。"}
            />
          ) : (
            <>
              <View items={list.data.items} isStale={list.isPlaceholderData} onOpen={open} />
              <Pager pageNumber={pages.pageNumber} next={list.data.next} isBusy={list.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
            </>
          )}
        </div>
      </section>
      <RegistrationDrawer
        registrationId={(query.get("registration") as RegistrationId | null) ?? undefined}
        onClose={() => show({ registration: undefined })}
      />
    </div>
  );

  function show(part: Readonly<Record<string, string | undefined>>): void {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(part)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    setQuery(next, { replace: !("registration" in part && part["registration"] !== undefined) });
  }
}

function KeywordField({ value, onSearch }: { readonly value: string; readonly onSearch: (keyword: string) => void }) {
  const [typed, setTyped] = useState(value);
  return (
    <label>
      <span className="filter-caption">名称或负责人</span>
      <Input.Search
        allowClear
        maxLength={50}
        placeholder="名称里的几个字"
        enterButton="查找"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(keyword) => onSearch(keyword.trim())}
        data-testid="registration-keyword"
      />
    </label>
  );
}

interface ListProps {
  readonly items: readonly RegistrationSummary[];
  readonly isStale: boolean;
  readonly onOpen: (registrationId: string) => void;
}

const kindText = ({ kindLabel, levelLabel }: RegistrationSummary): string => (levelLabel === undefined ? kindLabel : `${kindLabel}（${levelLabel}）`);

function Table({ items, isStale, onOpen }: ListProps) {
  return (
    <TableFrame name="registrations" columns={COLUMNS}>
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">机构名称</th>
            <th scope="col">所在地</th>
            <th scope="col">负责人</th>
            <th scope="col">提交时间</th>
            <th scope="col">状态</th>
            <th scope="col">办理</th>
          </tr>
        </thead>
        <tbody>
          {items.map((registration) => (
            <tr
              key={registration.registrationId}
              className="row-opens"
              onClick={() => onOpen(registration.registrationId)}
              data-testid="registration-row"
              data-registration-id={registration.registrationId}
            >
              <td className="registration-name">
                {registration.organizationName}
                <span className="cell-sub">{kindText(registration)}</span>
              </td>
              <td>{registration.placeLabel}</td>
              <td className="nowrap">{registration.principalName}</td>
              <td className="nowrap">{instantLabel(registration.submittedAt)}</td>
              <td>
                <RegistrationTag registration={registration} />
              </td>
              <td>
                <RowOpener
                  name={registration.organizationName}
                  testId="registration-open"
                  label={registration.status === "IN_REVIEW" ? "审核" : "查看"}
                  onOpen={() => onOpen(registration.registrationId)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Cards({ items, isStale, onOpen }: ListProps) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((registration) => (
        <article
          key={registration.registrationId}
          className="record-card record-card-opens"
          data-testid="registration-row"
          data-registration-id={registration.registrationId}
        >
          <p className="registration-name">
            <strong>{registration.organizationName}</strong>
          </p>
          <RegistrationTag registration={registration} />
          <dl className="record-card-lines">
            <dt>类型</dt>
            <dd>{kindText(registration)}</dd>
            <dt>所在地</dt>
            <dd>{registration.placeLabel}</dd>
            <dt>负责人</dt>
            <dd>{registration.principalName}</dd>
            <dt>提交时间</dt>
            <dd className="number">{instantLabel(registration.submittedAt)}</dd>
          </dl>
          <CardOpener name={registration.organizationName} testId="registration-open" onOpen={() => onOpen(registration.registrationId)} />
        </article>
      ))}
    </div>
  );
}
