import type { AnnouncementRefusal } from "@app/contract/announcements/announcements.errors";
import type { AnnouncementDetail } from "@app/contract/announcements/announcement.schema";
import { announcementWorkflow, type AnnouncementEventType } from "@app/contract/announcements/announcement.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AnnouncementId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs, type Write } from "../../../engines/store/storePort";
import { releaseAttachments } from "../../attachments/public";
import { announcementNotice, fanOutStarted } from "../../notices/public";
import type { AnnouncementDeps } from "../announcementDeps";
import { announcementEvent } from "../announcementEvents";
import { ANNOUNCEMENT_TAG, announcementItem, fanOutIdOf, getAnnouncementItem, getFigures, type AnnouncementItem } from "../announcementRepository";
import { caseOf, partiesOf, toDetail } from "../announcementView";
import { UNREAD_AUDIENCE } from "../audiences";

type Refusal = AnnouncementRefusal | KernelRefusal;

/** A draft is thrown away, what was sent is withdrawn, or those who have not read it are reminded. */
export async function stepAnnouncement(
  deps: AnnouncementDeps,
  input: {
    readonly actor: Actor;
    readonly announcementId: AnnouncementId;
    readonly action: "DISCARD" | "WITHDRAW" | "REMIND";
    readonly requestId: RequestId;
    readonly remark?: string | undefined;
  },
): Promise<Result<AnnouncementDetail, Refusal>> {
  const { engine } = deps;
  const { announcementId, action } = input;
  return runCommand<AnnouncementDetail, Refusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: `announcement ${action}`,
    asked: [announcementId, input.remark],
    decide: async ({ actor, now }) => {
      const [before, figures] = await Promise.all([getAnnouncementItem(engine.store, announcementId), getFigures(engine.store, announcementId)]);
      const parties = before === undefined ? [] : partiesOf(before, actor);
      if (before === undefined || parties.length === 0) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
      const step = decideAction(announcementWorkflow, { item: caseOf(before, figures), action, parties, remark: input.remark, now, lastChange: undefined });
      if (!step.ok) return step;
      const { to, event, remark } = step.value;
      const after = announcementItem({
        ...before,
        status: to,
        ...(action === "WITHDRAW" ? { withdrawal: { at: now, byName: actor.name, reason: remark ?? "" } } : {}),
        ...(action === "REMIND" ? { remindedAt: now } : {}),
        version: before.version + 1,
      });
      const answer = await toDetail(deps, after, actor, now);
      if (answer === undefined) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
      const beside =
        action === "REMIND"
          ? [reminder(after, now)]
          : action === "DISCARD"
            ? await releaseAttachments(engine.store, { caseKind: "announcement", caseId: announcementId, ids: before.files, now })
            : [];
      return ok({
        writes: [{ kind: "put", tag: ANNOUNCEMENT_TAG, item: after, condition: versionIs(before.version) } as const, ...beside],
        events: [announcementEvent(event as AnnouncementEventType, after, remark)],
        answer,
      });
    },
  });
}

/** One job a day: its id is the day, so that two who remind at once remind once. */
function reminder({ announcementId, kind, title, orgName }: AnnouncementItem, now: Instant): Write {
  return fanOutStarted({
    fanOutId: `${fanOutIdOf(announcementId)}.${localDateOf(now)}`,
    audience: UNREAD_AUDIENCE,
    filter: { announcementId },
    words: announcementNotice({
      announcementId,
      title: `催阅：${title}`,
      orgName,
      hint: "请尽快查阅",
      text: `${orgName}提醒您查阅${kind}「${title}」。`,
    }),
    at: now,
  });
}
