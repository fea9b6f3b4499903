import { Button } from "antd";
import type { ReactNode } from "react";
import type { useCursorWalk } from "./useCursorWalk";

/** 首页 上一页 第n页 下一页 尾页. How many pages there are is known, and said, only once the walk has seen the end. */
export function EndsPager({
  walk,
  next,
  isBusy,
  note,
}: {
  readonly walk: ReturnType<typeof useCursorWalk>;
  /** The cursor that came with the page shown. */
  readonly next: string | undefined;
  readonly isBusy: boolean;
  readonly note?: ReactNode;
}) {
  const { goBack, goNext } = walk.steps(next);
  const where = walk.isFromBack
    ? `倒数第 ${walk.pageNumber} 页`
    : next === undefined
      ? `第 ${walk.pageNumber}/${walk.pageNumber} 页`
      : `第 ${walk.pageNumber} 页`;
  return (
    <nav className="pager pager-ends" aria-label="翻页">
      {note === undefined ? null : <span className="pager-note soft">{note}</span>}
      <Button disabled={isBusy || (goBack === undefined && !walk.isFromBack)} onClick={walk.goFirst} data-testid="page-first">
        首页
      </Button>
      <Button disabled={isBusy || goBack === undefined} onClick={goBack} data-testid="page-back">
        上一页
      </Button>
      <span className="number" data-testid="page-number">
        {where}
      </span>
      <Button disabled={isBusy || goNext === undefined} onClick={goNext} data-testid="page-next">
        下一页
      </Button>
      <Button disabled={isBusy || goNext === undefined} onClick={walk.goLast} data-testid="page-last">
        尾页
      </Button>
    </nav>
  );
}
