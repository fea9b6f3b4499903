import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import { ASKED_AT_ONCE_MAX, type AskMoment, type SubscriptionAsks } from "@app/contract/notices/subscription.schema";
import type { SubscriptionDeps } from "../actions/reportSubscriptions";
import type { NoticeTemplate } from "../noticeTexts";
import { listSubscriptions, type SubscriptionItem } from "../subscriptionRepository";

/** What the act at each tap leads to; the most wanted first, for three are asked at once. */
const ASKED_AT: Readonly<Record<AskMoment, readonly NoticeTemplate[]>> = {
  BOOKING: ["BOOKING_CONFIRMED", "BOOKING_REMINDED", "BOOKING_CLOSED_OUT", "BOOKING_DECLINED"],
  WAITING: ["WAITING_OFFER", "WAITING_ENDED", "BOOKING_REMINDED"],
  FOLLOWING: ["SLOTS_OPENED"],
  WORK: ["WORK_REMINDER"],
};
/** A person with so many in hand is asked for another template, or left alone. */
const ENOUGH = 3;

/** The templates whose budget is short: fewest left first, in the moment's own order among equals. */
export async function getSubscriptionAsks(deps: SubscriptionDeps, actor: Actor, moment: AskMoment): Promise<Result<SubscriptionAsks, KernelRefusal>> {
  const { personId } = actor;
  if (personId === undefined) return ok({ templateIds: [] });
  const known = new Map((await listSubscriptions(deps.engine.store, personId)).map((item) => [item.template, item]));
  const short = ASKED_AT[moment]
    .filter((template) => deps.templateIds[template] !== undefined)
    .map((template) => ({ template, left: leftOf(known.get(template), deps.longTermTemplates.includes(template)) }))
    .filter(({ left }) => left < ENOUGH)
    .sort((one, other) => one.left - other.left)
    .slice(0, ASKED_AT_ONCE_MAX);
  return ok({ templateIds: short.flatMap(({ template }) => deps.templateIds[template] ?? []) });
}

function leftOf(known: SubscriptionItem | undefined, isLongTerm: boolean): number {
  if (isLongTerm) return known?.isLongTerm === true ? ENOUGH : 0;
  return known?.left ?? 0;
}
