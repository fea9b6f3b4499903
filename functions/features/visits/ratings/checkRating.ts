import { decideAction } from "@app/contract/engines/workflow";
import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, DAY_MS, epochMsOf, HOUR_MS, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand, type Decision } from "../../../engines/commands/runCommand";
import type { DeadlineHandler } from "../../../engines/deadlines/deadlines";
import type { CallbackReplayed, OfficialAccountMessage } from "../../../engines/messaging/officialAccountMessages";
import { isWechatRetryWorthwhile, type WechatRefusal } from "../../../engines/messaging/wechatPort";
import { versionIs, type StoredItem } from "../../../engines/store/storePort";
import { SIGNATURE_TAG, signatureUsed } from "../../officialAccount/public";
import { getPerson } from "../../sessions/public";
import type { RatingDeps } from "./ratingDeps";
import {
  changedRating,
  checkFrom,
  getPictureTrace,
  getRatingItem,
  pictureTrace,
  RATING_CHECK_DEADLINE,
  RATING_TAG,
  ratingPk,
  type Hold,
  type PictureCheck,
  type RatingItem,
} from "./ratingRepository";

/** WeChat promises its answer about a picture within half an hour; after twice that a moderator looks. */
export const PICTURE_ANSWER_MS = HOUR_MS;
/** WeChat away is asked again after these, and then a moderator looks (promise R7). */
export const ASKED_AGAIN_AFTER_MS = [MINUTE_MS, 5 * MINUTE_MS];

/** Whose name stands on what the check did. */
const CHECKER: Actor = { ...SYSTEM_ACTOR, id: "wechat-content-check", name: "微信内容检查" };

/** Swept with the messages: it waits for WeChat, and nobody's places may wait with it. */
export const ratingCheckDeadlines = (deps: RatingDeps): readonly DeadlineHandler[] => [
  { kind: RATING_CHECK_DEADLINE, atOnce: 4, settle: (item) => settleCheck(deps, item) },
];

/**
 * Asks WeChat about the words, then about each picture, and keeps what it said. Passed at once when there are words alone; held at once when WeChat sees anything or
 * cannot be asked; else it waits for the pictures' answers, and for a moderator when they do not come.
 */
async function settleCheck(deps: RatingDeps, due: StoredItem): Promise<void> {
  const rating = await getRatingItem(deps.engine.store, (due as RatingItem).bookingId);
  const { check, index4 } = rating ?? {};
  const now = deps.engine.clock.now();
  if (rating?.status !== "PENDING_CHECK" || check === undefined || index4 === undefined || index4.sk > `${now}~`) return;
  if (check.stage === "WAITING") return hold(deps, rating, [{ kind: "NO_ANSWER" }]);
  const openid = (await getPerson(deps.engine.store, rating.personId))?.openids["MINIPROGRAM"];
  // Whoever came by the official account alone has nothing that WeChat's check asks for.
  if (openid === undefined) return hold(deps, rating, [{ kind: "NO_OPENID" }]);
  if (rating.comment !== "") {
    const said = await deps.wechat.checkText({ openid, content: rating.comment });
    if (!said.ok) return notAnswered(deps, rating, said.refusal);
    if (said.value.suggest !== "pass") return hold(deps, rating, [{ kind: "WORDS", ...said.value }]);
  }
  const photoIds = rating.photoIds ?? [];
  if (photoIds.length === 0) return pass(deps, rating);
  const pictures: Record<string, PictureCheck> = {};
  for (const photo of await deps.photos(photoIds)) {
    const started = await deps.wechat.startPictureCheck({ openid, url: photo.url.startsWith("/") ? `${deps.publicOrigin}${photo.url}` : photo.url });
    if (!started.ok) return notAnswered(deps, rating, started.refusal);
    pictures[photo.attachmentId] = started.value;
  }
  await change(deps, rating, async (fresh, at) =>
    ok({
      writes: [
        put(fresh, changedRating(fresh, checkFrom(fresh.bookingId, addMs(at, PICTURE_ANSWER_MS), { ...check, stage: "WAITING", pictures }))),
        ...Object.entries(pictures).map(([attachmentId, { traceId }]) =>
          pictureTrace(traceId, { bookingId: fresh.bookingId, attachmentId }, Math.floor((epochMsOf(at) + 3 * DAY_MS) / 1000)),
        ),
      ],
      events: [],
      answer: DONE,
    }),
  );
}

/**
 * WeChat's push about one picture. One that is forged never comes so far; one that comes twice, late, or for words and pictures that were changed meanwhile changes
 * nothing: what a moderator or the author has done since counts.
 */
export async function receivePictureCheck(deps: Pick<RatingDeps, "engine">, message: OfficialAccountMessage): Promise<Result<null, CallbackReplayed>> {
  const { content } = message;
  if (content.kind !== "PICTURE_CHECKED") return ok(null);
  const { engine } = deps;
  const received = await runCommand<typeof DONE, (CallbackReplayed & { readonly [detail: string]: unknown }) | KernelRefusal>(engine, {
    actor: CHECKER,
    requestId: message.messageKey,
    command: "receivePictureCheck",
    asked: message.messageKey,
    decide: async ({ now }) => {
      const used = signatureUsed(message, Math.floor(epochMsOf(now) / 1000));
      const explain = (failed: readonly string[]) => (failed.includes(SIGNATURE_TAG) ? ({ code: "CALLBACK_REPLAYED" } as const) : undefined);
      const nothing = ok({ writes: [used], events: [], answer: DONE, explain });
      const trace = content.traceId === "" ? undefined : await getPictureTrace(engine.store, content.traceId);
      const rating = trace === undefined ? undefined : await getRatingItem(engine.store, trace.bookingId);
      if (trace === undefined || rating?.status !== "PENDING_CHECK" || rating.check === undefined) return nothing;
      const asked = rating.check.pictures[trace.attachmentId];
      if (asked?.traceId !== content.traceId || asked.suggest !== undefined) return nothing;
      const said: PictureCheck = { traceId: asked.traceId, suggest: content.suggest ?? "none", label: content.label };
      const pictures = { ...rating.check.pictures, [trace.attachmentId]: said };
      const isComplete = Object.values(pictures).every(({ suggest }) => suggest !== undefined);
      if (!isComplete) {
        const next = changedRating(rating, { check: { ...rating.check, pictures } });
        return ok({ writes: [put(rating, next), used], events: [], answer: DONE, explain });
      }
      const holds = holdsOf(rating.photoIds ?? [], pictures);
      const decided = decide(rating, holds, now);
      return decided.ok ? ok({ ...decided.value, writes: [...decided.value.writes, used], explain }) : nothing;
    },
  });
  if (received.ok) return ok(null);
  if (received.refusal.code === "CALLBACK_REPLAYED") return refuse({ code: "CALLBACK_REPLAYED" });
  throw new Error(`picture check: ${received.refusal.code}`);
}

function holdsOf(photoIds: readonly AttachmentId[], pictures: Readonly<Record<string, PictureCheck>>): Hold[] {
  const seen = photoIds.flatMap((photoId, index): Hold[] => {
    const said = pictures[photoId];
    if (said === undefined || said.suggest === "pass" || said.suggest === "none") return [];
    return [{ kind: "PICTURE", position: index + 1, suggest: said.suggest ?? "review", ...(said.label === undefined ? {} : { label: said.label }) }];
  });
  const isUnseen = Object.values(pictures).some(({ suggest }) => suggest === "none");
  return isUnseen ? [...seen, { kind: "NO_ANSWER" }] : seen;
}

const DONE = { isDone: true } as const;
const put = (before: RatingItem, next: RatingItem) => ({ kind: "put", tag: RATING_TAG, item: next, condition: versionIs(before.version) }) as const;
type Decided = Result<Decision<typeof DONE, KernelRefusal>, KernelRefusal>;

/** Passed when nothing holds it. */
function decide(rating: RatingItem, holds: readonly Hold[], now: Instant): Decided {
  const action = holds.length === 0 ? "PASS_CHECK" : "HOLD";
  const decided = decideAction(RATING_WORKFLOW, { item: rating, action, parties: ["SYSTEM"], remark: undefined, now, lastChange: undefined });
  // Somebody was faster, and what they did stands.
  if (!decided.ok) return ok({ writes: [], events: [], answer: DONE });
  const next = changedRating(rating, { status: decided.value.to, ...(holds.length === 0 ? { holds: undefined } : { holds, heldAt: now }) });
  return ok({ writes: [put(rating, next)], events: [heldEvent(decided.value.event, next)], answer: DONE });
}

/** For the events of a check and of reports: where it stands in the tree, and why it is held. */
export function heldEvent(eventType: string, rating: RatingItem) {
  return {
    eventType,
    caseKind: "rating",
    caseId: rating.bookingId,
    casePk: ratingPk(rating.bookingId),
    sequence: rating.version,
    orgPath: rating.orgPath,
    caseName: rating.facilityName,
    payload: {
      facilityId: rating.facilityId,
      facilityName: rating.facilityName,
      orgPath: rating.orgPath,
      ...(rating.holds === undefined ? {} : { holds: rating.holds }),
    },
  } as const;
}

/** Only what was looked at is passed or held: the same version, or nothing happens. */
async function change(deps: RatingDeps, seen: RatingItem, decideFresh: (fresh: RatingItem, now: Instant) => Promise<Decided>): Promise<void> {
  await runCommand<typeof DONE, KernelRefusal>(deps.engine, {
    actor: CHECKER,
    requestId: undefined,
    command: "checkRating",
    asked: undefined,
    decide: async ({ now }) => {
      const fresh = await getRatingItem(deps.engine.store, seen.bookingId);
      if (fresh === undefined || fresh.version !== seen.version) return ok({ writes: [], events: [], answer: DONE });
      return decideFresh(fresh, now);
    },
  });
}

const hold = (deps: RatingDeps, rating: RatingItem, holds: readonly Hold[]): Promise<void> =>
  change(deps, rating, async (fresh, now) => decide(fresh, holds, now));
const pass = (deps: RatingDeps, rating: RatingItem): Promise<void> => change(deps, rating, async (fresh, now) => decide(fresh, [], now));

/** WeChat did not say: asked again a little later, then held; never lost and never published unseen. */
async function notAnswered(deps: RatingDeps, rating: RatingItem, refusal: WechatRefusal): Promise<void> {
  if (refusal.code === "OPENID_INVALID") return hold(deps, rating, [{ kind: "NO_OPENID" }]);
  const tries = rating.check?.tries ?? 0;
  const again = isWechatRetryWorthwhile(refusal) ? ASKED_AGAIN_AFTER_MS[tries] : undefined;
  if (again === undefined) return hold(deps, rating, [{ kind: "NO_ANSWER" }]);
  await change(deps, rating, async (fresh, now) =>
    ok({
      writes: [put(fresh, changedRating(fresh, checkFrom(fresh.bookingId, addMs(now, again), { stage: "TO_SEND", tries: tries + 1, pictures: {} })))],
      events: [],
      answer: DONE,
    }),
  );
}
