import type { CommandEngine } from "../../engines/commands/runCommand";
import type { FileStore } from "../../engines/files/fileStorePort";
import type { PicturePort } from "../../engines/files/picturePort";
import type { PhotoLinks } from "./attachmentFiles";

/** What the attachments feature is given at the composition root. */
export interface AttachmentDeps {
  readonly engine: CommandEngine;
  readonly files: FileStore;
  readonly pictures: PicturePort;
  readonly photos: PhotoLinks;
}
