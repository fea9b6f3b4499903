import type { ContentStep } from "@app/contract/content/ban.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId, BookingId, PersonId } from "@app/contract/kernel/ids";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { REPORT_REASON_LABELS } from "@app/contract/visits/rating.schema";
import type { HeldContent, HeldContentDetail, ListContentQuery } from "@app/contract/visits/moderation.schema";
import { readEvent, type EventRecord } from "../../../engines/events/event";
import type { Store } from "../../../engines/store/storePort";
import { photoFacts } from "../../attachments/public";
import { bannedAmong, banStepsOf } from "../../content/public";
import { placeInScope } from "../queries/bookingPlace";
import { holdSentence } from "./contentWords";
import { moderatedRating } from "./moderateRating";
import type { RatingDeps } from "./ratingDeps";
import { listRatingItems, ratingPk, type Hold, type RatingItem } from "./ratingRepository";
import { familyNameOnly, toBareRating, withPhotos } from "./ratingView";

/** Read in pages to the end: a moderator sees everything that ever happened to it (promise M18). */
const HISTORY_PAGE = 100;

const STEP_LABELS: Readonly<Record<string, string>> = {
  VISIT_RATED: "发表评价",
  VISIT_RATING_CHANGED: "修改评价",
  VISIT_RATING_MADE_PRIVATE: "作者改为不公开",
  VISIT_RATING_PASSED: "检查通过，公开",
  VISIT_RATING_HELD: "转人工审核",
  VISIT_RATING_REPORTED: "被举报",
  VISIT_RATING_PUBLISHED: "审核通过，公开",
  VISIT_RATING_HIDDEN: "隐藏",
  VISIT_RATING_REDACTED: "遮挡照片",
};
const BY_THE_PUBLIC = ["VISIT_RATED", "VISIT_RATING_CHANGED", "VISIT_RATING_MADE_PRIVATE"];
const BY_OTHERS = ["VISIT_RATING_REPORTED"];

/** What waits for a moderator in their own scope, or what became of the rest (promise R12). */
export async function listContent(deps: RatingDeps, actor: Actor, query: ListContentQuery): Promise<Result<Page<HeldContent>, KernelRefusal>> {
  const { store } = deps.engine;
  const place = await placeInScope(store, actor, "content.moderate", query);
  if (!place.ok) return place;
  const found = await listRatingItems(store, place.value, query.status, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const banned = await bannedAmong(
    store,
    found.items.map(({ personId }) => personId),
    deps.engine.clock.now(),
  );
  const items = await Promise.all(found.items.map((item) => toHeldContent(deps, item, actor, banned.has(item.personId))));
  return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
}

export async function getContent(deps: RatingDeps, actor: Actor, bookingId: BookingId): Promise<Result<HeldContentDetail, KernelRefusal>> {
  const { store, clock } = deps.engine;
  const found = await moderatedRating(store, actor, bookingId, "content.moderate");
  if (found === undefined) return refuse({ code: "NOT_FOUND", what: "条内容" });
  const photoIds = found.photoIds ?? [];
  const redactions = photoIds.flatMap((shown) => redactionOf(found, shown));
  const [banned, facts, originals, history] = await Promise.all([
    bannedAmong(store, [found.personId], clock.now()),
    photoFacts(store, photoIds),
    deps.photos(redactions.map(({ original }) => original)),
    historyOf(store, found),
  ]);
  return ok({
    ...(await toHeldContent(deps, found, actor, banned.has(found.personId))),
    photoFacts: facts.map(({ attachmentId, takenAt, place }) => ({
      attachmentId,
      ...(takenAt === undefined ? {} : { takenAt }),
      ...(place === undefined ? {} : { place: { latitude: place.latitude, longitude: place.longitude } }),
    })),
    redacted: redactions.flatMap(({ shown, byName }, index) => {
      const original = originals[index];
      return original === undefined ? [] : [{ shown, original, byName }];
    }),
    history,
  });
}

async function toHeldContent(deps: RatingDeps, item: RatingItem, actor: Actor, isAuthorBanned: boolean): Promise<HeldContent> {
  return {
    ...(await withPhotos(deps.photos, toBareRating(item, actor, deps.engine.clock.now()))),
    heldBecause: (item.holds ?? []).map(holdSentence),
    reports: item.reports ?? 0,
    isAuthorBanned,
  };
}

/** The picture as it came, however often it was covered since. */
function redactionOf(rating: RatingItem, shown: AttachmentId): { readonly shown: AttachmentId; readonly original: AttachmentId; readonly byName: string }[] {
  const last = rating.redactions?.find((redaction) => redaction.shown === shown);
  if (last === undefined) return [];
  let { original } = last;
  for (let before = rating.redactions?.find((redaction) => redaction.shown === original); before !== undefined;) {
    original = before.original;
    const next = original;
    before = rating.redactions?.find((redaction) => redaction.shown === next);
  }
  return [{ shown, original, byName: last.byName }];
}

async function historyOf(store: Store, rating: RatingItem): Promise<ContentStep[]> {
  const steps: ContentStep[] = [];
  const asked = { index: "primary", pk: ratingPk(rating.bookingId), range: { beginsWith: "EVENT#" }, limit: HISTORY_PAGE } as const;
  let cursor: string | undefined;
  do {
    const page = await store.query({ ...asked, ...(cursor === undefined ? {} : { cursor }) });
    steps.push(...page.items.flatMap((item) => readEvent(item) ?? []).map((event) => stepOf(event, rating)));
    cursor = page.next;
  } while (cursor !== undefined);
  // Bans that were made for it, with their appeals, belong to what became of it.
  steps.push(...(await banStepsOf(store, { personId: rating.personId as PersonId, personName: familyNameOnly(rating.authorName), madeFor: rating.bookingId })));
  return steps.sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0));
}

function stepOf(event: EventRecord, rating: RatingItem): ContentStep {
  const remark = remarkOf(event);
  return {
    at: event.at,
    byName: nameOf(event, rating),
    label: STEP_LABELS[event.eventType] ?? event.eventType,
    ...(remark === undefined ? {} : { remark }),
  };
}

function nameOf(event: EventRecord, rating: RatingItem): string {
  if (BY_THE_PUBLIC.includes(event.eventType)) return familyNameOnly(rating.authorName);
  if (BY_OTHERS.includes(event.eventType)) return "访客";
  // The report that made it too many comes from a visitor, too.
  return event.eventType === "VISIT_RATING_HELD" && event.by.kind === "USER" ? "访客举报" : event.by.name;
}

function remarkOf({ eventType, payload }: EventRecord): string | undefined {
  if (typeof payload["remark"] === "string") return payload["remark"];
  if (eventType === "VISIT_RATED" || eventType === "VISIT_RATING_CHANGED") return saidInWords(payload);
  const reason = payload["reason"];
  if (typeof reason === "string") return (REPORT_REASON_LABELS as Readonly<Record<string, string>>)[reason] ?? reason;
  if (Array.isArray(payload["holds"])) return (payload["holds"] as unknown as readonly Hold[]).map(holdSentence).join("；");
  return eventType === "VISIT_RATING_REDACTED" ? `遮挡 ${String(payload["parts"])} 处` : undefined;
}

/** The words as they were then: 「4 星，照片 2 张：讲解很清楚」. */
function saidInWords({ stars, comment, photoIds }: EventRecord["payload"]): string {
  const photos = Array.isArray(photoIds) && photoIds.length > 0 ? `，照片 ${photoIds.length} 张` : "";
  return `${String(stars)} 星${photos}${typeof comment === "string" && comment !== "" ? `：${comment}` : ""}`;
}
