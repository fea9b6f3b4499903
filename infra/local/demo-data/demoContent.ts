import { lastDayOfTerm } from "@app/contract/content/ban.schema";
import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { AttachmentId, PersonId } from "@app/contract/kernel/ids";
import { addDays, addMs, HOUR_MS, startOfDay, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { eventWrite, type NewEvent } from "../../../functions/engines/events/event";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { banEvent } from "../../../functions/features/content/banPerson";
import { placedBan, type BanItem } from "../../../functions/features/content/banRepository";
import type { BookingItem } from "../../../functions/features/visits/bookingRepository";
import { heldEvent } from "../../../functions/features/visits/ratings/checkRating";
import { reportedEvent } from "../../../functions/features/visits/ratings/reportRating";
import { changedRating, newRating, ratingPk, ratingTotalsKey, type Hold, type RatingItem } from "../../../functions/features/visits/ratings/ratingRepository";
import { familyNameOnly } from "../../../functions/features/visits/ratings/ratingView";
import { demoPeople } from "../wechat-sandbox/demoPeople";
import { demoAccounts } from "./accounts";
import { bookerActor, idAt } from "./bookingLife";
import { demoPictureItem, type DemoPicture } from "./demoPictures";
import { demoFacility } from "./facilities";
import { demoPersonId } from "./persons";
import { chanceOf, type Chance } from "./seededChance";

/** What visitors said of 海口's facilities: published with pictures, held by words, by a picture and by reports, hidden, and kept from the public by its author. */
interface DemoRating {
  readonly stars: number;
  readonly comment: string;
  readonly photos: number;
  readonly holds?: readonly Hold[];
  /** Of other visitors, after it was published. */
  readonly reports?: number;
  /** Hidden by a moderator, for this reason. */
  readonly hidden?: string;
  readonly isPrivate?: true;
  /** Of a facility whose admin anybody may be here. */
  readonly facilityId?: string;
  /** Its author may post nothing: for so many days, or no longer because it was lifted. */
  readonly ban?: { readonly reason: string; readonly days: number; readonly lifted?: string };
}
const RATINGS: readonly DemoRating[] = [
  { stars: 5, comment: "讲解员很耐心，孩子第一次看到污水是怎么变清的。", photos: 2 },
  { stars: 4, comment: "路线安排合理，就是天有点热，建议多准备几把伞。", photos: 1 },
  { stars: 2, comment: "想领优惠券的加微信，长期有效。", photos: 0, holds: [{ kind: "WORDS", suggest: "review", label: 10001 }] },
  { stars: 4, comment: "带同学来参观，收获很大。", photos: 1, holds: [{ kind: "PICTURE", position: 1, suggest: "review", label: 21000 }] },
  { stars: 1, comment: "讲解的人什么都不懂，浪费时间，大家都别来。", photos: 0, holds: [{ kind: "REPORTED", reasons: ["ABUSE", "UNTRUE"] }], reports: 3 },
  {
    stars: 1,
    comment: "门口那个保安就是个废物，谁去谁倒霉。",
    photos: 0,
    hidden: "辱骂工作人员",
    ban: { reason: "多次发表辱骂工作人员的文字", days: 30 },
  },
  { stars: 3, comment: "讲解时间有点短，二沉池那一段没讲完就走了，希望能留提问时间。", photos: 1, isPrivate: true, facilityId: "haikou-baishamen" },
  {
    stars: 5,
    comment: "全家都很满意，联系我可以拼团：电话见头像。",
    photos: 0,
    hidden: "含广告和联系方式",
    ban: { reason: "发布广告", days: 7, lifted: "本人已说明情况，属于误会。" },
  },
  {
    stars: 2,
    comment: "预约成功了，到门口却等了四十分钟才有人来接。工作人员态度挺好，就是人手不够。",
    photos: 0,
    isPrivate: true,
    facilityId: "haikou-baishamen",
  },
  { stars: 5, comment: "工作人员带着走完整条线，老人也能跟上。", photos: 1, facilityId: "haikou-baishamen" },
];
const REPORTED_AS = ["ABUSE", "UNTRUE", "ABUSE"] as const;
const CHECKER: Actor = { ...SYSTEM_ACTOR, id: "wechat-content-check", name: "微信内容检查" };

/** The visits that are rated: the first that lie in these days and in this city, so that the same demonstration rates the same ones. */
export function isRatedVisit(item: StoredItem, today: LocalDate): item is BookingItem {
  const { date, status, cityCode } = item as Partial<BookingItem>;
  const isVisit = item.pk.startsWith("BOOKING#") && item.sk === "STATE" && status === "CHECKED_IN" && cityCode === "4601";
  return isVisit && date !== undefined && date >= addDays(today, -40) && date <= addDays(today, -3);
}

/** Their ratings as the commands and WeChat's answers would have left them; and somebody who may post nothing and has appealed. */
export function demoContent(input: { readonly seed: number; readonly today: LocalDate; readonly visits: readonly BookingItem[] }): {
  readonly items: readonly StoredItem[];
  readonly pictures: readonly DemoPicture[];
} {
  const chance = chanceOf(input.seed, "content");
  const midnight = startOfDay(input.today);
  const totals = new Map<string, { starSum: number; ratings: number }>();
  const pictures: DemoPicture[] = [];
  const bans: StoredItem[] = [];
  const left = [...input.visits];
  const items = RATINGS.flatMap((said, index): StoredItem[] => {
    const [visit] = left.splice(
      Math.max(
        0,
        left.findIndex(({ facilityId }) => said.facilityId === undefined || facilityId === said.facilityId),
      ),
      1,
    );
    if (visit === undefined) return [];
    const at = addMs(midnight, -(45 - index * 4) * HOUR_MS);
    const own = photosOf(visit, said.photos, at, chance);
    pictures.push(...own);
    const [rating, events] = livedRating(visit, { said, photoIds: own.map(({ attachmentId }) => attachmentId), at, chance });
    if (said.ban !== undefined) bans.push(...authorsBan(visit, said.ban, addMs(at, 3 * HOUR_MS), input.today, chance));
    // What its author keeps from the public does not count.
    if (said.isPrivate === true) return [rating, ...events];
    const sum = totals.get(visit.facilityId) ?? { starSum: 0, ratings: 0 };
    totals.set(visit.facilityId, { starSum: sum.starSum + said.stars, ratings: sum.ratings + 1 });
    return [rating, ...events];
  });
  const sums = [...totals].map(([facilityId, sum]) => ({ ...ratingTotalsKey(facilityId), facilityId, ...sum }));
  const ban = appealedBan(addMs(midnight, -9 * HOUR_MS), chance);
  return { items: [...items, ...sums, ...ban, ...bans, ...pictures.map(demoPictureItem)], pictures };
}

function photosOf(visit: BookingItem, photos: number, at: Instant, chance: Chance): DemoPicture[] {
  return Array.from({ length: photos }, () => ({
    attachmentId: idAt(at, chance) as AttachmentId,
    purpose: "RATING_PHOTO",
    uploadedBy: visit.personId,
    at,
    of: { caseKind: "rating", caseId: visit.bookingId },
    drawing: "VISIT",
    hue: chance.integer(0, 359),
  }));
}

function livedRating(
  visit: BookingItem,
  { said, photoIds, at, chance }: { said: DemoRating; photoIds: readonly AttachmentId[]; at: Instant; chance: Chance },
): [RatingItem, StoredItem[]] {
  const { stars, comment, isPrivate = false } = said;
  const author = bookerActor({ personId: visit.personId, name: visit.contactName, phone: visit.contactPhone });
  let rating = newRating(visit, { stars, comment, photoIds, status: isPrivate ? "PRIVATE" : "PENDING_CHECK", ratedAt: at });
  const events = [
    eventItem(
      {
        eventType: "VISIT_RATED",
        caseKind: "rating",
        caseId: visit.bookingId,
        casePk: ratingPk(visit.bookingId),
        sequence: 1,
        payload: { facilityId: visit.facilityId, stars, comment, photoIds },
      },
      at,
      author,
      chance,
    ),
  ];
  const next = (eventType: string, changes: Parameters<typeof changedRating>[1], minutes: number, by: Actor): void => {
    rating = changedRating(rating, changes);
    events.push(eventItem(heldEvent(eventType, rating), addMs(at, minutes * 60_000), by, chance));
  };
  if (isPrivate) return [rating, events];
  const { holds, reports = 0, hidden } = said;
  if (holds === undefined || reports > 0) next("VISIT_RATING_PASSED", { status: "PUBLISHED" }, 1, CHECKER);
  else next("VISIT_RATING_HELD", { status: "PENDING", holds, heldAt: addMs(at, 60_000) }, 1, CHECKER);
  for (let count = 1; count <= reports; count += 1) {
    const isLast = count === reports;
    const reporter = bookerActor({ personId: `p-family-${count}`, name: "", phone: "" });
    const heldAt = addMs(at, count * 20 * 60_000);
    rating = changedRating(rating, { reports: count, holds, ...(isLast ? { status: "PENDING", heldAt } : {}) });
    const reported = reportedEvent(isLast ? "VISIT_RATING_HELD" : "VISIT_RATING_REPORTED", rating, REPORTED_AS[count - 1] ?? "OTHER");
    events.push(eventItem(reported, heldAt, reporter, chance));
  }
  if (hidden !== undefined) {
    const by = moderatorNamed("haikou.city");
    rating = changedRating(rating, { status: "HIDDEN", hiddenReason: hidden, moderatedByName: by.name });
    const event = heldEvent("VISIT_RATING_HIDDEN", rating);
    events.push(
      eventItem({ ...event, payload: { facilityId: visit.facilityId, facilityName: visit.facilityName, remark: hidden } }, addMs(at, 2 * HOUR_MS), by, chance),
    );
  }
  return [rating, events];
}

/** Somebody whose phone the sandbox shows, so that 我的 → 发言限制 has something to read there. */
function appealedBan(at: Instant, chance: Chance): StoredItem[] {
  const person = demoPeople.find(({ id }) => id === "zhou-jianguo");
  const by = moderatorNamed("hainan.province");
  if (person === undefined) throw new Error("nobody is banned in the demonstration");
  const facility = demoFacility("haikou-baishamen").item;
  const reason = "多次发表辱骂工作人员的文字";
  const facts = {
    personId: demoPersonId(person.id) as PersonId,
    personName: familyNameOnly(person.name),
    phone: person.phone,
    orgPath: facility.orgPath,
    facilityName: facility.name,
    madeFor: "",
    reason,
    bannedAt: at,
    bannedById: by.id,
    bannedByName: by.name,
  };
  const banned = placedBan({ ...facts, status: "BANNED", changedAt: at, version: 1 });
  const appealedAt = addMs(at, 3 * HOUR_MS);
  const appealReason = "那天排队太久，说话急了，以后会注意，希望能解除。";
  const appealed: BanItem = placedBan({ ...facts, status: "APPEALED", appealReason, changedAt: appealedAt, version: 2 });
  const author = bookerActor({ personId: facts.personId, name: person.name, phone: person.phone });
  return [
    appealed,
    eventItem(banEvent("PERSON_BANNED", banned, reason), at, by, chance),
    eventItem(banEvent("BAN_APPEALED", appealed, appealReason), appealedAt, author, chance),
  ];
}

function moderatorNamed(name: string): Actor {
  const account = demoAccounts.find(({ username }) => username === name);
  if (account === undefined) throw new Error(`${name} moderates nothing in the demonstration`);
  return { kind: "USER", id: account.accountId, accountId: account.accountId, name: account.displayName, grants: [account.grant] };
}

/** Who wrote what was hidden may post nothing for a time; of one of them a moderator thought better. */
function authorsBan(visit: BookingItem, said: NonNullable<DemoRating["ban"]>, at: Instant, today: LocalDate, chance: Chance): StoredItem[] {
  const by = moderatorNamed("haikou.city");
  const facts = {
    personId: visit.personId as PersonId,
    personName: familyNameOnly(visit.contactName),
    phone: visit.contactPhone,
    orgPath: visit.orgPath,
    facilityName: visit.facilityName,
    madeFor: visit.bookingId,
    reason: said.reason,
    until: lastDayOfTerm(said.days, today),
    bannedAt: at,
    bannedById: by.id,
    bannedByName: by.name,
  };
  const banned = placedBan({ ...facts, status: "BANNED", changedAt: at, version: 1 });
  const first = eventItem(banEvent("PERSON_BANNED", banned, said.reason), at, by, chance);
  if (said.lifted === undefined) return [banned, first];
  const liftedAt = addMs(at, 2 * HOUR_MS);
  const answer = { remark: said.lifted, byName: by.name, at: liftedAt };
  const lifted = placedBan({ ...facts, status: "LIFTED", answer, changedAt: liftedAt, version: 2 });
  return [lifted, first, eventItem(banEvent("PERSON_UNBANNED", lifted, said.lifted), liftedAt, by, chance)];
}

function eventItem(event: NewEvent, at: Instant, actor: Actor, chance: Chance): StoredItem {
  const write = eventWrite(event, { eventId: idAt(at, chance), at, actor, requestId: undefined, consumersOf: () => [] });
  if (write.kind !== "put") throw new Error("an event is put");
  return write.item;
}
