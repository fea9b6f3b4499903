import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import type { HeldContent } from "@app/contract/visits/moderation.schema";
import { read } from "../../platform/api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";
import { ContentRow } from "./ContentRow";
import { PassPageDialog, type Passed } from "./PassPageDialog";

type Status = "PENDING" | "PUBLISHED" | "HIDDEN";
const NOTHING_THERE = {
  PENDING: { sentence: "没有等待审核的内容。", hint: "微信检查通过的会直接公开，有疑问的才会到这里。" },
  PUBLISHED: { sentence: "这个范围内还没有公开的评价。", hint: undefined },
  HIDDEN: { sentence: "没有隐藏的内容。", hint: "隐藏的文字和照片公众看不到，可以在这里恢复公开。" },
} as const satisfies Record<Status, { readonly sentence: string; readonly hint: string | undefined }>;

/** What stands in one status, the longest waiting first where something waits. */
export function ContentList({ status }: { readonly status: Status }) {
  const queryClient = useQueryClient();
  const pages = useCursorStack(status);
  /** What was on the screen when the button was pressed: what comes in meanwhile is not passed unseen. */
  const [asked, setAsked] = useState<readonly HeldContent[]>();
  const [passed, setPassed] = useState<Passed>();
  const found = useQuery({
    queryKey: ["content", status, pages.cursor],
    queryFn: () => read(moderationRoutes.listContent, { query: { status, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  if (found.data === undefined) return found.error === null ? <Loading /> : <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const { items } = found.data;
  // Also above an empty list: the last ones were just passed, and what became of them is said here.
  const said =
    passed === undefined ? null : (
      <Alert
        className="content-outcome"
        type={passed.tone}
        showIcon
        title={passed.words}
        closable={{ onClose: () => setPassed(undefined) }}
        data-testid="pass-outcome"
      />
    );
  const { sentence, hint } = NOTHING_THERE[status];
  return (
    <>
      {said}
      {items.length === 0 ? <EmptyState sentence={sentence} {...(hint === undefined ? {} : { hint })} /> : null}
      {status === "PENDING" && items.length > 1 ? (
        <div className="content-bulk">
          <span className="soft">看过本页 {items.length} 条、都没有问题时，可以一次公开。</span>
          <Button onClick={() => setAsked(items)} disabled={found.isPlaceholderData} data-testid="pass-page">
            全部通过
          </Button>
        </div>
      ) : null}
      <ul className="content-list" aria-busy={found.isPlaceholderData}>
        {items.map((content) => (
          <ContentRow key={content.bookingId} content={content} />
        ))}
      </ul>
      <Pager pageNumber={pages.pageNumber} next={found.data.next} isBusy={found.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
      {asked === undefined ? null : (
        <PassPageDialog
          contents={asked}
          onClose={(outcome) => {
            setAsked(undefined);
            if (outcome === undefined) return;
            setPassed(outcome);
            void queryClient.invalidateQueries({ queryKey: ["content"] });
          }}
        />
      )}
    </>
  );
}
