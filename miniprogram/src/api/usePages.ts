import { useCallback, useRef, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Page } from "@app/contract/kernel/page";
import type { Result } from "@app/contract/kernel/result";
import { useRemote } from "./useRemote";

interface Tail<Item> {
  /** The first page these follow; another first page makes them void. */
  readonly of: Page<Item>;
  readonly items: readonly Item[];
  readonly next: string | undefined;
  readonly problem: CallRefusal | undefined;
}

/** A list that grows by cursor. A failed further page keeps all that was read and is tried again at the next reach of the end. */
export function usePages<Item, First extends Page<Item>>(key: string | undefined, load: (cursor: string | undefined) => Promise<Result<First, CallRefusal>>) {
  const { remote, refresh } = useRemote<First>(key, () => load(undefined));
  const [tail, setTail] = useState<Tail<Item>>();
  const [isLoadingMore, setLoadingMore] = useState(false);
  const busy = useRef(false);

  const first = remote.kind === "READY" ? remote.value : undefined;
  const own = tail !== undefined && tail.of === first ? tail : undefined;
  const items: readonly Item[] = first === undefined ? [] : [...first.items, ...(own?.items ?? [])];
  const next = own === undefined ? first?.next : own.next;

  const loadMore = useCallback(async () => {
    if (first === undefined || next === undefined || busy.current) return;
    busy.current = true;
    setLoadingMore(true);
    const result = await load(next);
    setTail(
      result.ok
        ? { of: first, items: [...(own?.items ?? []), ...result.value.items], next: result.value.next, problem: undefined }
        : { of: first, items: own?.items ?? [], next, problem: result.refusal },
    );
    busy.current = false;
    setLoadingMore(false);
  }, [first, load, next, own]);

  return { remote, items, hasMore: next !== undefined, isLoadingMore, moreProblem: own?.problem, loadMore, refresh };
}
