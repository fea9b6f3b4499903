import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Input, Select } from "antd";
import { useState, type FormEvent } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { DepartmentId, RequestId, RoleId } from "@app/contract/kernel/ids";
import { roleBelongsTo } from "@app/contract/organizations/handOut";
import { CreatePost, type ManagedOrganization, type ManagedPost } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import { FACILITY_CATEGORIES, FACILITY_CATEGORY_LABELS } from "@app/contract/visits/facility.schema";
import { read } from "../../platform/api";
import { useDraft } from "../../platform/draft";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { departmentLines } from "./departmentTree";
import { RegionSelect } from "../../ui/RegionSelect";
import { askRegions, keepOrganization, sendOrganizationCommand } from "./organizationCommands";

interface Typed {
  readonly name: string;
  readonly departmentId: string;
  readonly roleIds: readonly string[];
  readonly regions: readonly string[];
  readonly categories: readonly string[];
}
const ANY_REQUEST = "checked-before-sent" as RequestId;

export function PostForm({
  organization,
  post,
  onSaved,
}: {
  readonly organization: ManagedOrganization;
  readonly post: ManagedPost | undefined;
  readonly onSaved: () => void;
}) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { organizationId, orgPath, kind } = organization;
  const name = post === undefined ? `createPost.${organizationId}` : `editPost.${post.postId}`;
  const draft = useDraft<Typed>(`${name}.${post?.version ?? 0}`, {
    initial: {
      name: post?.name ?? "",
      departmentId: post?.departmentId ?? "",
      roleIds: post?.roleIds ?? [],
      regions: post?.scope.regions ?? [],
      categories: post?.scope.categories ?? [],
    },
    parse: (stored) => (typeof stored === "object" && stored !== null && "roleIds" in stored ? (stored as Typed) : undefined),
  });
  const roles = useQuery({ queryKey: ["roles"], queryFn: () => read(organizationRoutes.listRoles, {}) });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const typed = draft.value;
  const nameProblem = problemAt(problems, "name");
  if (roles.data === undefined) return roles.error === null ? <Loading /> : <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  const suitable = roles.data.items.filter((role) => !role.isBuiltIn || roleBelongsTo(role.roleId as string as Role, { kind, orgPath }));

  return (
    <form className="organization-form" onSubmit={(event) => void submit(event)} noValidate data-testid="post-form">
      <Refusal sentence={refusal} testId="post-refusal" />
      {post === undefined || post.holderCount === 0 ? null : <p className="soft">现在有 {post.holderCount} 人在岗，保存后他们的权限同时改变。</p>}
      <FormField id="post-name" label="岗位名称" problem={nameProblem}>
        <Input
          id="post-name"
          value={typed.name}
          maxLength={30}
          onChange={(event) => draft.keep({ ...typed, name: event.target.value })}
          {...fieldState("post-name", nameProblem)}
          data-testid="post-name"
        />
      </FormField>
      <FormField id="post-department" label="所属部门" problem={problemAt(problems, "departmentId")}>
        <Select
          id="post-department"
          className="wide"
          value={typed.departmentId}
          options={[
            { value: "", label: "（直属本机构）" },
            ...departmentLines(organization.departments).map(({ department, depth }) => ({
              value: department.departmentId as string,
              label: `${"　".repeat(depth)}${department.name}`,
            })),
          ]}
          onChange={(departmentId) => draft.keep({ ...typed, departmentId })}
          data-testid="post-department"
        />
      </FormField>
      <FormField id="post-roles" label="角色" hint="在岗的人得到所选角色的全部权限。" problem={problemAt(problems, "roleIds")}>
        <Checkbox.Group
          className="role-choices"
          value={[...typed.roleIds]}
          onChange={(roleIds) => draft.keep({ ...typed, roleIds: roleIds as string[] })}
          data-testid="post-roles"
        >
          {suitable.map((role) => (
            <Checkbox key={role.roleId} value={role.roleId} data-testid={`post-role-${role.roleId}`}>
              {role.name}
              <span className="cell-sub">{role.description}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </FormField>
      {["DISTRICT", "UNIT"].includes(orgLevelOf(orgPath)) ? null : (
        <FormField id="post-regions" label="只管这些地区（选填）" hint="不选就是本机构的全部范围。" problem={problemAt(problems, "scope")}>
          <RegionSelect
            id="post-regions"
            what={`within ${orgPath}`}
            ask={(query) => askRegions({ ...query, within: orgPath })}
            isMultiple
            leaveOut={orgPath}
            value={typed.regions}
            placeholder="全部范围"
            onChange={(regions) => draft.keep({ ...typed, regions })}
          />
        </FormField>
      )}
      {kind !== "BUREAU" ? null : (
        <FormField id="post-categories" label="只管这些设施类别（选填）" hint="不选就是全部类别。" problem={undefined}>
          <Checkbox.Group
            value={[...typed.categories]}
            options={FACILITY_CATEGORIES.map((category) => ({ value: category as string, label: FACILITY_CATEGORY_LABELS[category] }))}
            onChange={(categories) => draft.keep({ ...typed, categories })}
            data-testid="post-categories"
          />
        </FormField>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="post-save">
        保存
      </Button>
    </form>
  );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setRefusal(undefined);
    const content = {
      name: typed.name,
      departmentId: typed.departmentId === "" ? null : (typed.departmentId as DepartmentId),
      roleIds: typed.roleIds as RoleId[],
      scope: { regions: typed.regions as OrgPath[], categories: [...typed.categories] },
    };
    const checked = CreatePost.safeParse({ requestId: ANY_REQUEST, ...content });
    setProblems(checked.success ? [] : problemsOf(checked.error));
    if (!checked.success) return;
    const { requestId: _requestId, ...clean } = checked.data;
    setSending(true);
    const result =
      post === undefined
        ? await sendOrganizationCommand(organizationRoutes.createPost, name, { organizationId }, clean)
        : await sendOrganizationCommand(organizationRoutes.editPost, name, { organizationId, postId: post.postId }, { ...clean, version: post.version });
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.fields.length === 0 ? result.refusal.message : undefined);
    }
    draft.discard();
    keepOrganization(queryClient, result.value);
    void message.success(`已保存岗位「${clean.name}」。`);
    onSaved();
  }
}
