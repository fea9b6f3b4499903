import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { OrganizationId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { read } from "../../platform/api";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { FormDialog } from "../../ui/FormDialog";
import { Loading } from "../../ui/Loading";
import { Refusal } from "../../ui/Refusal";
import { StatusTag } from "../../ui/StatusTag";
import { DepartmentsPanel } from "./DepartmentsPanel";
import { EditOrganizationForm } from "./EditOrganizationForm";
import { keepOrganization, organizationKey, sendOrganizationCommand } from "./organizationCommands";
import { OrganizationPeople } from "./OrganizationPeople";
import { PostsPanel } from "./PostsPanel";

const TABS = [
  { key: "profile", label: "基本信息" },
  { key: "departments", label: "部门" },
  { key: "posts", label: "岗位" },
  { key: "people", label: "人员" },
  { key: "changes", label: "变更记录" },
] as const;
type Tab = (typeof TABS)[number]["key"];

export function OrganizationDetail({ organizationId }: { readonly organizationId: string }) {
  const [query, setQuery] = useSearchParams();
  const tab: Tab = TABS.find(({ key }) => key === query.get("tab"))?.key ?? "profile";
  const params = { organizationId: organizationId as OrganizationId };
  const organization = useQuery({ queryKey: organizationKey(organizationId), queryFn: () => read(organizationRoutes.getOrganization, { params }) });
  const { data } = organization;
  if (data === undefined)
    return (
      <section className="panel">
        {organization.error === null ? <Loading rows={8} /> : <ErrorState error={organization.error} onRetry={() => void organization.refetch()} />}
      </section>
    );
  return (
    <section className="panel organization-detail" aria-label={data.name}>
      <header className="organization-head">
        <div>
          <h2 data-testid="organization-title">{data.name}</h2>
          <p className="soft">
            {data.kindLabel} · {data.regionLabel}
            {data.parentName === null ? "" : ` · 上级：${data.parentName}`}
          </p>
        </div>
        <StatusTag tone={data.status === "ACTIVE" ? "good" : "quiet"} testId="organization-status">
          {data.status === "ACTIVE" ? "启用" : "已停用"}
        </StatusTag>
        {data.mayGovern ? <Governing organization={data} /> : null}
      </header>
      <ChoiceTabs
        label="机构"
        panelId="organization-tab"
        active={tab}
        items={TABS.map((item) =>
          item.key === "departments"
            ? { ...item, count: String(data.departments.length) }
            : item.key === "posts"
              ? { ...item, count: String(data.posts.length) }
              : item,
        )}
        onChange={(next) => setQuery({ org: organizationId, tab: next }, { replace: true })}
      />
      <div id="organization-tab" className="organization-tab" role="tabpanel" aria-label={TABS.find(({ key }) => key === tab)?.label}>
        {tab === "profile" ? (
          <EditOrganizationForm organization={data} />
        ) : tab === "departments" ? (
          <DepartmentsPanel organization={data} />
        ) : tab === "posts" ? (
          <PostsPanel organization={data} />
        ) : tab === "people" ? (
          <OrganizationPeople organization={data} />
        ) : (
          <Changes organizationId={organizationId as OrganizationId} />
        )}
      </div>
    </section>
  );
}

/** Enable, disable and move: for whoever is above it. */
function Governing({ organization }: { readonly organization: ManagedOrganization }) {
  const queryClient = useQueryClient();
  const { message, modal } = App.useApp();
  const [isMoving, setMoving] = useState(false);
  const isActive = organization.status === "ACTIVE";
  const { organizationId, version, name } = organization;
  return (
    <div className="organization-actions">
      {organization.parentId === null ? null : (
        <Button onClick={() => setMoving(true)} data-testid="organization-move">
          调整上级
        </Button>
      )}
      <Button danger={isActive} onClick={() => void ask()} data-testid="organization-status-change">
        {isActive ? "停用" : "启用"}
      </Button>
      {isMoving ? <MoveDialog organization={organization} onClose={() => setMoving(false)} /> : null}
    </div>
  );

  async function ask(): Promise<void> {
    const isSure = await modal.confirm({
      title: `${isActive ? "停用" : "启用"}「${name}」？`,
      content: isActive ? "停用后，在这家机构任职的人不再有它给的权限；资料和历史都保留，可以随时启用。" : "启用后，在岗人员恢复原来的权限。",
      okText: isActive ? "停用" : "启用",
      cancelText: "取消",
      okButtonProps: { danger: isActive, ...{ "data-testid": "organization-status-confirm" } },
    });
    if (!isSure) return;
    const status = isActive ? "DISABLED" : "ACTIVE";
    const result = await sendOrganizationCommand(
      organizationRoutes.setOrganizationStatus,
      `organizationStatus.${organizationId}`,
      { organizationId },
      { version, status },
    );
    if (!result.ok) {
      void modal.warning({ title: "没有完成", content: result.refusal.message, okText: "知道了" });
      return queryClient.invalidateQueries({ queryKey: organizationKey(organizationId) });
    }
    keepOrganization(queryClient, result.value);
    void message.success(`「${name}」已${isActive ? "停用" : "启用"}。`);
  }
}

function MoveDialog({ organization, onClose }: { readonly organization: ManagedOrganization; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [search, setSearch] = useState("");
  const [parentId, setParentId] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const found = useQuery({
    queryKey: ["organization-search", "parents", search],
    queryFn: () => read(organizationRoutes.searchOrganizations, { query: { limit: 50, ...(search === "" ? {} : { search }) } }),
  });
  const { organizationId, version, name } = organization;
  return (
    <FormDialog
      open
      title={`调整「${name}」的上级单位`}
      okText="保存"
      cancelText="取消"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ disabled: parentId === undefined, ...{ "data-testid": "move-submit" } }}
    >
      <Refusal sentence={refusal} testId="move-refusal" />
      <label className="decide-label" htmlFor="move-parent">
        新的上级单位
      </label>
      <Select
        id="move-parent"
        className="wide"
        showSearch={{ filterOption: false, onSearch: setSearch }}
        loading={found.isFetching}
        value={parentId}
        placeholder="输入名称查找"
        notFoundContent={found.isFetching ? "正在查找…" : "没有找到，换一个词试试"}
        options={(found.data?.items ?? [])
          .filter((node) => node.organizationId !== organizationId && node.status === "ACTIVE")
          .map((node) => ({ value: node.organizationId as string, label: `${node.name}（${node.regionLabel}）` }))}
        onChange={setParentId}
        data-testid="move-parent"
      />
      <p className="form-hint">只改变上下级关系；机构所在的地区和数据范围不变。</p>
    </FormDialog>
  );

  async function submit(): Promise<void> {
    if (parentId === undefined) return;
    setSending(true);
    const result = await sendOrganizationCommand(
      organizationRoutes.moveOrganization,
      `moveOrganization.${organizationId}`,
      { organizationId },
      { version, parentId },
    );
    setSending(false);
    if (!result.ok) return setRefusal(result.refusal.message);
    keepOrganization(queryClient, result.value);
    void message.success(`「${name}」现在的上级是「${result.value.parentName ?? ""}」。`);
    onClose();
  }
}

function Changes({ organizationId }: { readonly organizationId: OrganizationId }) {
  const changes = useQuery({
    queryKey: ["organization-changes", organizationId],
    queryFn: () => read(organizationRoutes.listOrganizationChanges, { params: { organizationId } }),
  });
  if (changes.data === undefined)
    return changes.error === null ? <Loading rows={4} /> : <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />;
  if (changes.data.items.length === 0) return <EmptyState sentence="还没有变更记录。" hint="谁在什么时候改了什么，都会记在这里。" />;
  return (
    <ol className="timeline" data-testid="organization-changes">
      {changes.data.items.map((change) => (
        <li key={`${change.at}${change.what}`}>
          <p className="timeline-what">{change.what}</p>
          <p className="timeline-when">
            {instantLabel(change.at)} · {change.byName}
          </p>
          {change.fields.length === 0 ? null : (
            <ul className="timeline-remark">
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
  );
}
