import { useEffect, useRef } from "react";

/** A program never gives it to these: a phone would open its keyboard. */
const FIELD = "input, textarea";
/** The latest is the one on top. */
const open: { readonly close: () => void }[] = [];

/** For who works by keys: Escape closes the topmost panel, and the focus goes back to where it came from. */
export function useDialog(onClose: () => void): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const self = { close: () => latest.current() };
    const before = document.activeElement;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && open[open.length - 1] === self) self.close();
    };
    open.push(self);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      open.splice(open.indexOf(self), 1);
      if (before instanceof HTMLElement && before.isConnected && !before.matches(FIELD)) before.focus({ preventScroll: true });
    };
  }, []);
}
