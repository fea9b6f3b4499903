import type { ExportDeps } from "../../engines/exports/makeExport";
import type { FacilitiesOfCategories } from "../sessions/public";
import type { OneTimePasswords } from "./oneTimePassword";
import type { OpenWorkSource } from "./openWork";

export interface PeopleDeps extends ExportDeps {
  /** Only where no SMS can be sent. */
  readonly oneTimePasswords?: OneTimePasswords;
  readonly facilitiesOfCategories: FacilitiesOfCategories;
  /** What features hold that is personally somebody's; each moves its own. */
  readonly openWork: readonly OpenWorkSource[];
}
