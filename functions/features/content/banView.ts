import { BAN_STATUS_LABELS, type Ban, type ContentStep, type MyBan } from "@app/contract/content/ban.schema";
import { BAN_WORKFLOW, type BanCase, type BanParty } from "@app/contract/content/ban.workflow";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { fullDateLabel, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { readEvent, type EventRecord } from "../../engines/events/event";
import type { Store } from "../../engines/store/storePort";
import { banPk, getBanItem, isInForce, isOver, type BanItem } from "./banRepository";
import type { BanStepped } from "./payloads";

export const BAN_EVENT_LABELS = {
  PERSON_BANNED: "限制发言",
  BAN_APPEALED: "本人申诉",
  BAN_UPHELD: "申诉未成立，维持限制",
  PERSON_UNBANNED: "解除限制",
  BAN_ENDED: "到期，自动解除",
} as const;

/** A person may have been banned a few times in their life. */
const HISTORY_MAX = 50;

export function banParties(ban: BanItem, actor: Actor): BanParty[] {
  const parties: BanParty[] = [];
  if (actor.personId !== undefined && actor.personId === ban.personId) parties.push("PERSON");
  if (mayAt(actor, "content.moderate", ban.orgPath)) parties.push("MODERATOR");
  return parties;
}

export const banCase = (ban: BanItem, now: Instant, conflict: BanCase["conflict"]): BanCase => ({
  status: ban.status,
  isOver: isOver(ban, now),
  conflict,
});

export function factsOf(ban: BanItem, now: Instant) {
  // The sweep may be a little behind the clock.
  const over = ban.status !== "LIFTED" && isOver(ban, now);
  return {
    reason: ban.reason,
    ...(ban.until === undefined ? {} : { until: ban.until }),
    bannedAt: ban.bannedAt,
    status: ban.status,
    statusLabel: BAN_STATUS_LABELS[over ? "ENDED" : ban.status],
    isInForce: isInForce(ban, now),
    ...(ban.appealReason === undefined ? {} : { appealReason: ban.appealReason }),
    version: ban.version,
  };
}

export function toMyBan(ban: BanItem, actor: Actor, now: Instant): MyBan {
  const { answer } = ban;
  return {
    ...factsOf(ban, now),
    ...(answer === undefined ? {} : { answer: { remark: answer.remark, at: answer.at } }),
    availableActions: availableActions(BAN_WORKFLOW, banCase(ban, now, undefined), banParties(ban, actor), now).filter(({ action }) => action === "APPEAL"),
  };
}

export async function toBan(store: Store, ban: BanItem, actor: Actor, now: Instant, conflict: BanCase["conflict"]): Promise<Ban> {
  const { answer } = ban;
  return {
    personId: ban.personId,
    personName: ban.personName,
    facilityName: ban.facilityName,
    bannedByName: ban.bannedByName,
    ...factsOf(ban, now),
    ...(answer === undefined ? {} : { answer: { remark: answer.remark, at: answer.at, byName: answer.byName } }),
    availableActions: availableActions(BAN_WORKFLOW, banCase(ban, now, conflict), banParties(ban, actor), now).filter(({ action }) => action !== "APPEAL"),
    history: await banHistory(store, ban),
  };
}

async function banHistory(store: Store, ban: BanItem): Promise<ContentStep[]> {
  return (await banEvents(store, ban)).map((event) => stepOf(event, ban.personName));
}

/** What happened to bans that were made for this content, for its own history. */
export async function banStepsOf(
  store: Store,
  { personId, personName, madeFor }: Pick<BanItem, "personId" | "personName" | "madeFor">,
): Promise<ContentStep[]> {
  const ban = await getBanItem(store, personId);
  const events = ban === undefined ? [] : await banEvents(store, ban);
  return events.filter(({ payload }) => payload["madeFor"] === madeFor).map((event) => stepOf(event, personName));
}

/** Under all identities that turned out to be this person. */
async function banEvents(store: Store, { earlierPersonIds = [], personId }: BanItem): Promise<EventRecord[]> {
  const ofEach = [...earlierPersonIds, personId].map(async (id) => {
    const page = await store.query({ index: "primary", pk: banPk(id), range: { beginsWith: "EVENT#" }, limit: HISTORY_MAX });
    return page.items.flatMap((item) => readEvent(item) ?? []);
  });
  return (await Promise.all(ofEach)).flat();
}

function stepOf({ at, eventType, by, payload }: EventRecord, personName: string): ContentStep {
  const { remark, until } = payload as unknown as BanStepped;
  const days = eventType === "PERSON_BANNED" ? (until === "" ? "，长期" : `，到 ${fullDateLabel(until as LocalDate)}`) : "";
  return {
    at,
    byName: eventType === "BAN_APPEALED" ? personName : by.name,
    label: `${(BAN_EVENT_LABELS as Readonly<Record<string, string>>)[eventType] ?? eventType}${days}`,
    ...(remark === "" ? {} : { remark }),
  };
}
