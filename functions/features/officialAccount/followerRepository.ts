import type { Instant } from "@app/contract/kernel/time";
import type { NewEvent } from "../../engines/events/event";
import { absent, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import type { OfficialAccountMessage } from "../../engines/messaging/officialAccountMessages";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-O1 whether an openid follows the account | messages, notices | primary | FOLLOWER#openid / STATE | – | 1 |
 * | AP-O1b what a follower did: their events | their own data | primary | FOLLOWER#openid / EVENT#sequence | – | page |
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
const SCENE_LENGTH_MAX = 64;
const TARGET_LENGTH_MAX = 200;

export async function getFollower(store: Store, openid: string): Promise<FollowerItem | undefined> {
  return (await store.get(followerKey(openid))) as FollowerItem | undefined;
}

/** A signature serves one message: in plain mode it does not cover the body, and whoever saw it could put another one under it. */
export function signatureUsed(message: OfficialAccountMessage, nowEpochSeconds: number): Write {
  const item = { ...signatureKey(message.signatureKey), messageKey: message.messageKey, expiresAtEpochSeconds: nowEpochSeconds + SIGNATURE_KEPT_SECONDS };
  return { kind: "put", tag: SIGNATURE_TAG, item, condition: absent };
}

/** What a message says of its sender, against what is known: the writes, and an event for each thing that happened. */
export function followerChange(
  known: FollowerItem | undefined,
  message: OfficialAccountMessage,
  now: Instant,
): { readonly writes: readonly Write[]; readonly events: readonly NewEvent[] } {
  const { openid, content, sentAtEpochSeconds } = message;
  // What WeChat says of its own accord, such as that a picture was checked, comes from nobody who follows.
  if (content.kind === "PICTURE_CHECKED") return { writes: [], events: [] };
  const isLate = known !== undefined && sentAtEpochSeconds < known.saidAtEpochSeconds;
  // Only followers can write to the account, so any other message heals a subscribe event that was lost.
  const says = content.kind !== "UNFOLLOWED";
  const isNews = !isLate && known?.following !== says;
  const saysSo = !isLate && (content.kind === "FOLLOWED" || content.kind === "UNFOLLOWED");
  const scene = "scene" in content ? content.scene?.slice(0, SCENE_LENGTH_MAX) : undefined;
  const happened: { readonly eventType: string; readonly payload: NewEvent["payload"] }[] = [];
  if (isNews && says) happened.push({ eventType: "OFFICIAL_ACCOUNT_FOLLOWED", payload: scene === undefined ? {} : { scene } });
  // Whoever came before the platform listened was never counted in, so their leaving counts nobody out.
  if (isNews && !says) happened.push({ eventType: "OFFICIAL_ACCOUNT_UNFOLLOWED", payload: { wasCounted: known?.following === true } });
  if (scene !== undefined) happened.push({ eventType: "OFFICIAL_ACCOUNT_SCANNED", payload: { scene } });
  if (content.kind === "CLICKED") happened.push({ eventType: "OFFICIAL_ACCOUNT_MENU_USED", payload: { key: content.key.slice(0, TARGET_LENGTH_MAX) } });
  if (content.kind === "VIEWED") happened.push({ eventType: "OFFICIAL_ACCOUNT_MENU_USED", payload: { target: content.target.slice(0, TARGET_LENGTH_MAX) } });
  if (happened.length === 0 && !saysSo) return { writes: [], events: [] };
  const versionBefore = known?.version ?? 0;
  const item: FollowerItem = {
    ...followerKey(openid),
    openid,
    following: isNews ? says : (known?.following ?? says),
    saidAtEpochSeconds: Math.max(sentAtEpochSeconds, known?.saidAtEpochSeconds ?? sentAtEpochSeconds),
    since: isNews || known === undefined ? now : known.since,
    version: versionBefore + Math.max(happened.length, 1),
  };
  return {
    writes: [{ kind: "put", tag: "follower", item, condition: known === undefined ? absent : versionIs(known.version) }],
    events: happened.map((event, position) => ({
      ...event,
      caseKind: "follower",
      caseId: openid,
      casePk: followerKey(openid).pk,
      sequence: versionBefore + 1 + position,
    })),
  };
}
