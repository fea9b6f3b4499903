import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { ReportSubscriptions, SubscriptionsReported } from "@app/contract/notices/subscription.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { NOTICE_TEMPLATES, type NoticeTemplate } from "../noticeTexts";
import { listSubscriptions, SUBSCRIPTIONS_LEFT_MAX, subscriptionAccepted } from "../subscriptionRepository";

export interface SubscriptionDeps {
  readonly engine: CommandEngine;
  readonly templateIds: Readonly<Partial<Record<NoticeTemplate, string>>>;
  readonly longTermTemplates: readonly NoticeTemplate[];
}

/**
 * Counts what a person accepted in WeChat just now. A repeat under its request id counts once. An id that is not ours (a template of an edition before) counts nothing;
 * whoever reports more than they accepted is found out by WeChat's first no.
 */
export async function reportSubscriptions(
  deps: SubscriptionDeps,
  input: { readonly actor: Actor; readonly command: ReportSubscriptions },
): Promise<Result<SubscriptionsReported, KernelRefusal>> {
  const { actor, command } = input;
  const { personId } = actor;
  if (personId === undefined) return refuse({ code: "FORBIDDEN" });
  const accepted = NOTICE_TEMPLATES.filter((template) => command.acceptedTemplateIds.includes(deps.templateIds[template] ?? ""));
  return runCommand<SubscriptionsReported, KernelRefusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "reportSubscriptions",
    asked: command.acceptedTemplateIds,
    decide: async ({ now }) => {
      const known = new Map((await listSubscriptions(deps.engine.store, personId)).map((item) => [item.template, item]));
      const counted = accepted.filter((template) => (known.get(template)?.left ?? 0) < SUBSCRIPTIONS_LEFT_MAX);
      return ok({
        writes: counted.map((template) => subscriptionAccepted(personId, template, deps.longTermTemplates.includes(template), now)),
        events: [],
        answer: { counted: counted.length },
      });
    },
  });
}
