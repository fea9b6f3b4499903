import { useCallback, useEffect, useRef, useState } from "react";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";

export type Remote<Value> =
  | { readonly kind: "LOADING" }
  /** `problem`: the last refresh failed; what is shown is from before. */
  | { readonly kind: "READY"; readonly value: Value; readonly problem: CallRefusal | undefined }
  | { readonly kind: "FAILED"; readonly refusal: CallRefusal };

interface Held<Value> {
  readonly key: string;
  readonly remote: Remote<Value>;
}

/**
 * Loads what a page shows, keeps it when a refresh fails, and never lets a late answer for an earlier `key` take the place of a newer one.
 *
 * @param key names what is loaded; undefined loads nothing yet
 */
export function useRemote<Value>(key: string | undefined, load: () => Promise<Result<Value, CallRefusal>>) {
  const [held, setHeld] = useState<Held<Value>>();
  const latestLoad = useRef(load);
  const running = useRef<{ readonly key: string; readonly promise: Promise<void> }>();
  const wanted = useRef(key);

  useEffect(() => {
    latestLoad.current = load;
    wanted.current = key;
  });

  const refresh = useCallback((): Promise<void> => {
    const forKey = wanted.current;
    if (forKey === undefined) return Promise.resolve();
    if (running.current?.key === forKey) return running.current.promise;
    const promise = latestLoad.current().then((result) => {
      if (running.current?.key === forKey) running.current = undefined;
      if (wanted.current !== forKey) return;
      setHeld((before) => ({ key: forKey, remote: after(before?.key === forKey ? before.remote : undefined, result) }));
    });
    running.current = { key: forKey, promise };
    return promise;
  }, []);

  const replace = useCallback((value: Value) => {
    if (wanted.current !== undefined) setHeld({ key: wanted.current, remote: { kind: "READY", value, problem: undefined } });
  }, []);

  useEffect(() => {
    if (key !== undefined) void refresh();
  }, [key, refresh]);

  const remote: Remote<Value> = held !== undefined && held.key === key ? held.remote : { kind: "LOADING" };
  return { remote, refresh, replace };
}

function after<Value>(before: Remote<Value> | undefined, result: Result<Value, CallRefusal>): Remote<Value> {
  if (result.ok) return { kind: "READY", value: result.value, problem: undefined };
  return before?.kind === "READY" ? { ...before, problem: result.refusal } : { kind: "FAILED", refusal: result.refusal };
}
