import type { ActivityStatus } from "@app/contract/activities/activity.schema";
import type { StatusTone } from "../../ui/StatusTag";

export const ACTIVITY_STATUS_TONES = {
  PENDING_CITY: "waiting",
  PENDING_PROVINCE: "waiting",
  PENDING_PLATFORM: "waiting",
  COUNTED: "good",
  RETURNED: "bad",
  WITHDRAWN: "quiet",
} as const satisfies Record<ActivityStatus, StatusTone>;
