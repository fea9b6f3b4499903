import { useEffect, useState } from "react";

/** Of a dialog that is drawn only while it is open: whoever leaves it is back where they were. antd's own returns there only while the dialog stays drawn. */
export function useReturnFocus(isOpen = true): void {
  const [opener] = useState(() => (isOpen ? document.activeElement : null));
  useEffect(
    () => () => {
      // After what closed it: the focus may have been led elsewhere by then.
      requestAnimationFrame(() => {
        if (opener instanceof HTMLElement && opener.isConnected && document.activeElement === document.body) opener.focus();
      });
    },
    [opener],
  );
}
