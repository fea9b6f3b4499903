import { useSyncExternalStore } from "react";

const phone = window.matchMedia("(max-width: 767px)");

/** True where a table would have to scroll sideways and shows cards instead. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener("change", listener);
      return () => phone.removeEventListener("change", listener);
    },
    () => phone.matches,
  );
}
