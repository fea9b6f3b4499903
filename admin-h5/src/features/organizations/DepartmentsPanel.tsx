import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { DepartmentId, RequestId } from "@app/contract/kernel/ids";
import { CreateDepartment, type ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import type { Department } from "@app/contract/organizations/organization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { EmptyState } from "../../ui/EmptyState";
import { FormDialog } from "../../ui/FormDialog";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { departmentLines, withBelow } from "./departmentTree";
import { keepOrganization, sendOrganizationCommand } from "./organizationCommands";
import { PartActions, useRemovePart } from "./organizationParts";

const ANY_REQUEST = "checked-before-sent" as RequestId;

export function DepartmentsPanel({ organization }: { readonly organization: ManagedOrganization }) {
  const removePart = useRemovePart(organization);
  const [edited, setEdited] = useState<Department | "new">();
  const { departments, mayEdit, organizationId } = organization;
  const add = mayEdit ? (
    <Button icon={<PlusOutlined />} onClick={() => setEdited("new")} data-testid="department-add">
      新增部门
    </Button>
  ) : undefined;
  return (
    <>
      {departments.length === 0 ? (
        <EmptyState sentence="还没有部门。" hint="人少的机构可以不设部门，直接设岗位。" action={add} />
      ) : (
        <>
          <ul className="department-list">
            {departmentLines(departments).map(({ department, depth }) => (
              <li key={department.departmentId} style={{ paddingLeft: depth * 24 }} data-testid="department-row">
                <span className="department-name">{department.name}</span>
                {mayEdit ? (
                  <PartActions
                    part={{ kind: "department", name: department.name }}
                    onEdit={() => setEdited(department)}
                    onRemove={() => void remove(department)}
                  />
                ) : null}
              </li>
            ))}
          </ul>
          {add}
        </>
      )}
      {edited === undefined ? null : (
        <DepartmentDialog organization={organization} department={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  );

  async function remove(department: Department): Promise<void> {
    const { departmentId, version, name } = department;
    await removePart({ kind: "department", name }, "只有下面没有部门、没有岗位时才能删除。", () =>
      sendOrganizationCommand(organizationRoutes.deleteDepartment, `deleteDepartment.${departmentId}`, { organizationId, departmentId }, { version }),
    );
  }
}

function DepartmentDialog({
  organization,
  department,
  onClose,
}: {
  readonly organization: ManagedOrganization;
  readonly department: Department | undefined;
  readonly onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { organizationId, departments } = organization;
  const [name, setName] = useState(department?.name ?? "");
  const [parentId, setParentId] = useState<string>(department?.parentId ?? "");
  const [order, setOrder] = useState<number | null>(department?.order ?? departments.length + 1);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const own = department === undefined ? new Set<string>() : withBelow(departments, department.departmentId);
  const choices = departmentLines(departments)
    .filter((line) => !own.has(line.department.departmentId))
    .map((line) => ({ value: line.department.departmentId as string, label: `${"　".repeat(line.depth)}${line.department.name}` }));
  return (
    <FormDialog
      open
      title={department === undefined ? "新增部门" : "修改部门"}
      okText="保存"
      cancelText="取消"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ ...{ "data-testid": "department-save" } }}
    >
      <Refusal sentence={refusal} testId="department-refusal" />
      <FormField id="department-name" label="部门名称" problem={problemAt(problems, "name")}>
        <Input
          id="department-name"
          value={name}
          maxLength={30}
          onChange={(event) => setName(event.target.value)}
          {...fieldState("department-name", problemAt(problems, "name"))}
          data-testid="department-name"
        />
      </FormField>
      <FormField id="department-parent" label="上级部门" problem={problemAt(problems, "parentId")}>
        <Select
          id="department-parent"
          className="wide"
          value={parentId}
          options={[{ value: "", label: "（直属本机构）" }, ...choices]}
          onChange={setParentId}
          data-testid="department-parent"
        />
      </FormField>
      <FormField id="department-order" label="排序" hint="数字小的排在前面。" problem={problemAt(problems, "order")}>
        <InputNumber id="department-order" value={order} min={0} max={999} precision={0} onChange={setOrder} data-testid="department-order" />
      </FormField>
    </FormDialog>
  );

  async function submit(): Promise<void> {
    setRefusal(undefined);
    const content = { name, parentId: parentId === "" ? null : (parentId as DepartmentId), order };
    const checked = CreateDepartment.safeParse({ requestId: ANY_REQUEST, ...content });
    setProblems(checked.success ? [] : problemsOf(checked.error));
    if (!checked.success) return;
    const { requestId: _requestId, ...clean } = checked.data;
    setSending(true);
    const result =
      department === undefined
        ? await sendOrganizationCommand(organizationRoutes.createDepartment, `createDepartment.${organizationId}`, { organizationId }, clean)
        : await sendOrganizationCommand(
            organizationRoutes.editDepartment,
            `editDepartment.${department.departmentId}`,
            { organizationId, departmentId: department.departmentId },
            { ...clean, version: department.version },
          );
    setSending(false);
    if (!result.ok) {
      setProblems(result.refusal.fields);
      return setRefusal(result.refusal.fields.length === 0 ? result.refusal.message : undefined);
    }
    keepOrganization(queryClient, result.value);
    void message.success(`已保存部门「${clean.name}」。`);
    onClose();
  }
}
