import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { maskName, maskPhone } from "@app/contract/kernel/mask";
import type { Instant } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { NO_SHOW_STATUS_LABELS, type NoShowRecord } from "@app/contract/visits/noShow.schema";
import { NO_SHOW_WORKFLOW, type NoShowParty } from "@app/contract/visits/noShow.workflow";
import type { NoShowItem } from "./noShowRepository";

/** Who the actor is to this record. */
export function noShowParties(noShow: Pick<NoShowItem, "personId" | "orgPath">, actor: Actor): NoShowParty[] {
  if (actor.kind === "SYSTEM") return ["SYSTEM"];
  const parties: NoShowParty[] = [];
  if (actor.personId !== undefined && actor.personId === noShow.personId) parties.push("BOOKER");
  if (mayAt(actor, "noShows.decide", noShow.orgPath)) parties.push("BUREAU");
  return parties;
}

export function maySeeNoShow(noShow: Pick<NoShowItem, "personId" | "orgPath">, actor: Actor): boolean {
  return (actor.personId !== undefined && actor.personId === noShow.personId) || mayAt(actor, "noShows.read", noShow.orgPath);
}

export function toNoShowRecord(noShow: NoShowItem, actor: Actor, now: Instant): NoShowRecord {
  const isBooker = actor.personId !== undefined && actor.personId === noShow.personId;
  const { answer } = noShow;
  return {
    bookingId: noShow.bookingId,
    bookingNumber: noShow.bookingId.slice(-8),
    facilityId: noShow.facilityId,
    facilityName: noShow.facilityName,
    cityCode: noShow.cityCode,
    cityName: noShow.cityName,
    date: noShow.date,
    periodLabel: noShow.periodLabel,
    kindLabel: BOOKING_KIND_LABELS[noShow.kind],
    heads: noShow.heads,
    contactName: isBooker ? noShow.contactName : maskName(noShow.contactName),
    contactPhone: isBooker ? noShow.contactPhone : maskPhone(noShow.contactPhone),
    status: noShow.status,
    statusLabel: NO_SHOW_STATUS_LABELS[noShow.status],
    appealBy: noShow.appealBy,
    ...(noShow.appealReason === undefined ? {} : { appealReason: noShow.appealReason }),
    // The visitor reads that the bureau answered, not which clerk.
    ...(answer === undefined ? {} : { answer: { remark: answer.remark, byName: isBooker ? `${noShow.cityName}生态环境部门` : answer.byName, at: answer.at } }),
    version: noShow.version,
    availableActions: availableActions(NO_SHOW_WORKFLOW, noShow, noShowParties(noShow, actor), now),
  };
}
