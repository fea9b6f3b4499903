import type { ActivityDecision, ActivityDetail, ActivityAction } from "@app/contract/activities/activity.schema";
import { ActivityDecision as ActivityDecisionSchema } from "@app/contract/activities/activity.schema";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { ActivityId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { RouteCall } from "@app/contract/kernel/route";
import { api } from "../../platform/api";
import { requestIdFor, settleIntent } from "../../platform/intent";
import type { ActivityFormContent } from "./activityForm";

export type OfferedAction = ActivityDetail["availableActions"][number];

/** Resubmitting carries the whole form, so it happens on its page; all other actions are a word. */
export function isDecision(action: ActivityAction): action is ActivityDecision {
  return ActivityDecisionSchema.safeParse(action).success;
}

export async function decideActivity(input: {
  readonly activityId: ActivityId;
  readonly action: ActivityDecision;
  readonly version: number;
  readonly remark: string | undefined;
}): Promise<Result<ActivityDetail, CallRefusal>> {
  const { activityId, remark, ...rest } = input;
  const content = { ...rest, ...(remark === undefined ? {} : { remark }) };
  return send(`${input.action}.${activityId}`, content, (requestId) =>
    api.call(activityRoutes.decideActivity, { params: { activityId }, body: { requestId, ...content } }),
  );
}

export async function submitActivity(content: ActivityFormContent & { readonly unit?: string }): Promise<Result<ActivityDetail, CallRefusal>> {
  return send("submitActivity", content, (requestId) =>
    api.call(activityRoutes.submitActivity, { body: { requestId, ...content } as RouteCall<typeof activityRoutes.submitActivity>["body"] }),
  );
}

export async function resubmitActivity(activityId: ActivityId, version: number, content: ActivityFormContent): Promise<Result<ActivityDetail, CallRefusal>> {
  return send(`resubmitActivity.${activityId}`, { version, ...content }, (requestId) =>
    api.call(activityRoutes.resubmitActivity, {
      params: { activityId },
      body: { requestId, version, ...content } as RouteCall<typeof activityRoutes.resubmitActivity>["body"],
    }),
  );
}

/** A try after a lost answer carries the same request id, so that it cannot happen twice. */
async function send<T>(
  name: string,
  content: unknown,
  call: (requestId: ReturnType<typeof requestIdFor>) => Promise<Result<T, CallRefusal>>,
): Promise<Result<T, CallRefusal>> {
  const result = await call(requestIdFor(name, content));
  if (result.ok || isFinal(result.refusal)) settleIntent(name);
  return result;
}

/** Without an answer, or while the server is busy, nobody knows whether it happened: the same id must be sent again. */
function isFinal(refusal: CallRefusal): boolean {
  return refusal.status !== 0 && refusal.status < 500 && refusal.status !== 401;
}
