import type { ActivityRefusal } from "@app/contract/activities/activities.errors";
import type { ActivityDetail, DecideActivity } from "@app/contract/activities/activity.schema";
import { activityWorkflow, type ActivityEventType } from "@app/contract/activities/activity.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { ActivityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import type { ActivityDeps } from "../activityDeps";
import { activityEvent } from "../activityEvents";
import { ACTIVITY_TAG, changedActivity, getActivityItem } from "../activityRepository";
import { activityParties, lastChangeOf, maySeeActivity, officeOf, toActivityDetail } from "../activityView";

type Refusal = ActivityRefusal | KernelRefusal;

/**
 * Takes one action of the workflow on an activity: a level's audit, the platform's review, a return, the author's withdrawal. Whoever comes second is told what
 * the first did and when (promise R5); whoever read an older version is told that it changed.
 */
export async function decideActivity(
  deps: ActivityDeps,
  input: { actor: Actor; activityId: ActivityId; command: DecideActivity },
): Promise<Result<ActivityDetail, Refusal>> {
  const { engine, photos } = deps;
  const { requestId, action, version } = input.command;
  return runCommand<ActivityDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "decideActivity",
    asked: [input.activityId, input.command],
    decide: async ({ actor, now }) => {
      const activity = await getActivityItem(engine.store, input.activityId);
      // Who may not see an activity learns nothing of it, not even that it exists.
      if (activity === undefined || !maySeeActivity(activity, actor)) return refuse({ code: "NOT_FOUND", what: "张活动上报单" });
      const lastChange = lastChangeOf(activity);
      const decided = decideAction(activityWorkflow, {
        item: activity,
        action,
        parties: activityParties(activity, actor),
        remark: input.command.remark,
        now,
        lastChange,
      });
      if (!decided.ok) return decided;
      if (version !== activity.version) return refuse({ code: "ACTIVITY_CHANGED", lastChange });
      const { to, remark } = decided.value;
      const next = changedActivity(
        activity,
        { status: to, ...(to === "RETURNED" && remark !== undefined ? { returnReason: remark } : {}) },
        {
          eventType: decided.value.event as ActivityEventType,
          at: now,
          byName: actor.name,
          byOffice: officeOf(actor, activity),
          ...(remark === undefined ? {} : { remark }),
        },
      );
      return ok({
        writes: [{ kind: "put", tag: ACTIVITY_TAG, item: next, condition: versionIs(activity.version) }],
        events: [activityEvent(next, activity)],
        answer: await toActivityDetail(next, actor, now, photos),
      });
    },
  });
}
