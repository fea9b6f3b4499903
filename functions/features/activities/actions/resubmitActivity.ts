import type { ActivityRefusal } from "@app/contract/activities/activities.errors";
import type { ActivityDetail, ResubmitActivity } from "@app/contract/activities/activity.schema";
import { activityWorkflow, RESUBMIT_ACTION } from "@app/contract/activities/activity.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { ActivityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { releaseAttachments } from "../../attachments/public";
import type { ActivityDeps } from "../activityDeps";
import { activityEvent } from "../activityEvents";
import { ACTIVITY_TAG, changedActivity, getActivityItem } from "../activityRepository";
import { activityParties, lastChangeOf, maySeeActivity, officeOf, toActivityDetail } from "../activityView";
import { claimScreenshots, refuseWrongDays } from "./submitActivity";

type Refusal = ActivityRefusal | KernelRefusal;

/** 对已驳回数据进行重新上报后，恢复待审核状态 (seed 000, 七-7): the author's unit changes it and it begins at its first desk again. */
export async function resubmitActivity(
  deps: ActivityDeps,
  input: { actor: Actor; activityId: ActivityId; command: ResubmitActivity },
): Promise<Result<ActivityDetail, Refusal>> {
  const { engine, photos } = deps;
  const { requestId, version, ...content } = input.command;
  return runCommand<ActivityDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "resubmitActivity",
    asked: [input.activityId, input.command],
    decide: async ({ actor, now }) => {
      const activity = await getActivityItem(engine.store, input.activityId);
      if (activity === undefined || !maySeeActivity(activity, actor)) return refuse({ code: "NOT_FOUND", what: "张活动上报单" });
      const lastChange = lastChangeOf(activity);
      const decided = decideAction(activityWorkflow, {
        item: activity,
        action: RESUBMIT_ACTION[activity.level],
        parties: activityParties(activity, actor),
        remark: undefined,
        now,
        lastChange,
      });
      if (!decided.ok) return decided;
      if (version !== activity.version) return refuse({ code: "ACTIVITY_CHANGED", lastChange });
      const days = refuseWrongDays(content, now);
      if (days !== undefined) return refuse(days);
      const claims = await claimScreenshots(engine.store, { activityId: activity.activityId, content, actor });
      if (!claims.ok) return claims;
      const shown = [...content.videoScreenshots, ...content.playsScreenshots];
      const dropped = [...activity.videoScreenshots, ...activity.playsScreenshots].filter((id) => !shown.includes(id));
      const next = changedActivity(
        activity,
        { status: decided.value.to, submittedAt: now, content },
        { eventType: "ACTIVITY_RESUBMITTED", at: now, byName: actor.name, byOffice: officeOf(actor, activity) },
      );
      return ok({
        writes: [
          { kind: "put", tag: ACTIVITY_TAG, item: next, condition: versionIs(activity.version) } as const,
          ...claims.value,
          ...(await releaseAttachments(engine.store, { caseKind: "activity", caseId: activity.activityId, ids: dropped, now })),
        ],
        events: [activityEvent(next, activity)],
        answer: await toActivityDetail(next, actor, now, photos),
      });
    },
  });
}
