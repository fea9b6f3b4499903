import { addMs, localDateOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import type { Parameters } from "../../../engines/settings/parameters";
import { retainedEntry } from "../../../engines/retention/retained";
import { versionIs, type ItemKey, type Store, type StoredItem, type StoredValue, type Write } from "../../../engines/store/storePort";
import { noticeCounted } from "../noticeFigures";
import { NOTICE_KINDS, noticeKind, type NoticeChannel } from "../noticeKinds";
import { noticeKey, TRIES_KEPT_MAX, undeliveredEntry, type NoticeFailure, type NoticeItem, type NoticeTry } from "../noticeRepository";
import type { NoticeTemplate } from "../noticeTexts";
import { quietUntil } from "../quietHours";
import { hasTemplate, sendByChannel, type ChannelDeps, type ChannelOutcome } from "../sendByChannel";
import {
  getSubscription,
  SUBSCRIPTION_TAG,
  subscriptionGivenBack,
  subscriptionsUsedUp,
  subscriptionTaken,
  type SubscriptionItem,
} from "../subscriptionRepository";
import { addressFor, waysTo, type Ways } from "../waysTo";

export interface NoticeDeps extends ChannelDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly parameters: Parameters;
  /** Templates that WeChat granted for good (政务民生): accepted once, not counted. */
  readonly longTermTemplates: readonly NoticeTemplate[];
}

/** Waits before the 2nd, 3rd … try. After the last one the notice is UNDELIVERED and stays on the list for people. */
const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 720] as const;
// While one sender works on a notice no other one takes it; a sender that dies is followed by the next sweep after this time.
const CLAIM_MS = 2 * MINUTE_MS;
const CONFLICT_RETRIES_MAX = 8;

/**
 * Sends one notice by the first way of its kind that reaches them (promise F24). Claimed before it is sent, so that two sweeps do not both send it; the claim sets
 * aside the subscription it will use. A way that gives no clear answer is tried once more before the next one is: an SMS is looked for first, a template message
 * carries an id, and of a subscription message WeChat says itself that the only one allowed is used up.
 */
export async function deliverNotice(deps: NoticeDeps, item: StoredItem): Promise<void> {
  // One of an earlier edition has neither list.
  const notice = { tries: [], closedChannels: [], queue: "NOTICE", ...item } as unknown as NoticeItem;
  const now = deps.clock.now();
  const morning = await morningOf(deps, notice, now);
  if (morning !== undefined) return postpone(deps.store, notice, morning);
  const ways = await waysTo(deps.store, notice);
  const claim = await claimed(deps, notice, ways, now);
  if (claim === undefined) return;
  await settle(deps, notice, ways, claim, await tryChannels(deps, notice, ways, claim), now);
}

async function morningOf({ parameters }: NoticeDeps, notice: NoticeItem, now: Instant): Promise<Instant | undefined> {
  if (noticeKind(notice.template).isUrgent) return undefined;
  return quietUntil(now, { from: await parameters.get("messages.quietFrom"), until: await parameters.get("messages.quietUntil") });
}

async function postpone(store: Store, notice: NoticeItem, until: Instant): Promise<void> {
  const set = { index4: deadlineEntry(notice.queue, until, notice.noticeId) };
  await store.transact([{ kind: "update", tag: "quiet", key: noticeKey(notice.noticeId), set, add: { version: 1 }, condition: versionIs(notice.version) }]);
}

/** What is known of the recipient's subscriptions as this try begins. */
interface Claim {
  /** USABLE: one was set aside, or nothing is known, or they are not counted. */
  readonly budget: "USABLE" | "USED_UP";
  readonly isTaken: boolean;
  readonly isCounted: boolean;
  /** The record as it stands behind the claim; undefined when there is none. */
  readonly seen: { readonly left: number; readonly version: number } | undefined;
}

async function claimed(deps: NoticeDeps, notice: NoticeItem, ways: Ways, now: Instant): Promise<Claim | undefined> {
  const template = NOTICE_KINDS[notice.template].wechat;
  const isCounted = !deps.longTermTemplates.includes(template);
  const mayUse = ways.personId !== undefined && ways.MINIPROGRAM !== undefined && !notice.closedChannels.includes("MINIPROGRAM");
  for (let attempt = 1; attempt <= CONFLICT_RETRIES_MAX; attempt += 1) {
    const known = mayUse ? await getSubscription(deps.store, ways.personId, template) : undefined;
    const takes = isCounted && notice.subscription === undefined && known !== undefined && known.left > 0;
    const outcome = await deps.store.transact([
      {
        kind: "update",
        tag: "claim",
        key: noticeKey(notice.noticeId),
        set: {
          index4: deadlineEntry(notice.queue, addMs(now, CLAIM_MS), notice.noticeId),
          ...(takes ? { subscription: "TAKEN" } : {}),
        },
        add: { version: 1, attempts: 1 },
        condition: versionIs(notice.version),
      },
      ...(takes && mayUse ? [subscriptionTaken(ways.personId, template)] : []),
    ]);
    if (outcome.committed) {
      const isTaken = takes || notice.subscription === "TAKEN";
      const seen = known === undefined ? undefined : { left: known.left - Number(takes), version: known.version + Number(takes) };
      return { budget: isUsedUp(known, isCounted, isTaken) ? "USED_UP" : "USABLE", isTaken, isCounted, seen };
    }
    // Only the count changed under our eyes: look again.
    if (!outcome.failedTags.every((tag) => tag === SUBSCRIPTION_TAG)) return undefined;
  }
  throw new Error("the subscriptions kept changing");
}

function isUsedUp(known: SubscriptionItem | undefined, isCounted: boolean, isTaken: boolean): boolean {
  if (known === undefined || isTaken) return false;
  return isCounted ? known.left <= 0 : known.isLongTerm === false;
}

interface Round {
  readonly tries: readonly NoticeTry[];
  readonly closed: readonly NoticeChannel[];
  readonly sentBy?: NoticeChannel;
  /** What refused last, when nothing sent it. */
  readonly last?: { readonly code: NoticeFailure; readonly why: string };
  /** At least one way may work later. */
  readonly mayWorkLater: boolean;
}

async function tryChannels(deps: NoticeDeps, notice: NoticeItem, ways: Ways, claim: Claim): Promise<Round> {
  const tries: NoticeTry[] = [];
  const closed: NoticeChannel[] = [...notice.closedChannels];
  let last: Round["last"];
  let mayWorkLater = false;
  const possible = noticeKind(notice.template).channels.filter(
    (channel) => !closed.includes(channel) && addressFor(channel, ways) !== undefined && hasTemplate(deps, channel, notice),
  );
  for (const [position, channel] of possible.entries()) {
    const outcome: ChannelOutcome =
      channel === "MINIPROGRAM" && claim.budget === "USED_UP"
        ? { kind: "REFUSED", code: "NO_SUBSCRIPTION", why: "no subscription is left", again: false, unclear: false }
        : await sendByChannel(deps, channel, addressFor(channel, ways) ?? "", notice, unclearSince(notice, channel));
    const at = deps.clock.now();
    if (outcome.kind === "SENT" || isSecondOfOne(notice, channel, claim, outcome)) {
      tries.push({ channel, at });
      return { tries, closed, sentBy: channel, mayWorkLater: false };
    }
    const { code, why } = outcome;
    tries.push({ channel, at, code });
    last = { code, why };
    if (!outcome.again) closed.push(channel);
    else {
      mayWorkLater = true;
      // One more chance before the next way: most outages last seconds, and who is told twice trusts neither.
      if (notice.attempts === 0 && position < possible.length - 1) break;
    }
  }
  return { tries, closed, ...(last === undefined ? {} : { last }), mayWorkLater };
}

/** When a way was first tried without a clear answer. */
function unclearSince(notice: NoticeItem, channel: NoticeChannel): Instant | undefined {
  return notice.tries.find((made) => made.channel === channel && made.code === "UNAVAILABLE")?.at;
}

/** WeChat refuses the second sending of a person's only subscription: then the first one, which had no clear answer, used it. */
function isSecondOfOne(notice: NoticeItem, channel: NoticeChannel, claim: Claim, outcome: ChannelOutcome): boolean {
  return (
    channel === "MINIPROGRAM" &&
    outcome.kind === "REFUSED" &&
    outcome.code === "USER_REFUSED" &&
    claim.isTaken &&
    claim.seen?.left === 0 &&
    unclearSince(notice, channel) !== undefined
  );
}

/** Nothing is left to send: its time runs from the moment it was made. */
const keptUntilDeleted = ({ noticeId, createdAt }: NoticeItem): ItemKey => retainedEntry("NOTICE", createdAt, noticeId);

async function settle(deps: NoticeDeps, notice: NoticeItem, ways: Ways, claim: Claim, round: Round, now: Instant): Promise<void> {
  const waitMinutes = RETRY_AFTER_MINUTES[notice.attempts];
  const later = round.sentBy === undefined && round.mayWorkLater && waitMinutes !== undefined ? addMs(now, waitMinutes * MINUTE_MS) : undefined;
  // Who has neither phone nor a WeChat that takes it is nobody's outage.
  const last = ways.SMS === undefined && ways.EMAIL === undefined && !round.mayWorkLater ? NO_WAY : (round.last ?? NO_WAY);
  const tries: StoredValue = [...notice.tries, ...round.tries].slice(-TRIES_KEPT_MAX).map((made) => ({ ...made }));
  const failure = { lastFailureCode: last.code, lastFailure: last.why.slice(0, 300) };
  const set: Record<string, StoredValue | { pk: string; sk: string }> = {
    tries,
    closedChannels: [...round.closed],
    ...(round.sentBy !== undefined
      ? { state: "SENT", channel: round.sentBy, sentAt: now, index4: keptUntilDeleted(notice) }
      : later !== undefined
        ? { ...failure, index4: deadlineEntry(notice.queue, later, notice.noticeId) }
        : { state: "UNDELIVERED", ...failure, index2: undeliveredEntry(notice.noticeId, now), index4: keptUntilDeleted(notice) }),
  };
  const correction = budgetCorrection(notice, ways, claim, round, later !== undefined);
  let budget: Write[] = correction === undefined ? [] : [correction];
  for (let attempt = 1; attempt <= CONFLICT_RETRIES_MAX; attempt += 1) {
    const counted = later !== undefined ? [] : await noticeCounted(deps.store, notice.noticeId, localDateOf(now), round.sentBy ?? "UNDELIVERED");
    const outcome = await deps.store.transact([
      {
        kind: "update",
        tag: "notice",
        key: noticeKey(notice.noticeId),
        set,
        remove: correction?.kind === "update" && correction.add?.["left"] === 1 ? ["subscription"] : [],
        add: { version: 1 },
        condition: versionIs(notice.version + 1),
      },
      ...budget,
      ...counted,
    ]);
    if (outcome.committed || outcome.failedTags.includes("notice")) return;
    // Somebody accepted more since this sending began: WeChat's no is of before, and the count stays.
    if (outcome.failedTags.includes(SUBSCRIPTION_TAG)) budget = [];
  }
  throw new Error("the figures of the day kept changing");
}
const NO_WAY = { code: "NO_PHONE", why: "no phone is known, or the account is gone" } as const;

/** What this try taught about the recipient's subscriptions. */
function budgetCorrection(notice: NoticeItem, ways: Ways, claim: Claim, round: Round, isTriedAgain: boolean): Write | undefined {
  if (ways.personId === undefined || ways.MINIPROGRAM === undefined) return undefined;
  const template = NOTICE_KINDS[notice.template].wechat;
  const made = [...notice.tries, ...round.tries].filter(({ channel }) => channel === "MINIPROGRAM");
  if (round.tries.some(({ channel, code }) => channel === "MINIPROGRAM" && code === "USER_REFUSED"))
    return subscriptionsUsedUp(ways.personId, template, claim.seen?.version);
  const wasUsed = made.some(({ code }) => code === undefined || code === "UNAVAILABLE");
  return claim.isTaken && !isTriedAgain && !wasUsed ? subscriptionGivenBack(ways.personId, template) : undefined;
}
