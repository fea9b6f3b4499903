import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { epochMsOf } from "@app/contract/kernel/time";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import type { CallbackReplayed, OfficialAccountMessage, OfficialAccountReply } from "../../../engines/messaging/officialAccountMessages";
import type { AccountRepliesBook } from "../accountReplies";
import { followerChange, getFollower, signatureUsed, SIGNATURE_TAG } from "../followerRepository";
import { replyTo } from "../replyTo";

export interface OfficialAccountDeps {
  readonly engine: CommandEngine;
  readonly publicOrigin: string;
  readonly replies: AccountRepliesBook;
}

/** Whose name stands on the events: a follower is not logged in, WeChat speaks for them. */
const OFFICIAL_ACCOUNT: Actor = { ...SYSTEM_ACTOR, id: "official-account", name: "微信公众号" };

/**
 * One message of a follower: their state, the event and the record of the message in one transaction, so that a message sent a hundred times has one effect and one
 * answer. What they wrote is looked at and not kept.
 */
export async function receiveMessage(
  { engine, publicOrigin, replies: book }: OfficialAccountDeps,
  message: OfficialAccountMessage,
): Promise<Result<OfficialAccountReply | null, CallbackReplayed>> {
  const received = await runCommand<OfficialAccountReply | null, CallbackReplayed & { readonly [detail: string]: unknown }>(engine, {
    actor: OFFICIAL_ACCOUNT,
    requestId: message.messageKey,
    command: "receiveOfficialAccountMessage",
    asked: message.messageKey,
    decide: async ({ now }) => {
      const replies = await book.get();
      const [known, reply] = await Promise.all([
        getFollower(engine.store, message.openid),
        replyTo({ store: engine.store, publicOrigin, replies, now }, message.content),
      ]);
      const { writes, events } = followerChange(known, message, now);
      return ok({
        writes: [...writes, signatureUsed(message, Math.floor(epochMsOf(now) / 1000))],
        events,
        answer: reply,
        explain: (failedTags) => (failedTags.includes(SIGNATURE_TAG) ? { code: "CALLBACK_REPLAYED" } : undefined),
      });
    },
  });
  if (received.ok) return received;
  if (received.refusal.code === "CALLBACK_REPLAYED") return refuse({ code: "CALLBACK_REPLAYED" });
  throw new Error(`official account message: ${received.refusal.code}`);
}
