import type { OutsideService } from "@app/contract/kernel/outsideServices";
import type { BackupMode, StoreKind } from "@app/contract/system/system.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";

export interface SystemDeps {
  readonly engine: CommandEngine;
  readonly version: string;
  readonly storeKind: StoreKind;
  /** Absent where nobody asks for backups: in the cloud and in the demonstration. */
  readonly backups?: BackupMode;
  readonly missingServices: readonly OutsideService[];
  /** Of everything that the system does when a moment comes. */
  readonly deadlineKinds: readonly string[];
}
