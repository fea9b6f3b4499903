import type { ContentCheckPort } from "../../../engines/messaging/contentCheckPort";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { PhotoCovers, PhotoLinks } from "../../attachments/public";

export interface RatingDeps {
  readonly engine: CommandEngine;
  readonly photos: PhotoLinks;
  readonly covers: PhotoCovers;
  readonly wechat: ContentCheckPort;
  /** Before links that begin with `/`, for WeChat fetches the pictures it checks. */
  readonly publicOrigin: string;
}
