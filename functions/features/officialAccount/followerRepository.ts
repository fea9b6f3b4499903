import type { Instant } from "@app/contract/kernel/time";
import type { NewEvent } from "../../engines/events/event";
import { absent, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import type { OfficialAccountMessage } from "../../engines/messaging/officialAccountMessages";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-O1 whether an openid follows the account | messages, notices | primary | FOLLOWER#openid / STATE | – | 1 |
 * | AP-O2 the message a signature was used for | each message | primary | CALLBACK_SIGNATURE#digest / USED | – | 1 |
 */
export interface FollowerItem extends StoredItem {
  readonly openid: string;
  readonly following: boolean;
  /** Of the last message that said so, by WeChat's clock: one that comes late must not undo a newer one. */
  readonly saidAtEpochSeconds: number;
  readonly since: Instant;
  readonly version: number;
}

export const followerKey = (openid: string): ItemKey => ({ pk: `FOLLOWER#${openid}`, sk: "STATE" });
const signatureKey = (digest: string): ItemKey => ({ pk: `CALLBACK_SIGNATURE#${digest}`, sk: "USED" });
/** Twice the age at which a callback is refused by its timestamp alone. */
const SIGNATURE_KEPT_SECONDS = 600;
export const SIGNATURE_TAG = "signature";

export async function getFollower(store: Store, openid: string): Promise<FollowerItem | undefined> {
  return (await store.get(followerKey(openid))) as FollowerItem | undefined;
}

/** A signature serves one message: in plain mode it does not cover the body, and whoever saw it could put another one under it. */
export function signatureUsed(message: OfficialAccountMessage, nowEpochSeconds: number): Write {
  const item = { ...signatureKey(message.signatureKey), messageKey: message.messageKey, expiresAtEpochSeconds: nowEpochSeconds + SIGNATURE_KEPT_SECONDS };
  return { kind: "put", tag: SIGNATURE_TAG, item, condition: absent };
}

/** What a message says of its sender, against what is known: the writes, and the event when it is news. */
export function followerChange(
  known: FollowerItem | undefined,
  message: OfficialAccountMessage,
  now: Instant,
): { readonly writes: readonly Write[]; readonly events: readonly NewEvent[] } {
  const { openid, content, sentAtEpochSeconds } = message;
  // Only followers can write to the account, so any other message heals a subscribe event that was lost.
  const following = content.kind !== "UNFOLLOWED";
  const isNews = known?.following !== following;
  const saysSo = content.kind === "FOLLOWED" || content.kind === "UNFOLLOWED";
  if (!isNews && !saysSo) return { writes: [], events: [] };
  if (known !== undefined && sentAtEpochSeconds < known.saidAtEpochSeconds) return { writes: [], events: [] };
  const version = (known?.version ?? 0) + 1;
  const item: FollowerItem = {
    ...followerKey(openid),
    openid,
    following,
    saidAtEpochSeconds: sentAtEpochSeconds,
    since: isNews ? now : known.since,
    version,
  };
  const scene = content.kind === "FOLLOWED" ? content.scene : undefined;
  return {
    writes: [{ kind: "put", tag: "follower", item, condition: known === undefined ? absent : versionIs(known.version) }],
    events: isNews
      ? [
          {
            eventType: following ? "OFFICIAL_ACCOUNT_FOLLOWED" : "OFFICIAL_ACCOUNT_UNFOLLOWED",
            caseKind: "follower",
            caseId: openid,
            casePk: followerKey(openid).pk,
            sequence: version,
            payload: scene === undefined ? {} : { scene: scene.slice(0, 64) },
          },
        ]
      : [],
  };
}
