import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigation } from "react-router";

/** Shorter waits need no sign, and one that flashes only worries. */
const SHOWN_AFTER_MS = 1_000;

/** A thin bar at the top while a page's code or a first answer takes longer than a second. Refreshing what is on the screen already is no wait. */
export function TopProgress() {
  const isMoving = useNavigation().state !== "idle";
  const isAsking = useIsFetching({ predicate: ({ state }) => state.status === "pending" }) > 0;
  const isShown = useSince(isMoving || isAsking, SHOWN_AFTER_MS);
  return isShown ? (
    <div className="top-progress" role="progressbar" aria-label="正在加载" data-testid="top-progress">
      <i />
    </div>
  ) : null;
}

/** True once `value` has been true for that long without a pause. */
function useSince(value: boolean, ms: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!value) return setLong(false);
    const timer = setTimeout(() => setLong(true), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return isLong && value;
}
