import CheckOutlined from "@ant-design/icons/CheckOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Select } from "antd";
import { Fragment, useState } from "react";
import type { ManagedRole } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { PERMISSION_GROUPS } from "@app/contract/organizations/permissionGroups";
import { PERMISSION_LABELS, type Permission } from "@app/contract/organizations/roles";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { StatusTag } from "../../ui/StatusTag";
import { useIsPhone } from "../../ui/useIsPhone";
import { sendOrganizationCommand } from "./organizationCommands";
import { RoleForm, type RoleStart } from "./RoleForm";
import "../../ui/records.css";
import "./organizations.css";

/** 角色权限: who may do what, as one matrix; on a phone one role at a time. */
export function RolesPage() {
  const isPhone = useIsPhone();
  const [start, setStart] = useState<RoleStart>();
  const roles = useQuery({ queryKey: ["roles"], queryFn: () => read(organizationRoutes.listRoles, {}) });
  const mayEdit = roles.data?.mayEdit === true;
  return (
    <div className="page roles-page">
      <PageHeader
        title="角色权限"
        lead="每个角色能做什么。内置角色不能改，可以复制一份再改成需要的样子；改动在 1 分钟内对在岗人员生效。"
        extra={
          mayEdit ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setStart({ role: undefined, from: undefined })} data-testid="role-add">
              新增角色
            </Button>
          ) : undefined
        }
      />
      {roles.data === undefined ? (
        roles.error === null ? (
          <Loading rows={12} />
        ) : (
          <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
        )
      ) : isPhone ? (
        <OneRole roles={roles.data.items} mayEdit={mayEdit} onStart={setStart} />
      ) : (
        <Matrix roles={roles.data.items} mayEdit={mayEdit} onStart={setStart} />
      )}
      <Drawer
        open={start !== undefined}
        onClose={() => setStart(undefined)}
        size={isPhone ? "100%" : 640}
        title={start?.role === undefined ? "新增角色" : `修改「${start.role.name}」`}
        destroyOnHidden
      >
        {start === undefined ? null : <RoleForm start={start} onSaved={() => setStart(undefined)} />}
      </Drawer>
    </div>
  );
}

interface Shown {
  readonly roles: readonly ManagedRole[];
  readonly mayEdit: boolean;
  readonly onStart: (start: RoleStart) => void;
}

function Matrix({ roles, mayEdit, onStart }: Shown) {
  return (
    <section className="panel panel-flush matrix-scroll" tabIndex={0} aria-label="权限表">
      <table className="role-matrix" data-testid="role-matrix">
        <thead>
          <tr>
            <th scope="col">权限</th>
            {roles.map((role) => (
              <th key={role.roleId} scope="col" data-testid="role-column" data-role-id={role.roleId}>
                <span className="role-name">{role.name}</span>
                <RoleFacts role={role} />
                {mayEdit ? <RoleActions role={role} onStart={onStart} /> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSION_GROUPS.map((group) => (
            <Fragment key={group.title}>
              <tr className="matrix-group">
                <th scope="colgroup" colSpan={roles.length + 1}>
                  <span>{group.title}</span>
                </th>
              </tr>
              {group.permissions.map((permission) => (
                <tr key={permission}>
                  <th scope="row">{PERMISSION_LABELS[permission]}</th>
                  {roles.map((role) => (
                    <td key={role.roleId}>
                      <Has role={role} permission={permission} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OneRole({ roles, mayEdit, onStart }: Shown) {
  const [roleId, setRoleId] = useState<string>(roles[0]?.roleId ?? "");
  const role = roles.find((candidate) => candidate.roleId === roleId) ?? roles[0];
  if (role === undefined) return null;
  return (
    <section className="panel" aria-label={role.name}>
      <label className="decide-label" htmlFor="role-shown">
        查看哪个角色
      </label>
      <Select
        id="role-shown"
        className="wide"
        value={role.roleId as string}
        options={roles.map((each) => ({ value: each.roleId as string, label: each.isBuiltIn ? each.name : `${each.name}（自定义）` }))}
        onChange={setRoleId}
        data-testid="role-shown"
      />
      <p className="soft one-role-description">{role.description}</p>
      <RoleFacts role={role} />
      {mayEdit ? <RoleActions role={role} onStart={onStart} /> : null}
      {PERMISSION_GROUPS.map((group) => {
        const has = group.permissions.filter((permission) => role.permissions.includes(permission));
        return has.length === 0 ? null : (
          <div key={group.title} className="one-role-group">
            <h3>{group.title}</h3>
            <ul>
              {has.map((permission) => (
                <li key={permission}>
                  <CheckOutlined aria-hidden /> {PERMISSION_LABELS[permission]}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

function RoleFacts({ role }: { readonly role: ManagedRole }) {
  return <StatusTag tone={role.isBuiltIn ? "quiet" : "good"}>{role.isBuiltIn ? "内置" : `自定义 · ${role.postCount ?? 0} 个岗位在用`}</StatusTag>;
}

function Has({ role, permission }: { readonly role: ManagedRole; readonly permission: Permission }) {
  return role.permissions.includes(permission) ? (
    <>
      <CheckOutlined className="matrix-yes" aria-hidden />
      <span className="visually-hidden">有</span>
    </>
  ) : (
    <span className="matrix-no">
      <span aria-hidden>–</span>
      <span className="visually-hidden">没有</span>
    </span>
  );
}

function RoleActions({ role, onStart }: { readonly role: ManagedRole; readonly onStart: (start: RoleStart) => void }) {
  const queryClient = useQueryClient();
  const { message, modal } = App.useApp();
  return (
    <span className="role-actions">
      <Button type="link" size="small" onClick={() => onStart({ role: undefined, from: role })} aria-label={`复制${role.name}`} data-testid="role-copy">
        复制
      </Button>
      {role.isBuiltIn ? null : (
        <>
          <Button type="link" size="small" onClick={() => onStart({ role, from: undefined })} aria-label={`修改${role.name}`} data-testid="role-edit">
            修改
          </Button>
          <Button type="link" size="small" danger onClick={() => void remove()} aria-label={`删除${role.name}`} data-testid="role-delete">
            删除
          </Button>
        </>
      )}
    </span>
  );

  async function remove(): Promise<void> {
    const isSure = await modal.confirm({
      title: `删除角色「${role.name}」？`,
      content: "只有没有岗位使用它时才能删除。",
      okText: "删除",
      cancelText: "取消",
      okButtonProps: { danger: true, ...{ "data-testid": "role-delete-confirm" } },
    });
    if (!isSure) return;
    const result = await sendOrganizationCommand(
      organizationRoutes.deleteRole,
      `deleteRole.${role.roleId}`,
      { roleId: role.roleId },
      { version: role.version },
    );
    if (!result.ok) {
      void modal.warning({ title: "没有删除", content: result.refusal.message, okText: "知道了" });
      return queryClient.invalidateQueries({ queryKey: ["roles"] });
    }
    queryClient.setQueryData(["roles"], result.value);
    void message.success(`已删除角色「${role.name}」。`);
  }
}
