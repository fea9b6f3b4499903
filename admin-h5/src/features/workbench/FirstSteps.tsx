import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { PATHS } from "../../platform/paths";
import { Panel } from "../../ui/Panel";

const STEPS = [
  { to: PATHS.organizations, title: "新增主管部门", words: "在组织机构里新增省厅、市局，各自管理本地区。" },
  { to: PATHS.people, title: "新增各部门的管理员", words: "选「局管理员」岗位。没有开通短信时，会显示一次性密码，请转告本人。" },
  { to: PATHS.facilities, title: "新增开放单位", words: "由省厅、市局在单位资料里新增并审核开放，再给单位新增管理员；单位管理员开放场次后，公众就能预约。" },
] as const;

/** For whoever may build the tree while it holds nothing but their own office: a product that has just begun has nothing to do and says where to begin. */
export function FirstSteps() {
  const mayBuild = useMay("organizations.edit");
  const mayAddPeople = useMay("people.edit");
  const roots = useQuery({
    queryKey: ["organization-roots"],
    queryFn: () => read(organizationRoutes.listOrganizationRoots, {}),
    enabled: mayBuild && mayAddPeople,
  });
  const [root, ...others] = roots.data?.items ?? [];
  if (root === undefined || others.length > 0 || root.hasBelow || root.kind !== "BUREAU") return null;
  return (
    <Panel title="平台刚开始使用，请按顺序做">
      <ol className="first-steps" data-testid="first-steps">
        {STEPS.map(({ to, title, words }) => (
          <li key={to}>
            <Link to={to}>{title}</Link>
            <span className="cell-sub">{words}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
