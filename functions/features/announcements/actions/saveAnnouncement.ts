import type { AnnouncementRefusal } from "@app/contract/announcements/announcements.errors";
import type { AnnouncementDetail, SaveAnnouncement } from "@app/contract/announcements/announcement.schema";
import { announcementWorkflow } from "@app/contract/announcements/announcement.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, versionIs, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import { claimAttachments, releaseAttachments } from "../../attachments/public";
import { organizationsAt } from "../../organizations/public";
import type { AnnouncementDeps } from "../announcementDeps";
import { announcementEvent } from "../announcementEvents";
import { ANNOUNCEMENT_TAG, announcementItem, contentKey, getAnnouncementItem, type AnnouncementItem } from "../announcementRepository";
import { caseOf, partiesOf, toDetail } from "../announcementView";
import { nameOfPlace } from "../placeNames";
import { refuseOutside } from "../recipients";

type Refusal = AnnouncementRefusal | KernelRefusal;

/** A draft is written, or written over by its author: under the version that they saw, so that two windows never overwrite each other (promise R5). */
export async function saveAnnouncement(
  deps: AnnouncementDeps,
  input: { readonly actor: Actor; readonly announcementId?: AnnouncementId; readonly command: SaveAnnouncement },
): Promise<Result<AnnouncementDetail, Refusal>> {
  const { engine } = deps;
  const { requestId, version, text, recipients, ...content } = input.command;
  const saved = await runCommand<AnnouncementId, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "saveAnnouncement",
    asked: [input.announcementId, input.command],
    decide: async ({ actor, now, newId }) => {
      const before = await draftOf(engine.store, actor, input.announcementId);
      if (!before.ok) return before;
      if (before.value !== undefined) {
        const allowed = decideAction(announcementWorkflow, {
          item: caseOf(before.value, undefined),
          action: "EDIT",
          parties: partiesOf(before.value, actor),
          remark: undefined,
          now,
          lastChange: undefined,
        });
        if (!allowed.ok) return allowed;
      }
      if (version !== (before.value?.version ?? 0)) return refuse({ code: "ANNOUNCEMENT_CHANGED" });
      if (!scopesOf(actor, "announcements.send").includes(content.orgPath)) return refuse({ code: "ANNOUNCEMENT_PLACE_NOT_YOURS" });
      const outside = await refuseOutside(engine.store, { orgPath: content.orgPath, recipients });
      if (outside !== undefined) return refuse(outside);
      const announcementId = before.value?.announcementId ?? (newId() as AnnouncementId);
      const files = await fileWrites(engine.store, { actor, announcementId, before: before.value?.files ?? [], after: content.files, now });
      if (!files.ok) return files;
      const announcement = announcementItem({
        announcementId,
        status: "DRAFT",
        ...content,
        orgName: await officeName(engine.store, content.orgPath),
        senderAccountId: actor.accountId ?? actor.id,
        senderUsername: actor.username ?? "",
        senderName: actor.name,
        savedAt: now,
        version: version + 1,
      });
      const stored = { ...contentKey(announcementId), text, recipients } as StoredItem;
      return ok({
        writes: [
          { kind: "put", tag: ANNOUNCEMENT_TAG, item: announcement, condition: version === 0 ? absent : versionIs(version) },
          { kind: "put", tag: "content", item: stored },
          ...files.value,
        ],
        events: [announcementEvent("ANNOUNCEMENT_SAVED", announcement)],
        answer: announcementId,
      });
    },
  });
  if (!saved.ok) return saved;
  return detailOf(deps, input.actor, saved.value);
}

/** As it stands now; a repeat of a request gets the same. */
export async function detailOf(deps: AnnouncementDeps, actor: Actor, announcementId: AnnouncementId): Promise<Result<AnnouncementDetail, KernelRefusal>> {
  const announcement = await getAnnouncementItem(deps.engine.store, announcementId);
  const detail = announcement === undefined ? undefined : await toDetail(deps, announcement, actor, deps.engine.clock.now());
  return detail === undefined ? refuse({ code: "NOT_FOUND", what: "份公文通告" }) : ok(detail);
}

async function draftOf(
  store: Store,
  actor: Actor,
  announcementId: AnnouncementId | undefined,
): Promise<Result<AnnouncementItem | undefined, Extract<KernelRefusal, { code: "NOT_FOUND" }>>> {
  if (announcementId === undefined) return ok(undefined);
  const announcement = await getAnnouncementItem(store, announcementId);
  return announcement === undefined || partiesOf(announcement, actor).length === 0 ? refuse({ code: "NOT_FOUND", what: "份公文通告" }) : ok(announcement);
}

async function fileWrites(
  store: Store,
  files: {
    readonly actor: Actor;
    readonly announcementId: AnnouncementId;
    readonly before: AnnouncementItem["files"];
    readonly after: AnnouncementItem["files"];
    readonly now: AnnouncementItem["savedAt"];
  },
): Promise<Result<Write[], AnnouncementRefusal>> {
  const { actor, announcementId, before, after, now } = files;
  const claimed = await claimAttachments(store, { caseKind: "announcement", caseId: announcementId, ids: after, purpose: "ANNOUNCEMENT_FILE", actor });
  if (!claimed.ok) return claimed;
  const gone = before.filter((id) => !after.includes(id));
  return ok([...claimed.value, ...(await releaseAttachments(store, { caseKind: "announcement", caseId: announcementId, ids: gone, now }))]);
}

/** The bureau that stands there; where none does, the place. */
export async function officeName(store: Store, orgPath: OrgPath): Promise<string> {
  const there = await organizationsAt(store, orgPath);
  return (there.find(({ kind }) => kind === "BUREAU") ?? there[0])?.name ?? nameOfPlace(orgPath);
}
