import { addMs, localDateOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { deadlineEntry, sideBySide, type DeadlineFailure } from "../../../engines/deadlines/deadlines";
import type { SentSms } from "../../../engines/messaging/smsPort";
import type { Parameters } from "../../../engines/settings/parameters";
import { retainedEntry } from "../../../engines/retention/retained";
import { versionIs, type ItemKey, type Store, type StoredItem, type StoredValue, type Write } from "../../../engines/store/storePort";
import { noticesCounted, type NoticeOutcome } from "../noticeFigures";
import { transactParts, writingNothingTwice, type Part } from "../transactParts";
import { NOTICE_KINDS, noticeKind, type NoticeChannel } from "../noticeKinds";
import { noticeKey, storedTry, TRIES_KEPT_MAX, undeliveredEntry, type NoticeFailure, type NoticeItem, type NoticeTry } from "../noticeRepository";
import type { NoticeTemplate } from "../noticeTexts";
import { quietUntil } from "../quietHours";
import { hasTemplate, isSetUp, sendByChannel, type ChannelDeps, type ChannelOutcome } from "../sendByChannel";
import { smsFollowed } from "../smsSentRepository";
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
/** Whose turn has not come by then is given back: the longest try of all ways fits into the rest of the claim. */
const SENT_WITHIN_MS = MINUTE_MS;
const CONFLICT_RETRIES_MAX = 8;
/** A transaction takes a hundred writes; the end of a notice has three at most, and the figures of the day stand beside. */
export const DELIVERED_TOGETHER_MAX = 30;
/** Most of a sending is waiting for somebody else's server. */
const SENT_AT_ONCE = 8;

/**
 * Sends each notice by the first way of its kind that reaches them (promise F24). Claimed before it is sent, so that two sweeps do not both send it; the claim sets
 * aside the subscription it will use. A way that gives no clear answer is tried once more before the next one is: an SMS is looked for first, a template message
 * carries an id, and of a subscription message WeChat says itself that the only one allowed is used up. A sender that died left no clear answer either.
 *
 * The notices share their transactions, so that thousands cost few commits; each is claimed, sent and settled for itself, and one that fails leaves the others alone.
 */
export async function deliverNotices(deps: NoticeDeps, items: readonly StoredItem[]): Promise<readonly DeadlineFailure[]> {
  const failures: DeadlineFailure[] = [];
  /** What is done for one notice alone; a failure is that notice's own. */
  const forEach = async <Known extends Due, Result>(all: readonly Known[], work: (one: Known) => Promise<Result>): Promise<(Known & Result)[]> => {
    const done: (Known & Result)[] = [];
    await sideBySide(SENT_AT_ONCE, all, async (one) => {
      try {
        done.push({ ...one, ...(await work(one)) });
      } catch (error) {
        failures.push({ item: one.item, error });
      }
    });
    return done;
  };
  const now = deps.clock.now();
  const morning = await morningOf(deps, now);
  // One of an earlier edition has neither list.
  const all = items.map((item): Due => ({ item, notice: { tries: [], closedChannels: [], queue: "NOTICE", ...item } as unknown as NoticeItem }));
  const mayWait = ({ notice }: Due): boolean => morning !== undefined && !noticeKind(notice.template).isUrgent;
  if (morning !== undefined) await postpone(deps.store, all.filter(mayWait), morning);
  const due = await forEach(
    all.filter((one) => !mayWait(one)),
    async ({ notice }) => ({ ways: await waysTo(deps.store, notice) }),
  );
  const sent = await forEach(await claimed(deps, due, now), async ({ notice, ways, claim }) => ({
    round: deps.clock.now() < addMs(now, SENT_WITHIN_MS) ? await tryChannels(deps, notice, ways, claim) : ("NOT_SENT" as const),
  }));
  await settle(deps, sent, now);
  return failures;
}

export async function deliverNotice(deps: NoticeDeps, item: StoredItem): Promise<void> {
  const [failure] = await deliverNotices(deps, [item]);
  if (failure !== undefined) throw failure.error;
}

interface Due {
  readonly item: StoredItem;
  readonly notice: NoticeItem;
}
type Reachable = Due & { readonly ways: Ways };
type Claimed = Reachable & { readonly claim: Claim };
/** NOT_SENT: nothing was tried, and the next sweep may take it. */
type Sent = Claimed & { readonly round: Round | "NOT_SENT" };

async function morningOf({ parameters }: NoticeDeps, now: Instant): Promise<Instant | undefined> {
  return quietUntil(now, { from: await parameters.get("messages.quietFrom"), until: await parameters.get("messages.quietUntil") });
}

async function postpone(store: Store, all: readonly Due[], until: Instant): Promise<void> {
  const parts = all.map(({ notice }): Part => {
    const set = { index4: deadlineEntry(notice.queue, until, notice.noticeId) };
    return { writes: [{ kind: "update", tag: "quiet", key: noticeKey(notice.noticeId), set, add: { version: 1 }, condition: versionIs(notice.version) }] };
  });
  const failed = await transactParts(store, parts);
  // Who was faster has settled theirs.
  if (failed !== undefined)
    await transactParts(
      store,
      parts.filter((part) => !failed.has(part)),
    );
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

async function claimed(deps: NoticeDeps, due: readonly Reachable[], now: Instant): Promise<readonly Claimed[]> {
  const claims: Claimed[] = [];
  let open = due;
  for (let conflicts = 0; open.length > 0 && conflicts < CONFLICT_RETRIES_MAX;) {
    const turn = writingNothingTwice(await Promise.all(open.map((one) => claimOf(deps, one, now))));
    const failed = await transactParts(deps.store, turn);
    const [inTurn, before] = [new Map(turn.map((part) => [part.one, part])), open.length];
    if (failed === undefined) claims.push(...turn.map(({ one, claim }) => ({ ...one, claim })));
    open = open.filter((one) => {
      const part = inTurn.get(one);
      if (part === undefined) return true;
      // Another sender's, unless only the count changed under our eyes: then look again.
      return failed !== undefined && (failed.get(part)?.every((tag) => tag === SUBSCRIPTION_TAG) ?? true);
    });
    if (open.length === before) conflicts += 1;
  }
  return claims;
}

async function claimOf(deps: NoticeDeps, one: Reachable, now: Instant): Promise<Part & { readonly one: Reachable; readonly claim: Claim }> {
  const { notice, ways } = one;
  const template = NOTICE_KINDS[notice.template].wechat;
  const isCounted = !deps.longTermTemplates.includes(template);
  const mayUse = ways.personId !== undefined && ways.MINIPROGRAM !== undefined && !notice.closedChannels.includes("MINIPROGRAM");
  const known = mayUse ? await getSubscription(deps.store, ways.personId, template) : undefined;
  const takes = isCounted && notice.subscription === undefined && known !== undefined && known.left > 0;
  const isTaken = takes || notice.subscription === "TAKEN";
  const seen = known === undefined ? undefined : { left: known.left - Number(takes), version: known.version + Number(takes) };
  return {
    one,
    claim: { budget: isUsedUp(known, isCounted, isTaken) ? "USED_UP" : "USABLE", isTaken, isCounted, seen },
    writes: [
      {
        kind: "update",
        tag: "claim",
        key: noticeKey(notice.noticeId),
        set: {
          index4: deadlineEntry(notice.queue, addMs(now, CLAIM_MS), notice.noticeId),
          claimedAt: now,
          ...(takes ? { subscription: "TAKEN" } : {}),
        },
        add: { version: 1, attempts: 1 },
        condition: versionIs(notice.version),
      },
      ...(takes && mayUse ? [subscriptionTaken(ways.personId, template)] : []),
    ],
  };
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
  if (notice.usefulUntil !== undefined && deps.clock.now() >= notice.usefulUntil)
    return { tries, closed, last: { code: "TOO_LATE", why: "it would mislead by now" }, mayWorkLater: false };
  const reaching = noticeKind(notice.template).channels.filter((channel) => !closed.includes(channel) && addressFor(channel, ways) !== undefined);
  const possible = reaching.filter((channel) => hasTemplate(deps, channel, notice));
  // Nobody's outage either: the office has not opened the way yet, and the recipient's own list has the notice.
  if (possible.length === 0 && notice.tries.length === 0 && reaching.some((channel) => !isSetUp(deps, channel)))
    return { tries, closed, last: { code: "NOT_SET_UP", why: "no way is set up" }, mayWorkLater: false };
  for (const [position, channel] of possible.entries()) {
    const outcome: ChannelOutcome =
      channel === "MINIPROGRAM" && claim.budget === "USED_UP"
        ? { kind: "REFUSED", code: "NO_SUBSCRIPTION", why: "no subscription is left", again: false, unclear: false }
        : await sendByChannel(deps, channel, addressFor(channel, ways) ?? "", notice, unclearSince(notice, channel));
    const at = deps.clock.now();
    if (outcome.kind === "SENT" || isSecondOfOne(notice, channel, claim, outcome)) {
      tries.push({ channel, at, ...(outcome.kind === "SENT" ? followed(outcome.sms, at) : {}) });
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

/** What the carrier's report will find, or has said already. */
function followed(sms: SentSms | undefined, at: Instant): Pick<NoticeTry, "messageId" | "report"> {
  if (sms === undefined || sms.messageId === "") return {};
  return { messageId: sms.messageId, ...(sms.isDelivered === true ? { report: { at } } : {}) };
}

/** When a way was first tried without a clear answer. A claim that nobody settled is such a try of any way: its sender died before or behind the sending. */
function unclearSince(notice: NoticeItem, channel: NoticeChannel): Instant | undefined {
  return notice.tries.find((made) => made.channel === channel && made.code === "UNAVAILABLE")?.at ?? notice.claimedAt;
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

async function settle(deps: NoticeDeps, sent: readonly Sent[], now: Instant): Promise<void> {
  let open = sent.map((one) => settlementOf(one, now));
  for (let conflicts = 0; open.length > 0;) {
    if (conflicts === CONFLICT_RETRIES_MAX) throw new Error("the figures of the day kept changing");
    const turn = writingNothingTwice(open);
    const counts: Partial<Record<NoticeOutcome, number>> = {};
    for (const { outcome } of turn) if (outcome !== undefined) counts[outcome] = (counts[outcome] ?? 0) + 1;
    const counted = Object.keys(counts).length === 0 ? [] : await noticesCounted(deps.store, turn[0]?.noticeId ?? "", localDateOf(now), counts);
    const failed = await transactParts(deps.store, turn, counted);
    if (failed === undefined) open = open.filter((part) => !turn.includes(part));
    else if (failed.size === 0) conflicts += 1;
    else
      open = open.flatMap((part) => {
        const tags = failed.get(part) ?? [];
        // Somebody began it anew meanwhile.
        if (tags.includes("notice")) return [];
        // Somebody accepted more since this sending began: WeChat's no is of before, and the count stays.
        return [tags.includes(SUBSCRIPTION_TAG) ? { ...part, writes: part.writes.filter(({ tag }) => tag !== SUBSCRIPTION_TAG) } : part];
      });
  }
}

/** What ends this try of a notice; `outcome` when it ends the notice too, for the figures of the day. */
type Settlement = Part & { readonly noticeId: string; readonly outcome: NoticeOutcome | undefined };

function settlementOf({ notice, ways, claim, round }: Sent, now: Instant): Settlement {
  const { noticeId } = notice;
  const update = { kind: "update", tag: "notice", key: noticeKey(noticeId), condition: versionIs(notice.version + 1) } as const;
  if (round === "NOT_SENT") {
    const set = { index4: deadlineEntry(notice.queue, now, noticeId) };
    const before = notice.claimedAt === undefined ? { remove: ["claimedAt"], set } : { set: { ...set, claimedAt: notice.claimedAt } };
    return { noticeId, outcome: undefined, writes: [{ ...update, ...before, add: { version: 1, attempts: -1 } }] };
  }
  const waitMinutes = RETRY_AFTER_MINUTES[notice.attempts];
  const later = round.sentBy === undefined && round.mayWorkLater && waitMinutes !== undefined ? addMs(now, waitMinutes * MINUTE_MS) : undefined;
  // Who has neither phone nor a WeChat that takes it is nobody's outage.
  const isUnreachable = ways.SMS === undefined && ways.EMAIL === undefined && !round.mayWorkLater && round.last?.code !== "TOO_LATE";
  const last = isUnreachable ? NO_WAY : (round.last ?? carrierSaid(notice) ?? NO_WAY);
  const tries: StoredValue = [...notice.tries, ...round.tries].slice(-TRIES_KEPT_MAX).map(storedTry);
  const failure = { lastFailureCode: last.code, lastFailure: last.why.slice(0, 300) };
  const set: Record<string, StoredValue | { pk: string; sk: string }> = {
    tries,
    closedChannels: [...round.closed],
    ...(round.sentBy !== undefined
      ? { state: "SENT", channel: round.sentBy, sentAt: now, index4: keptUntilDeleted(notice) }
      : later !== undefined
        ? { ...failure, index4: deadlineEntry(notice.queue, later, noticeId) }
        : {
            state: "UNDELIVERED",
            ...failure,
            ...(last.code === "NOT_SET_UP" ? {} : { index2: undeliveredEntry(noticeId, now) }),
            index4: keptUntilDeleted(notice),
          }),
  };
  const correction = budgetCorrection(notice, ways, claim, round, later !== undefined);
  const follow = round.tries.flatMap(({ messageId, report, at }): Write[] =>
    messageId === undefined || report !== undefined || ways.SMS === undefined ? [] : [smsFollowed({ messageId, phone: ways.SMS, noticeId, at })],
  );
  const givesBack = correction?.kind === "update" && correction.add?.["left"] === 1;
  return {
    noticeId,
    outcome: later === undefined ? (round.sentBy ?? "UNDELIVERED") : undefined,
    writes: [
      { ...update, set, remove: ["claimedAt", ...(givesBack ? ["subscription"] : [])], add: { version: 1 } },
      ...(correction === undefined ? [] : [correction]),
      ...follow,
    ],
  };
}
/** No way was left to try: what closed the last one is the reason. */
function carrierSaid({ tries }: NoticeItem): Round["last"] {
  const code = tries.at(-1)?.report?.code;
  return code === undefined ? undefined : { code, why: "reported by the carrier" };
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
