import type { OutsideService } from "@app/contract/kernel/outsideServices";
import type { StoreKind } from "@app/contract/system/system.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";

export interface SystemDeps {
  readonly engine: CommandEngine;
  readonly version: string;
  readonly storeKind: StoreKind;
  readonly missingServices: readonly OutsideService[];
  /** Of everything that the system does when a moment comes. */
  readonly deadlineKinds: readonly string[];
}
