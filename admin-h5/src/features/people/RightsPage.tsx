import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { PERMISSION_GROUPS } from "@app/contract/organizations/permissionGroups";
import type { Permission } from "@app/contract/organizations/roles";
import type { PersonRights } from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";
import { personPath } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import "./people.css";

/** 这个人能做什么，为什么 (seed 004, 5.1.8.2.5): each permission with the organisation, post, role and place it comes from. */
export function RightsPage() {
  const { username = "" } = useParams();
  const rights = useQuery({ queryKey: ["people", "rights", username], queryFn: () => read(peopleRoutes.getPersonRights, { params: { username } }) });
  return (
    <div className="page">
      <PageHeader
        title={rights.data === undefined ? "这个人能做什么" : `${rights.data.name}能做什么，为什么`}
        lead="每一项权限都写明来自哪个单位的哪个岗位、哪个角色，在什么范围内有效。要改权限，请改岗位或角色。"
        back={{ to: personPath(username), label: "人员详情" }}
      />
      {rights.data === undefined ? (
        <Panel>{rights.error === null ? <Loading rows={8} /> : <ErrorState error={rights.error} onRetry={() => void rights.refetch()} />}</Panel>
      ) : (
        <Rights rights={rights.data} />
      )}
    </div>
  );
}

function Rights({ rights }: { readonly rights: PersonRights }) {
  if (rights.rights.length === 0)
    return (
      <Panel>
        <EmptyState sentence="这个人现在没有任何权限。" hint="没有岗位，或岗位所在的机构已停用。" />
      </Panel>
    );
  const held = new Map(rights.rights.map((right) => [right.permission, right]));
  return (
    <>
      {rights.status === "DISABLED" ? <p className="people-warning">这个账号已停用，现在什么也不能做。下面是启用后的权限。</p> : null}
      {PERMISSION_GROUPS.map(({ title, permissions }) => {
        const lines = (permissions as readonly Permission[]).flatMap((permission) => held.get(permission) ?? []);
        return lines.length === 0 ? null : (
          <Panel key={title} title={title}>
            <ul className="rights" data-testid="rights-group">
              {lines.map((right) => (
                <li key={right.permission} data-testid="right" data-permission={right.permission}>
                  <p className="rights-what">{right.label}</p>
                  <ul>
                    {right.sources.map((source, index) => (
                      <li key={`${source.place}${source.post}${index}`} className="rights-why">
                        {source.post === "" ? null : <span>{`${source.organization} · ${source.post}`}</span>}
                        <span>{`角色「${source.roleLabel}」`}</span>
                        <span>{`范围：${source.placeName}${source.categories.length === 0 ? "" : "，限部分类别"}`}</span>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </Panel>
        );
      })}
    </>
  );
}
