import { useCallback, useState } from "react";

const PREFIX = "civic-green.back-office.draft.";

/**
 * Keeps what somebody typed through a reload or an expired session, until it is sent or the tab closes.
 *
 * @param parse gives undefined for text that an older version wrote in another form
 */
export function useDraft<T>(name: string, options: { readonly initial: T; readonly parse: (stored: unknown) => T | undefined }) {
  const key = PREFIX + name;
  const [value, setValue] = useState<T>(() => options.parse(storedJson(key)) ?? options.initial);
  const keep = useCallback(
    (next: T) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  const discard = useCallback(() => sessionStorage.removeItem(key), [key]);
  return { value, keep, discard };
}

function storedJson(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return undefined;
  }
}

export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
