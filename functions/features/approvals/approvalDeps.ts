import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Parameters } from "../../engines/settings/parameters";

/** What the approvals feature is given at the composition root. */
export interface ApprovalDeps {
  readonly engine: CommandEngine;
  readonly parameters: Parameters;
}
