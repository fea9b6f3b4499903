import type { CommandEngine } from "../../engines/commands/runCommand";
import type { PhotoLinks } from "../attachments/public";

/** What the activities feature is given at the composition root. */
export interface ActivityDeps {
  readonly engine: CommandEngine;
  readonly photos: PhotoLinks;
}
