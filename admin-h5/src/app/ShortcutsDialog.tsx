import { useQueryClient } from "@tanstack/react-query";
import { Alert, Checkbox } from "antd";
import { useEffect, useState } from "react";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import { SHORTCUTS_MAX } from "@app/contract/workbench/workbench.schema";
import { api } from "../platform/api";
import { sendIntended } from "../platform/sendIntended";
import type { MenuEntry } from "./menu";
import { FormDialog } from "../ui/FormDialog";

interface Props {
  readonly isOpen: boolean;
  readonly pages: readonly MenuEntry[];
  readonly chosen: readonly string[];
  readonly onClose: () => void;
}

/** 快捷入口: up to eight of one's own menu entries, kept with the account. */
export function ShortcutsDialog({ isOpen, pages, chosen, onClose }: Props) {
  const queryClient = useQueryClient();
  const [picked, setPicked] = useState<readonly string[]>(chosen);
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  // What is chosen is taken over when the dialog opens; a refresh behind it changes nothing that was ticked.
  useEffect(() => {
    if (isOpen) setPicked(chosen);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOpen]);
  return (
    <FormDialog
      open={isOpen}
      title="选择快捷入口"
      okText="保存"
      cancelText="取消"
      confirmLoading={isSending}
      onOk={() => void save()}
      onCancel={onClose}
      okButtonProps={{ "data-testid": "shortcuts-save" } as never}
    >
      <p className="soft">
        最多 {SHORTCUTS_MAX} 个，已选 {picked.length} 个。换一台电脑登录也会看到。
      </p>
      {refusal === undefined ? null : <Alert type="warning" showIcon title={refusal} />}
      <Checkbox.Group value={[...picked]} onChange={setPicked} className="shortcut-choices">
        {pages.map(({ icon, label }) => (
          <Checkbox key={icon} value={icon} disabled={picked.length >= SHORTCUTS_MAX && !picked.includes(icon)} data-testid={`choose-${icon}`}>
            {label}
          </Checkbox>
        ))}
      </Checkbox.Group>
    </FormDialog>
  );

  async function save(): Promise<void> {
    // In the order of the menu, whatever the order of the clicks.
    const shortcuts = pages.flatMap(({ icon }) => (picked.includes(icon) ? [icon as string] : []));
    setSending(true);
    const result = await sendIntended("changeShortcuts", shortcuts, (requestId) =>
      api.call(workbenchRoutes.changeShortcuts, { body: { requestId, shortcuts } }),
    );
    setSending(false);
    setRefusal(result.ok ? undefined : result.refusal.message);
    if (!result.ok) return;
    await queryClient.invalidateQueries({ queryKey: ["workbench"] });
    onClose();
  }
}
