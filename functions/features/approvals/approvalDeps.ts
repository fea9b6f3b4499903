import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import type { CommandEngine } from "../../engines/commands/runCommand";

/** What the approvals feature is given at the composition root. */
export interface ApprovalDeps {
  readonly engine: CommandEngine;
  readonly calendar: WorkingCalendar;
}
