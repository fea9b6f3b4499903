import { Button } from "antd";
import type { ReactNode } from "react";

interface Props {
  readonly pageNumber: number;
  readonly next: string | undefined;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onNext: (next: string) => void;
  readonly note?: ReactNode;
}

export function Pager({ pageNumber, next, isBusy, onBack, onNext, note }: Props) {
  if (pageNumber === 1 && next === undefined && note === undefined) return null;
  return (
    <nav className="pager" aria-label="翻页">
      {note === undefined ? null : <span className="pager-note soft">{note}</span>}
      {pageNumber === 1 && next === undefined ? null : (
        <>
          <Button disabled={pageNumber === 1 || isBusy} onClick={onBack} data-testid="page-back">
            上一页
          </Button>
          <span className="number">第 {pageNumber} 页</span>
          <Button disabled={next === undefined || isBusy} onClick={() => next !== undefined && onNext(next)} data-testid="page-next">
            下一页
          </Button>
        </>
      )}
    </nav>
  );
}
