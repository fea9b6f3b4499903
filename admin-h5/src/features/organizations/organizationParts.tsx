import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import type { Result } from "@app/contract/kernel/result";
import { keepOrganization, organizationKey } from "./organizationCommands";

/** Of an organisation: what its departments and its posts are asked alike. */
interface Part {
  readonly kind: "department" | "post";
  readonly name: string;
}
const PART_LABELS = { department: "部门", post: "岗位" } as const satisfies Record<Part["kind"], string>;

export function PartActions({ part, onEdit, onRemove }: { readonly part: Part; readonly onEdit: () => void; readonly onRemove: () => void }) {
  return (
    <span className="row-actions">
      <Button type="link" onClick={onEdit} aria-label={`修改${part.name}`} data-testid={`${part.kind}-edit`}>
        修改
      </Button>
      <Button type="link" danger onClick={onRemove} aria-label={`删除${part.name}`} data-testid={`${part.kind}-delete`}>
        删除
      </Button>
    </span>
  );
}

/** Asks, deletes, and shows the organisation as it is then. */
export function useRemovePart({ organizationId }: Pick<ManagedOrganization, "organizationId">) {
  const queryClient = useQueryClient();
  const { message, modal } = App.useApp();
  return async ({ kind, name }: Part, onlyWhen: string, send: () => Promise<Result<ManagedOrganization, CallRefusal>>): Promise<void> => {
    const isSure = await modal.confirm({
      title: `删除${PART_LABELS[kind]}「${name}」？`,
      content: onlyWhen,
      okText: "删除",
      cancelText: "取消",
      okButtonProps: { danger: true, ...{ "data-testid": `${kind}-delete-confirm` } },
    });
    if (!isSure) return;
    const result = await send();
    if (!result.ok) {
      void modal.warning({ title: "没有删除", content: result.refusal.message, okText: "知道了" });
      return queryClient.invalidateQueries({ queryKey: organizationKey(organizationId) });
    }
    keepOrganization(queryClient, result.value);
    void message.success(`已删除${PART_LABELS[kind]}「${name}」。`);
  };
}
