import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { orgLevelOf } from "@app/contract/organizations/orgPath";
import { read } from "../../platform/api";
import { grantsWith, useMe } from "../../platform/currentUser";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { useIsPhone } from "../../ui/useIsPhone";
import { CreateOrganizationForm } from "./CreateOrganizationForm";
import { OrganizationDetail } from "./OrganizationDetail";
import { OrganizationTree } from "./OrganizationTree";
import "../../ui/records.css";
import "./organizations.css";

/** 组织机构: the tree, and what is chosen in it. On a phone one after the other. */
export function OrganizationsPage() {
  const isPhone = useIsPhone();
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const roots = useQuery({ queryKey: ["organization-roots"], queryFn: () => read(organizationRoutes.listOrganizationRoots, {}) });
  const asked = query.get("org") ?? undefined;
  // On a desk something is always shown; on a phone the tree comes first.
  const chosen = asked ?? (isPhone ? undefined : roots.data?.items[0]?.organizationId);
  const mayAdd = grantsWith(me, "organizations.edit").some(({ orgPath }) => orgLevelOf(orgPath) !== "UNIT");
  const addButton = mayAdd ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)} data-testid="organization-add">
      新增机构
    </Button>
  ) : undefined;

  return (
    <div className="page organizations-page">
      <PageHeader title="组织机构" lead="主管部门、开放单位、安监机构和测评机构的上下级、部门和岗位。点一家机构查看和修改。" extra={addButton} />
      {body()}
      <Drawer open={isAdding} onClose={() => setAdding(false)} size={isPhone ? "100%" : 560} title="新增机构" destroyOnHidden>
        <CreateOrganizationForm
          onCreated={(organizationId) => {
            setAdding(false);
            choose(organizationId);
          }}
        />
      </Drawer>
    </div>
  );

  function body() {
    if (roots.data === undefined) return roots.error === null ? <Loading /> : <ErrorState error={roots.error} onRetry={() => void roots.refetch()} />;
    if (roots.data.items.length === 0) return <EmptyState sentence="您的范围里还没有登记机构。" hint="由上级主管部门新增。" action={addButton} />;
    const tree = <OrganizationTree roots={roots.data.items} chosen={chosen} onChoose={choose} />;
    if (isPhone)
      return chosen === undefined ? (
        tree
      ) : (
        <>
          <Button className="organization-back" onClick={() => setQuery({}, { replace: true })} data-testid="organization-back">
            返回机构列表
          </Button>
          <OrganizationDetail key={chosen} organizationId={chosen} />
        </>
      );
    return (
      <div className="organizations-desk">
        {tree}
        {chosen === undefined ? null : <OrganizationDetail key={chosen} organizationId={chosen} />}
      </div>
    );
  }
  function choose(organizationId: string): void {
    const tab = query.get("tab");
    setQuery({ org: organizationId, ...(tab === null ? {} : { tab }) }, { replace: !isPhone });
  }
}
