import { BAN_STATUS_LABELS, type Ban, type ContentStep, type MyBan } from "@app/contract/content/ban.schema";
import { BAN_WORKFLOW, type BanCase, type BanParty } from "@app/contract/content/ban.workflow";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import { readEvent } from "../../engines/events/event";
import type { Store } from "../../engines/store/storePort";
import { banPk, isInForce, isOver, type BanItem } from "./banRepository";

export const BAN_EVENT_LABELS = {
  PERSON_BANNED: "限制发言",
  BAN_APPEALED: "本人申诉",
  BAN_UPHELD: "申诉未成立，维持限制",
  PERSON_UNBANNED: "解除限制",
} as const;

/** A person may have been banned a few times in their life. */
const HISTORY_MAX = 50;

export function banParties(ban: BanItem, actor: Actor): BanParty[] {
  const parties: BanParty[] = [];
  if (actor.personId !== undefined && actor.personId === ban.personId) parties.push("PERSON");
  if (mayAt(actor, "content.moderate", ban.orgPath)) parties.push("MODERATOR");
  return parties;
}

export const banCase = (ban: BanItem, now: Instant, needsAnother: boolean): BanCase => ({ status: ban.status, isOver: isOver(ban, now), needsAnother });

function factsOf(ban: BanItem, now: Instant) {
  const over = ban.status !== "LIFTED" && isOver(ban, now);
  return {
    reason: ban.reason,
    ...(ban.until === undefined ? {} : { until: ban.until }),
    bannedAt: ban.bannedAt,
    status: ban.status,
    statusLabel: over ? "已到期" : BAN_STATUS_LABELS[ban.status],
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
    availableActions: availableActions(BAN_WORKFLOW, banCase(ban, now, false), banParties(ban, actor), now).filter(({ action }) => action === "APPEAL"),
  };
}

export async function toBan(store: Store, ban: BanItem, actor: Actor, now: Instant, needsAnother: boolean): Promise<Ban> {
  const { answer } = ban;
  return {
    personId: ban.personId,
    personName: ban.personName,
    facilityName: ban.facilityName,
    bannedByName: ban.bannedByName,
    ...factsOf(ban, now),
    ...(answer === undefined ? {} : { answer: { remark: answer.remark, at: answer.at, byName: answer.byName } }),
    availableActions: availableActions(BAN_WORKFLOW, banCase(ban, now, needsAnother), banParties(ban, actor), now).filter(({ action }) => action !== "APPEAL"),
    history: await banHistory(store, ban),
  };
}

async function banHistory(store: Store, ban: BanItem): Promise<ContentStep[]> {
  const page = await store.query({ index: "primary", pk: banPk(ban.personId), range: { beginsWith: "EVENT#" }, limit: HISTORY_MAX });
  return page.items.flatMap((item) => {
    const event = readEvent(item);
    if (event === undefined) return [];
    const remark = event.payload["remark"];
    return [
      {
        at: event.at,
        byName: event.eventType === "BAN_APPEALED" ? ban.personName : event.by.name,
        label: (BAN_EVENT_LABELS as Readonly<Record<string, string>>)[event.eventType] ?? event.eventType,
        ...(typeof remark === "string" ? { remark } : {}),
      },
    ];
  });
}
