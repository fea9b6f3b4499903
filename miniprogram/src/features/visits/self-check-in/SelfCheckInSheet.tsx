import { useEffect, useRef } from "react";
import { scanCode } from "../../../platform/scan";
import { toast } from "../../../platform/toast";
import { useAdmission } from "../../../admission/useAdmission";
import { Sheet } from "../../../ui/Sheet";
import { SelfCheckIn } from "./SelfCheckIn";

/** The visitor scans the poster at the gate. The scanner opens at once: the tap that led here asked for it. */
export function SelfCheckInSheet({ onClose, onAdmitted }: { readonly onClose: () => void; readonly onAdmitted: () => void }) {
  const entrance = useAdmission();
  const { inspect } = entrance;
  const isStarted = useRef(false);

  useEffect(() => {
    if (isStarted.current) return;
    isStarted.current = true;
    void scanCode().then((scanned) => {
      if (scanned.kind === "SCANNED") return inspect(scanned.text);
      if (scanned.kind === "UNAVAILABLE") toast("打不开扫码，请检查相机权限后再试");
      onClose();
      return undefined;
    });
  }, [inspect, onClose]);

  return (
    <Sheet title="扫码打卡" onClose={onClose}>
      <SelfCheckIn entrance={entrance} onAdmitted={onAdmitted} onDone={onClose} doneLabel="完成" />
    </Sheet>
  );
}
