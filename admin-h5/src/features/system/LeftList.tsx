import { App, Button } from "antd";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Page } from "@app/contract/kernel/page";
import type { Result } from "@app/contract/kernel/result";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";

interface Props<Item> {
  readonly name: string;
  readonly load: (cursor: string | undefined) => Promise<Page<Item>>;
  readonly idOf: (item: Item) => string;
  readonly children: (item: Item) => ReactNode;
  readonly lead: string;
  readonly nothing: string;
  readonly button: string;
  readonly done: string;
  readonly send: (id: string) => Promise<Result<unknown, CallRefusal>>;
  readonly testId: string;
}

/** What is left for a person: each row says what, why and since when, and has the one button that does it again. */
export function LeftList<Item>({ name, load, idOf, children, lead, nothing, button, done, send, testId }: Props<Item>) {
  const pages = useCursorStack(name);
  const list = useQuery({ queryKey: ["system", name, pages.cursor], queryFn: () => load(pages.cursor), placeholderData: keepPreviousData });
  if (list.data === undefined) return list.error === null ? <Loading /> : <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0 && !list.isPlaceholderData)
    return <EmptyState sentence="没有积压" hint={nothing} action={pages.pageNumber > 1 ? <Button onClick={pages.goFirst}>回到第一页</Button> : undefined} />;
  return (
    <>
      <p className="system-lead">{lead}</p>
      <ul className="system-lines" aria-busy={list.isPlaceholderData}>
        {list.data.items.map((item) => (
          <li key={idOf(item)} data-testid={testId}>
            <div className="system-what">{children(item)}</div>
            <AgainButton id={idOf(item)} label={button} done={done} send={send} testId={`${testId}-again`} />
          </li>
        ))}
      </ul>
      <Pager pageNumber={pages.pageNumber} next={list.data.next} isBusy={list.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
    </>
  );
}

function AgainButton({ id, label, done, send, testId }: { id: string; label: string; done: string; send: Props<never>["send"]; testId: string }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [isSending, setSending] = useState(false);
  return (
    <Button type="primary" loading={isSending} onClick={() => void press()} data-testid={testId}>
      {label}
    </Button>
  );

  async function press(): Promise<void> {
    setSending(true);
    const result = await send(id);
    setSending(false);
    if (result.ok) void message.success(done);
    else void message.warning(result.refusal.message);
    await queryClient.invalidateQueries({ queryKey: ["system"] });
  }
}
