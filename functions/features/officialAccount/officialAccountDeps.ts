import type { CommandEngine } from "../../engines/commands/runCommand";
import type { WechatPort } from "../../engines/messaging/wechatPort";
import type { AccountRepliesBook } from "./accountReplies";

export interface OfficialAccountDeskDeps {
  readonly engine: CommandEngine;
  readonly wechat: WechatPort;
  readonly publicOrigin: string;
  readonly allowedRedirectOrigins: readonly string[];
  readonly replies: AccountRepliesBook;
  readonly drawQrPng: (text: string) => Promise<Uint8Array>;
}
