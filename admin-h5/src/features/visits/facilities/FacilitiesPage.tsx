import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { Link, useNavigate, useSearchParams } from "react-router";
import {
  FACILITY_CATEGORIES,
  FACILITY_CATEGORY_LABELS,
  FACILITY_STATUS_LABELS,
  FACILITY_STATUSES,
  FacilityCategory,
  FacilityStatus,
} from "@app/contract/visits/facility.schema";
import { whereabouts } from "@app/contract/regions/whereabouts";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { ManagedFacilitySummary } from "@app/contract/visits/managedFacility.schema";
import { read } from "../../../platform/api";
import { useMay } from "../../../platform/currentUser";
import { facilityPath } from "../../../platform/paths";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Pager } from "../../../ui/Pager";
import { Panel } from "../../../ui/Panel";
import { StatusTag } from "../../../ui/StatusTag";
import { useCursorStack } from "../../../ui/useCursorStack";
import { useIsPhone } from "../../../ui/useIsPhone";
import { FACILITY_TONES } from "./facilityTones";
import "../visits.css";
import "./facilities.css";

interface Filter {
  readonly keyword: string;
  readonly category: FacilityCategory | undefined;
  readonly status: FacilityStatus | undefined;
}

export function FacilitiesPage() {
  const isPhone = useIsPhone();
  const mayAdd = useMay("facilities.approve");
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const filter: Filter = {
    keyword: query.get("keyword") ?? "",
    category: FacilityCategory.safeParse(query.get("category")).data,
    status: FacilityStatus.safeParse(query.get("status")).data,
  };
  const pages = useCursorStack(JSON.stringify(filter));
  const asked = { category: filter.category, status: filter.status, ...(filter.keyword === "" ? {} : { keyword: filter.keyword }) };
  const facilities = useQuery({
    queryKey: ["managed-facilities", filter, pages.cursor],
    queryFn: () => read(facilityRoutes.listManagedFacilities, { query: { ...asked, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  const isNarrowed = filter.keyword !== "" || filter.category !== undefined || filter.status !== undefined;
  const addButton = mayAdd ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate(facilityPath("new"))} data-testid="add-facility">
      新增单位
    </Button>
  ) : undefined;

  return (
    <div className="page">
      <PageHeader title="单位资料" lead="开放单位的资料、开放状态和科普知识。点一家单位查看和修改。" extra={addButton} />
      <Panel>
        <div className="filters">
          <label>
            <span className="filter-caption">关键字</span>
            <Input.Search
              key={filter.keyword}
              className="keyword-input"
              allowClear
              enterButton="查找"
              defaultValue={filter.keyword}
              maxLength={40}
              placeholder="单位名称、地址或区县"
              onSearch={(keyword) => show({ ...filter, keyword: keyword.trim() })}
              data-testid="facility-keyword"
            />
          </label>
          <label>
            <span className="filter-caption">设施类别</span>
            <Select
              className="facility-select"
              value={filter.category ?? ""}
              options={[
                { value: "", label: "全部" },
                ...FACILITY_CATEGORIES.map((category) => ({ value: category as string, label: FACILITY_CATEGORY_LABELS[category] })),
              ]}
              onChange={(category) => show({ ...filter, category: FacilityCategory.safeParse(category).data })}
              data-testid="facility-category"
            />
          </label>
          {isNarrowed ? (
            <Button type="link" onClick={() => setQuery({}, { replace: true })}>
              清除条件
            </Button>
          ) : null}
        </div>
      </Panel>
      <section className="panel panel-flush bookings-panel">
        <ChoiceTabs
          label="开放状态"
          panelId="facilities-of-status"
          active={filter.status ?? "ALL"}
          onChange={(status) => show({ ...filter, status: status === "ALL" ? undefined : status })}
          items={[{ key: "ALL" as const, label: "全部" }, ...FACILITY_STATUSES.map((status) => ({ key: status, label: FACILITY_STATUS_LABELS[status] }))]}
        />
        <div id="facilities-of-status" role="tabpanel" aria-label="开放单位">
          {body()}
        </div>
      </section>
    </div>
  );

  function body() {
    if (facilities.data === undefined)
      return facilities.error === null ? <Loading /> : <ErrorState error={facilities.error} onRetry={() => void facilities.refetch()} />;
    const { items, next } = facilities.data;
    // A rare keyword may fill no place of a page although more was to look through.
    if (items.length === 0 && next === undefined && !facilities.isPlaceholderData)
      return isNarrowed ? (
        <EmptyState sentence="没有符合条件的单位。" action={<Button onClick={() => setQuery({}, { replace: true })}>清除条件，看全部</Button>} />
      ) : (
        <EmptyState sentence="您的范围内还没有开放单位。" hint="由地市级或省级管理员新增。" action={addButton} />
      );
    return (
      <>
        {isPhone ? <Cards items={items} /> : <Table items={items} isStale={facilities.isPlaceholderData} />}
        <Pager pageNumber={pages.pageNumber} next={next} isBusy={facilities.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
      </>
    );
  }
  function show(next: Filter): void {
    const entries = Object.entries(next).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "");
    setQuery(Object.fromEntries(entries), { replace: true });
  }
}

function Table({ items, isStale }: { readonly items: readonly ManagedFacilitySummary[]; readonly isStale: boolean }) {
  const navigate = useNavigate();
  return (
    <div className="table-scroll">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th>单位</th>
            <th>类别</th>
            <th>地区</th>
            <th>电话</th>
            <th>状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map((facility) => (
            <tr
              key={facility.facilityId}
              className="row-opens"
              onClick={() => void navigate(facilityPath(facility.facilityId))}
              data-testid="facility-row"
              data-facility-id={facility.facilityId}
            >
              <td>
                <span className="facility-cell">
                  <Cover facility={facility} />
                  <span>
                    <Link to={facilityPath(facility.facilityId)} onClick={(event) => event.stopPropagation()}>
                      {facility.name}
                    </Link>
                    <span className="cell-sub">{facility.address}</span>
                  </span>
                </span>
              </td>
              <td>{facility.categoryLabel}</td>
              <td>
                {whereabouts(facility)[0]}
                <span className="cell-sub">{whereabouts(facility)[1]}</span>
              </td>
              <td className="number">{facility.phone}</td>
              <td>
                <FacilityStatusTag facility={facility} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ items }: { readonly items: readonly ManagedFacilitySummary[] }) {
  return (
    <ul className="cards">
      {items.map((facility) => (
        <li key={facility.facilityId}>
          <Link className="card facility-card-link" to={facilityPath(facility.facilityId)} data-testid="facility-row" data-facility-id={facility.facilityId}>
            <span className="facility-cell">
              <Cover facility={facility} />
              <span className="facility-card-name">{facility.name}</span>
            </span>
            <FacilityStatusTag facility={facility} />
            <span className="cell-sub">
              {facility.categoryLabel} · {whereabouts(facility).join("")}
            </span>
            <span className="cell-sub">{facility.address}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Cover({ facility }: { readonly facility: ManagedFacilitySummary }) {
  return facility.cover === undefined ? (
    <span className="facility-cover facility-no-cover" aria-hidden>
      暂无照片
    </span>
  ) : (
    <img className="facility-cover" src={facility.cover.thumbnailUrl} alt="" />
  );
}

export function FacilityStatusTag({ facility }: { readonly facility: ManagedFacilitySummary }) {
  return (
    <StatusTag tone={FACILITY_TONES[facility.status]} testId="facility-status">
      {facility.statusLabel}
      {facility.suspendedUntil === undefined ? "" : `至 ${facility.suspendedUntil}`}
    </StatusTag>
  );
}
