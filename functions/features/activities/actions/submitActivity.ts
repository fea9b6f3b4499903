import type { ActivityRefusal } from "@app/contract/activities/activities.errors";
import { activityLevelOf, dayProblems, type ActivityContent, type ActivityDetail, type SubmitActivity } from "@app/contract/activities/activity.schema";
import { FIRST_STATUS } from "@app/contract/activities/activity.workflow";
import { officesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { ActivityId, AttachmentId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, type Store, type Write } from "../../../engines/store/storePort";
import { claimAttachments } from "../../attachments/public";
import { activityEvent } from "../activityEvents";
import type { ActivityDeps } from "../activityDeps";
import { ACTIVITY_TAG, activityItem, storedContent } from "../activityRepository";
import { toActivityDetail } from "../activityView";
import { nameOfUnit } from "../unitName";

type Refusal = ActivityRefusal | KernelRefusal;

/** A facility, a city or a province reports an online activity; it goes to the desk above the unit (seed 000, 三-5, 七-3). */
export async function submitActivity(deps: ActivityDeps, input: { actor: Actor; command: SubmitActivity }): Promise<Result<ActivityDetail, Refusal>> {
  const { engine, photos } = deps;
  const { requestId, unit: asked, ...content } = input.command;
  return runCommand<ActivityDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "submitActivity",
    asked: input.command,
    decide: async ({ actor, now, newId }) => {
      const unit = reportingUnit(actor, asked);
      if (!unit.ok) return unit;
      const level = activityLevelOf(unit.value);
      const unitName = await nameOfUnit(engine.store, unit.value);
      if (level === undefined || unitName === undefined) return refuse({ code: "UNIT_NOT_YOURS" });
      const days = refuseWrongDays(content, now);
      if (days !== undefined) return refuse(days);
      const activityId = newId() as ActivityId;
      const claims = await claimScreenshots(engine.store, { activityId, content, actor });
      if (!claims.ok) return claims;
      const activity = activityItem({
        activityId,
        unit: unit.value,
        unitName,
        level,
        ...storedContent(content),
        status: FIRST_STATUS[level],
        submittedAt: now,
        history: [{ eventType: "ACTIVITY_SUBMITTED", at: now, byName: actor.name, byOffice: unitName }],
        version: 1,
      });
      return ok({
        writes: [{ kind: "put", tag: ACTIVITY_TAG, item: activity, condition: absent } as const, ...claims.value],
        events: [activityEvent(activity)],
        answer: await toActivityDetail(activity, actor, now, photos),
      });
    },
  });
}

/** The one place where the actor reports, or the one they named among several. */
function reportingUnit(actor: Actor, asked: OrgPath | undefined): Result<OrgPath, Refusal> {
  const own = [...new Set(officesOf(actor, "activities.submit"))].filter((scope) => activityLevelOf(scope) !== undefined);
  if (asked !== undefined) return own.includes(asked) ? ok(asked) : refuse({ code: "UNIT_NOT_YOURS" });
  const [only, another] = own;
  if (only === undefined) return refuse({ code: "UNIT_NOT_YOURS" });
  return another === undefined ? ok(only) : refuse({ code: "UNIT_NOT_CHOSEN" });
}

export function refuseWrongDays(content: ActivityContent, now: Instant): Extract<Refusal, { code: "ACTIVITY_DAYS_WRONG" }> | undefined {
  const problems = dayProblems(content, localDateOf(now)).map(({ path, message }) => ({ path: `body.${path}`, message }));
  return problems.length === 0 ? undefined : { code: "ACTIVITY_DAYS_WRONG", problems };
}

/** Binds both sets of pictures to the activity, each for what it was uploaded for. */
export async function claimScreenshots(
  store: Store,
  { activityId, content, actor }: { activityId: ActivityId; content: Pick<ActivityContent, "videoScreenshots" | "playsScreenshots">; actor: Actor },
): Promise<Result<Write[], Refusal>> {
  const claim = (ids: readonly AttachmentId[], purpose: "ACTIVITY_VIDEO_SCREENSHOT" | "ACTIVITY_PLAYS_SCREENSHOT") =>
    claimAttachments(store, { caseKind: "activity", caseId: activityId, ids, purpose, actor });
  const video = await claim(content.videoScreenshots, "ACTIVITY_VIDEO_SCREENSHOT");
  if (!video.ok) return video;
  const plays = await claim(content.playsScreenshots, "ACTIVITY_PLAYS_SCREENSHOT");
  return plays.ok ? ok([...video.value, ...plays.value]) : plays;
}
