import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Input } from "antd";
import { useState, type FormEvent } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { CreateRole, type ManagedRole } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { PERMISSION_GROUPS } from "@app/contract/organizations/permissionGroups";
import { PERMISSION_LABELS, type Permission } from "@app/contract/organizations/roles";
import { useDraft } from "../../platform/draft";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { sendOrganizationCommand } from "./organizationCommands";

/** The role that is changed, or the one that a new role is copied from. */
export interface RoleStart {
  readonly role: ManagedRole | undefined;
  readonly from: ManagedRole | undefined;
}
interface Typed {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}
const ANY_REQUEST = "checked-before-sent" as RequestId;

export function RoleForm({ start, onSaved }: { readonly start: RoleStart; readonly onSaved: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { role, from } = start;
  const name = role === undefined ? "createRole" : `editRole.${role.roleId}`;
  const draft = useDraft<Typed>(`${name}.${role?.version ?? from?.roleId ?? 0}`, {
    initial: {
      name: role?.name ?? (from === undefined ? "" : `${from.name}（副本）`),
      description: role?.description ?? from?.description ?? "",
      permissions: role?.permissions ?? from?.permissions ?? [],
    },
    parse: (stored) => (typeof stored === "object" && stored !== null && "permissions" in stored ? (stored as Typed) : undefined),
  });
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const typed = draft.value;
  const nameProblem = problemAt(problems, "name");
  const permissionsProblem = problemAt(problems, "permissions");

  return (
    <form className="organization-form" onSubmit={(event) => void submit(event)} noValidate data-testid="role-form">
      <Refusal sentence={refusal} testId="role-refusal" />
      {role === undefined || (role.postCount ?? 0) === 0 ? null : (
        <p className="soft">有 {role.postCount} 个岗位在用这个角色，改动在 1 分钟内对在岗人员生效。</p>
      )}
      <FormField id="role-name" label="角色名称" problem={nameProblem}>
        <Input
          id="role-name"
          value={typed.name}
          maxLength={20}
          onChange={(event) => draft.keep({ ...typed, name: event.target.value })}
          {...fieldState("role-name", nameProblem)}
          data-testid="role-name"
        />
      </FormField>
      <FormField id="role-description" label="说明（选填）" problem={problemAt(problems, "description")}>
        <Input
          id="role-description"
          value={typed.description}
          maxLength={100}
          onChange={(event) => draft.keep({ ...typed, description: event.target.value })}
          data-testid="role-description"
        />
      </FormField>
      {PERMISSION_GROUPS.map((group) => {
        const all: readonly Permission[] = group.permissions;
        const ticked = all.filter((permission) => typed.permissions.includes(permission));
        return (
          <fieldset key={group.title} className="permission-group">
            <legend>
              <Checkbox
                checked={ticked.length === all.length}
                indeterminate={ticked.length > 0 && ticked.length < all.length}
                onChange={(event) => keep([...typed.permissions.filter((permission) => !all.includes(permission)), ...(event.target.checked ? all : [])])}
              >
                {group.title}
              </Checkbox>
            </legend>
            {all.map((permission) => (
              <Checkbox
                key={permission}
                checked={typed.permissions.includes(permission)}
                onChange={(event) => keep(event.target.checked ? [...typed.permissions, permission] : typed.permissions.filter((each) => each !== permission))}
                data-testid={`permission-${permission}`}
              >
                {PERMISSION_LABELS[permission]}
              </Checkbox>
            ))}
          </fieldset>
        );
      })}
      {permissionsProblem === undefined ? null : (
        <p className="field-problem" role="alert" data-testid="role-permissions-problem">
          {permissionsProblem}
        </p>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="role-save">
        保存（{typed.permissions.length} 项权限）
      </Button>
    </form>
  );

  function keep(permissions: readonly Permission[]): void {
    draft.keep({ ...typed, permissions });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setRefusal(undefined);
    const checked = CreateRole.safeParse({ requestId: ANY_REQUEST, ...typed });
    setProblems(checked.success ? [] : problemsOf(checked.error));
    if (!checked.success) return;
    const { requestId: _requestId, ...clean } = checked.data;
    setSending(true);
    const result =
      role === undefined
        ? await sendOrganizationCommand(organizationRoutes.createRole, name, {}, clean)
        : await sendOrganizationCommand(organizationRoutes.editRole, name, { roleId: role.roleId }, { ...clean, version: role.version });
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      setRefusal(result.refusal.fields.length === 0 ? result.refusal.message : undefined);
      if (result.refusal.code === "ROLE_CHANGED") void queryClient.invalidateQueries({ queryKey: ["roles"] });
      return;
    }
    draft.discard();
    queryClient.setQueryData(["roles"], result.value);
    void message.success(`已保存角色「${clean.name}」。`);
    onSaved();
  }
}
