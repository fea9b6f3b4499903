import { useState } from "react";

export type ListOrder = "ascending" | "descending";

interface Walk {
  readonly key: string;
  readonly from: "FRONT" | "BACK";
  readonly cursors: readonly string[];
}

/**
 * 首页, 上一页, 下一页 and 尾页 over a list that only knows what follows a cursor. The last page is the first one of the list read the other way round, shown
 * turned: nobody has to walk there, and the server never counts. Another filter starts at the front, because a cursor belongs to one query.
 *
 * @param filterKey text that differs when the query does
 */
export function useCursorWalk(filterKey: string, order: ListOrder) {
  const [walk, setWalk] = useState<Walk>({ key: filterKey, from: "FRONT", cursors: [] });
  const { from, cursors }: Walk = walk.key === filterKey ? walk : { key: filterKey, from: "FRONT", cursors: [] };
  const go = (start: Walk["from"], passed: readonly string[]): void => setWalk({ key: filterKey, from: start, cursors: passed });
  const isFromBack = from === "BACK";
  return {
    cursor: cursors[cursors.length - 1],
    /** What to ask for; `isFromBack` says that the answer is to be turned. */
    order: isFromBack ? opposite(order) : order,
    isFromBack,
    /** Counted from the end that the walk began at. */
    pageNumber: cursors.length + 1,
    goFirst: () => go("FRONT", []),
    goLast: () => go("BACK", []),
    /** @param next the cursor that came with the page shown */
    steps: (next: string | undefined) => {
      const onward = next === undefined ? undefined : () => go(from, [...cursors, next]);
      const back = cursors.length === 0 ? undefined : () => go(from, cursors.slice(0, -1));
      return isFromBack ? { goBack: onward, goNext: back } : { goBack: back, goNext: onward };
    },
  };
}

function opposite(order: ListOrder): ListOrder {
  return order === "ascending" ? "descending" : "ascending";
}
