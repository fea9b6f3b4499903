import { useDidHide, useDidShow } from "@tarojs/taro";
import { useEffect, useState } from "react";
import { after } from "./clock";

/** Calls again and again while the page is in sight; a page behind another, or a closed phone, asks nobody. */
export function useWhileInSight(options: { readonly everyMs: number; readonly isWanted: boolean; readonly act: () => Promise<void> }): void {
  const { everyMs, isWanted, act } = options;
  const [isInSight, setInSight] = useState(true);
  const [turn, setTurn] = useState(0);
  useDidShow(() => setInSight(true));
  useDidHide(() => setInSight(false));

  useEffect(() => {
    if (!isInSight || !isWanted) return undefined;
    let isOver = false;
    // The next wait begins when the answer is there, so that a slow network is not asked twice at once.
    const cancel = after(everyMs, () => {
      void act().finally(() => {
        if (!isOver) setTurn((before) => before + 1);
      });
    });
    return () => {
      isOver = true;
      cancel();
    };
  }, [act, everyMs, isInSight, isWanted, turn]);
}
