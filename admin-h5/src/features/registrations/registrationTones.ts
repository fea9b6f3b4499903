import type { RegistrationStatus } from "@app/contract/registrations/registration.schema";
import type { StatusTone } from "../../ui/StatusTag";

export const REGISTRATION_STATUS_TONES = {
  DRAFT: "waiting",
  IN_REVIEW: "waiting",
  RETURNED: "bad",
  APPROVED: "good",
  REJECTED: "bad",
  WITHDRAWN: "quiet",
} as const satisfies Record<RegistrationStatus, StatusTone>;
