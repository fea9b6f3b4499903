import { instantFromEpochMs } from "@app/contract/kernel/time";
import type { Clock } from "../../engines/context/clock";

export const systemClock: Clock = { now: () => instantFromEpochMs(Date.now()) };
