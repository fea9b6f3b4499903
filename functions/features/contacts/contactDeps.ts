import type { ExportDeps } from "../../engines/exports/makeExport";

export interface ContactDeps extends ExportDeps {
  /** Random, for the salt of a code. */
  readonly newToken: () => string;
  /** Six digits, for SMS; undefined where none can be sent. */
  readonly newCode: () => string | undefined;
}
