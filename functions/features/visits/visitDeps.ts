import type { CodePort } from "../../engines/codes/codePort";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { WechatPort } from "../../engines/messaging/wechatPort";
import type { PhotoLinks } from "../attachments/public";

/** What the visits feature is given at the composition root. */
export interface VisitDeps {
  readonly engine: CommandEngine;
  readonly codes: CodePort;
  readonly wechat: WechatPort;
  /** Links to the pictures of a report. */
  readonly photos: PhotoLinks;
  /** Origin under which the public opens the H5, for the poster's link; no trailing slash. */
  readonly publicOrigin: string;
  /** The QR picture of a text as PNG bytes. */
  readonly drawQrPng: (text: string) => Promise<Uint8Array>;
}

/** What a command on one booking needs. */
export type BookingDeps = Pick<VisitDeps, "engine" | "codes" | "photos">;
