import { Text } from "@tarojs/components";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import { useEffect, useRef, useState } from "react";
import { everySecond, now } from "../platform/clock";
import { aria } from "./aria";

/** Time left until a moment, such as the end of a hold on seats: `4:09`, of an offer from the waiting list: `3:04:09`. Calls back once when it is over. */
export function Countdown({ until, onOver }: { readonly until: Instant; readonly onOver: () => void }) {
  const [secondsLeft, setSecondsLeft] = useState(() => secondsUntil(until));
  const over = useRef(onOver);
  over.current = onOver;

  useEffect(() => {
    let isOver = false;
    const stop = everySecond(() => {
      // Asked of the clock each time, since timers sleep with the phone.
      const left = secondsUntil(until);
      setSecondsLeft(left);
      if (left === 0 && !isOver) {
        isOver = true;
        stop();
        over.current();
      }
    });
    return stop;
  }, [until]);

  return (
    <Text className="countdown" {...aria({ role: "timer" })}>
      {clockText(secondsLeft)}
    </Text>
  );
}

function secondsUntil(until: Instant): number {
  return Math.max(0, Math.ceil((epochMsOf(until) - epochMsOf(now())) / 1000));
}

function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}
