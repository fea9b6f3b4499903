import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { OFFICE_PERSON_STATUS_LABELS, OFFICE_PERSON_STATUSES, OfficePersonStatus, type OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { PATHS } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ExportButton } from "../../ui/ExportButton";
import { Loading } from "../../ui/Loading";
import { OrganizationSelect } from "../../ui/OrganizationSelect";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { SavedFilters } from "../../ui/records/SavedFilters";
import { useCursorStack } from "../../ui/useCursorStack";
import { OneTimePasswordDialog } from "./OneTimePasswordDialog";
import { PeopleRows } from "./PeopleRows";
import { PersonDrawer } from "./PersonDrawer";
import { PersonFormDrawer } from "./PersonForm";
import "../../ui/records.css";
import "./people.css";

const ALL = "ALL";

/** 人员: who works in one's range, and under which posts. */
export function PeoplePage() {
  const [query, setQuery] = useSearchParams();
  const mayEdit = useMay("people.edit");
  const mayFindPlaces = useMay("organizations.read");
  const queryClient = useQueryClient();
  const [toldOnce, setToldOnce] = useState<OfficePersonDetail>();
  const [isAdding, setAdding] = useState(false);
  const search = query.get("search") ?? "";
  const [typed, setTyped] = useState(search);
  const status = OfficePersonStatus.safeParse(query.get("status")).data;
  const orgPath = OrgPath.safeParse(query.get("orgPath")).data;
  const filter = { ...(search === "" ? {} : { search }), ...(status === undefined ? {} : { status }), ...(orgPath === undefined ? {} : { orgPath }) };
  const pages = useCursorStack(JSON.stringify(filter));
  const people = useQuery({
    queryKey: ["people", "list", filter, pages.cursor],
    queryFn: () => read(peopleRoutes.listPeople, { query: { ...filter, limit: 20, ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }) } }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <div className="page">
      <PageHeader
        title="人员"
        lead="本单位和下级单位的工作人员。权限来自岗位：改岗位，权限就跟着变。"
        extra={
          <>
            <Link className="plain-link people-link" to={PATHS.permissionHolders} data-testid="open-holders">
              谁有某项权限
            </Link>
            {mayEdit ? (
              <>
                <Link className="plain-link people-link" to={PATHS.importPeople} data-testid="open-import">
                  批量导入
                </Link>
                <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)} data-testid="person-add">
                  新增人员
                </Button>
              </>
            ) : null}
            <ExportButton route={peopleRoutes.exportPeople} input={{ query: filter }} />
          </>
        }
      />
      <Panel>
        <form
          className="filters"
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            show({ search: typed.trim() });
          }}
        >
          <label>
            <span className="filter-caption">姓名、用户名或手机尾号</span>
            <Input
              className="people-search"
              allowClear
              maxLength={40}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                if (event.target.value === "") show({ search: "" });
              }}
              data-testid="people-search"
            />
          </label>
          <label>
            <span className="filter-caption">状态</span>
            <Select
              className="people-status"
              value={status ?? ALL}
              onChange={(next) => show({ status: next === ALL ? "" : next })}
              options={[{ value: ALL, label: "全部" }, ...OFFICE_PERSON_STATUSES.map((value) => ({ value, label: OFFICE_PERSON_STATUS_LABELS[value] }))]}
              data-testid="people-status"
            />
          </label>
          {mayFindPlaces ? (
            <label>
              <span className="filter-caption">单位</span>
              <OrganizationSelect className="people-place" value={orgPath} onChange={(next) => show({ orgPath: next ?? "" })} testId="people-place" />
            </label>
          ) : null}
          <Button type="primary" htmlType="submit" data-testid="people-search-submit">
            查找
          </Button>
        </form>
        <SavedFilters page="people" />
      </Panel>
      <section className="panel panel-flush">
        {people.data === undefined ? (
          people.error === null ? (
            <Loading rows={8} />
          ) : (
            <ErrorState error={people.error} onRetry={() => void people.refetch()} />
          )
        ) : people.data.items.length === 0 && people.data.next === undefined ? (
          <EmptyState
            sentence={isFiltered ? "没有找到符合条件的人员。" : "您的范围里还没有人员。"}
            hint={isFiltered ? "可以只输入姓名或用户名的一部分；手机请输入后四位。" : "可以逐个新增，也可以下载模板批量导入。"}
            action={
              isFiltered ? (
                <Button
                  onClick={() => {
                    setTyped("");
                    setQuery({}, { replace: true });
                  }}
                  data-testid="people-show-all"
                >
                  查看全部
                </Button>
              ) : undefined
            }
          />
        ) : (
          <>
            <PeopleRows items={people.data.items} isStale={people.isPlaceholderData} onOpen={(username) => show({ person: username })} />
            <Pager pageNumber={pages.pageNumber} next={people.data.next} isBusy={people.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
          </>
        )}
      </section>
      <PersonDrawer username={query.get("person") ?? undefined} onClose={() => show({ person: "" })} />
      <PersonFormDrawer
        isOpen={isAdding}
        person={undefined}
        onClose={() => setAdding(false)}
        onSaved={(person) => {
          setAdding(false);
          void queryClient.invalidateQueries({ queryKey: ["people"] });
          if (person.oneTimePassword === undefined) show({ person: person.username });
          else setToldOnce(person);
        }}
      />
      <OneTimePasswordDialog
        person={toldOnce}
        onClose={() => {
          setToldOnce(undefined);
          show({ person: toldOnce?.username ?? "" });
        }}
      />
    </div>
  );

  function show(next: Readonly<Record<string, string>>): void {
    setQuery(
      (current) => {
        const merged = new URLSearchParams(current);
        for (const [name, text] of Object.entries(next)) {
          if (text === "") merged.delete(name);
          else merged.set(name, text);
        }
        return merged;
      },
      { replace: true },
    );
  }
}
