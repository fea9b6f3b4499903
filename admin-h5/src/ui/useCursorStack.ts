import { useState } from "react";

/**
 * 上一页 over lists that only know 下一页: remembers the cursor of each page passed. Another filter starts at page one, because a cursor belongs to
 * one query.
 *
 * @param filterKey text that differs when the query does
 */
export function useCursorStack(filterKey: string) {
  const [stack, setStack] = useState<{ readonly key: string; readonly cursors: readonly string[] }>({ key: filterKey, cursors: [] });
  const cursors = stack.key === filterKey ? stack.cursors : [];
  return {
    cursor: cursors[cursors.length - 1],
    pageNumber: cursors.length + 1,
    goNext: (next: string) => setStack({ key: filterKey, cursors: [...cursors, next] }),
    goBack: () => setStack({ key: filterKey, cursors: cursors.slice(0, -1) }),
    goFirst: () => setStack({ key: filterKey, cursors: [] }),
  };
}
