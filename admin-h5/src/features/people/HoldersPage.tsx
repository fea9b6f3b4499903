import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { Link, useSearchParams } from "react-router";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { PERMISSION_GROUPS } from "@app/contract/organizations/permissionGroups";
import { PERMISSION_LABELS, PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";
import { useMe } from "../../platform/currentUser";
import { PATHS, personPath, personRightsPath } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import "../../ui/records.css";
import "./people.css";

/** The other way round: who has this permission at this place. */
export function HoldersPage() {
  const [query, setQuery] = useSearchParams();
  const me = useMe();
  const permission = PERMISSIONS.find((known) => known === query.get("permission")) ?? ("people.edit" satisfies Permission);
  const places = usePlaces();
  const orgPath = OrgPath.safeParse(query.get("orgPath")).data ?? (me.grants[0]?.orgPath as OrgPath);
  const holders = useQuery({
    queryKey: ["people", "holders", permission, orgPath],
    queryFn: () => read(peopleRoutes.listPermissionHolders, { query: { permission, orgPath } }),
  });
  return (
    <div className="page">
      <PageHeader title="谁有某项权限" lead="选一项权限和一个地方，看谁能在那里做这件事。停用的账号不算。" back={{ to: PATHS.people, label: "人员" }} />
      <Panel>
        <div className="filters people-holders-filter">
          <label>
            <span className="filter-caption">权限</span>
            <Select
              className="people-permission"
              showSearch={{ optionFilterProp: "label" }}
              value={permission}
              onChange={(next) => show({ permission: next })}
              options={PERMISSION_GROUPS.map((group) => ({
                label: group.title,
                options: group.permissions.map((value) => ({ value: value as Permission, label: PERMISSION_LABELS[value] })),
              }))}
              data-testid="holders-permission"
            />
          </label>
          <label>
            <span className="filter-caption">地方</span>
            <Select
              className="people-permission"
              showSearch={{ optionFilterProp: "label" }}
              value={orgPath}
              onChange={(next) => show({ orgPath: next })}
              options={places}
              data-testid="holders-place"
            />
          </label>
        </div>
      </Panel>
      <section className="panel panel-flush">
        {holders.data === undefined ? (
          holders.error === null ? (
            <Loading rows={6} />
          ) : (
            <ErrorState error={holders.error} onRetry={() => void holders.refetch()} />
          )
        ) : holders.data.holders.length === 0 ? (
          <EmptyState sentence="您的范围里没有人有这项权限。" hint={outside(holders.data.outsideRange) ?? "可以在人员里给人安排有这项权限的岗位。"} />
        ) : (
          <ul className="holders" data-testid="holders">
            {holders.data.holders.map((holder) => (
              <li key={holder.username} data-testid="holder" data-username={holder.username}>
                <p>
                  <Link to={personPath(holder.username)}>{holder.name}</Link> <span className="soft">{holder.username}</span>
                </p>
                <p className="soft">
                  {holder.orgName}
                  {holder.post === "" ? "" : ` · ${holder.post}`}，角色「{holder.roleLabel}」 <Link to={personRightsPath(holder.username)}>全部权限</Link>
                </p>
              </li>
            ))}
            {holders.data.outsideRange > 0 || holders.data.hasMore ? (
              <li className="soft">
                {[outside(holders.data.outsideRange), holders.data.hasMore ? "人太多，只列出一部分" : undefined]
                  .filter((text) => text !== undefined)
                  .join("；")}
              </li>
            ) : null}
          </ul>
        )}
      </section>
    </div>
  );

  function outside(count: number): string | undefined {
    return count === 0 ? undefined : `另有上级单位 ${count} 人也有这项权限`;
  }
  function show(next: { permission?: string; orgPath?: string }): void {
    setQuery({ permission, orgPath, ...next }, { replace: true });
  }
}

/** One's own places and the organisations below them that have posts. */
function usePlaces(): { value: string; label: string }[] {
  const me = useMe();
  const choices = useQuery({ queryKey: ["people", "posts", ""], queryFn: () => read(peopleRoutes.listPostChoices, { query: {} }), retry: false });
  const own = me.grants.map(({ orgPath, orgName }) => [orgPath as string, orgName] as const);
  const below = (choices.data?.organizations ?? []).map(({ orgPath, name }) => [orgPath as string, name] as const);
  return [...new Map([...below, ...own]).entries()].map(([value, label]) => ({ value, label }));
}
