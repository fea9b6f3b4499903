import type { CommandEngine } from "../../engines/commands/runCommand";

/** What the approvals feature is given at the composition root. */
export interface ApprovalDeps {
  readonly engine: CommandEngine;
}
