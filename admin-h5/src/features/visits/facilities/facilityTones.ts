import type { FacilityStatus } from "@app/contract/visits/facility.schema";
import type { StatusTone } from "../../../ui/StatusTag";

export const FACILITY_TONES = { APPLYING: "waiting", OPEN: "good", SUSPENDED: "alert", WITHDRAWN: "quiet" } as const satisfies Record<
  FacilityStatus,
  StatusTone
>;
