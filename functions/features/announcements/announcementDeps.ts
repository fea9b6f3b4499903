import type { ExportDeps } from "../../engines/exports/makeExport";
import type { DocumentLinks } from "../attachments/public";

/** What the announcements feature is given at the composition root. */
export interface AnnouncementDeps extends ExportDeps {
  readonly documents: DocumentLinks;
}
