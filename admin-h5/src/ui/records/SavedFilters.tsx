import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import { SAVED_FILTERS_MAX, type SavedFilter, type SavedFilters as Saved } from "@app/contract/workbench/workbench.schema";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { filterIn } from "./filterIn";
import { FormDialog } from "../FormDialog";

interface Props {
  /** The list's name. */
  readonly page: string;
  /** The conditions shown, where the address does not say them. */
  readonly query?: string;
}

const NAME_MAX = 20;

/** 常用筛选: conditions kept under a name of one's own, with the account, so that they are there on every computer. */
export function SavedFilters({ page, query: given }: Props) {
  const [address, setAddress] = useSearchParams();
  const queryClient = useQueryClient();
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [isSending, setSending] = useState(false);
  const key = ["saved-filters", page];
  const saved = useQuery({ queryKey: key, queryFn: () => read(workbenchRoutes.listSavedFilters, { params: { page } }), staleTime: 60_000 });
  const items = saved.data?.items ?? [];
  const query = (given ?? filterIn(address.toString())).replace(/^\?/, "");
  // An empty list of filters and no conditions to keep: nothing to show.
  if (items.length === 0 && query === "") return null;
  const isKept = items.some((item) => isSame(item.query, query));
  return (
    <div className="saved-filters" data-testid="saved-filters">
      <span className="filter-caption">常用筛选</span>
      {items.map((item) => (
        <span key={item.name} className={isSame(item.query, query) ? "saved-filter saved-filter-shown" : "saved-filter"}>
          <button type="button" aria-pressed={isSame(item.query, query)} onClick={() => setAddress(new URLSearchParams(item.query))} data-testid="saved-filter">
            {item.name}
          </button>
          <button type="button" aria-label={`删除常用筛选「${item.name}」`} onClick={() => void drop(item)} data-testid="saved-filter-drop">
            ×
          </button>
        </span>
      ))}
      {query === "" || isKept ? null : (
        <Button type="link" onClick={() => setNaming(true)} disabled={items.length >= SAVED_FILTERS_MAX} data-testid="save-filter">
          {items.length >= SAVED_FILTERS_MAX ? `已存满 ${SAVED_FILTERS_MAX} 组` : "保存筛选"}
        </Button>
      )}
      {refusal !== undefined && !isNaming ? <Alert type="warning" showIcon title={refusal} closable={{ onClose: () => setRefusal(undefined) }} /> : null}
      <FormDialog
        open={isNaming}
        title="保存现在的筛选条件"
        okText="保存"
        cancelText="取消"
        confirmLoading={isSending}
        okButtonProps={{ disabled: name.trim() === "", "data-testid": "save-filter-submit" } as never}
        onOk={() => void save()}
        onCancel={() => setNaming(false)}
        destroyOnHidden
      >
        <label className="form-field">
          <span className="filter-caption">名称</span>
          <Input
            autoFocus
            value={name}
            maxLength={NAME_MAX}
            placeholder="如：本月待确认团队"
            onChange={(event) => setName(event.target.value)}
            data-testid="save-filter-name"
          />
        </label>
        <p className="form-hint">换一台电脑登录也能用；同名的会被替换。</p>
        {refusal === undefined ? null : <Alert type="warning" showIcon title={refusal} />}
      </FormDialog>
    </div>
  );

  async function save(): Promise<void> {
    const content = { name: name.trim(), query };
    const done = await send(() =>
      sendIntended(`saveFilter.${page}`, content, (requestId) => api.call(workbenchRoutes.saveFilter, { params: { page }, body: { requestId, ...content } })),
    );
    if (!done) return;
    setNaming(false);
    setName("");
  }

  async function drop(item: SavedFilter): Promise<void> {
    await send(() =>
      sendIntended(`dropFilter.${page}`, item, (requestId) => api.call(workbenchRoutes.dropFilter, { params: { page }, body: { requestId, name: item.name } })),
    );
  }

  async function send(call: () => ReturnType<typeof sendIntended<Saved>>): Promise<boolean> {
    setSending(true);
    const result = await call();
    setSending(false);
    setRefusal(result.ok ? undefined : result.refusal.message);
    if (result.ok) queryClient.setQueryData(key, result.value);
    return result.ok;
  }
}

/** The same conditions in whatever order. */
function isSame(left: string, right: string): boolean {
  const sorted = (query: string) =>
    [...new URLSearchParams(query)]
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join("&");
  return sorted(left) === sorted(right);
}
