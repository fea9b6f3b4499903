import type { WaitingStatus } from "@app/contract/visits/waiting.schema";
import type { Tone } from "../../../ui/StatusPill";

export const WAITING_TONES = {
  WAITING: "waiting",
  OFFERED: "good",
  ACCEPTED: "good",
  DECLINED: "neutral",
  LAPSED: "neutral",
  LEFT: "neutral",
  ENDED: "neutral",
} as const satisfies Record<WaitingStatus, Tone>;
