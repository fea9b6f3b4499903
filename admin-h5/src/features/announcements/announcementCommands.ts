import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import type { AnnouncementDetail, SaveAnnouncement } from "@app/contract/announcements/announcement.schema";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

export const ANNOUNCEMENTS_KEY = ["announcements"] as const;
type Answer = Promise<Result<AnnouncementDetail, CallRefusal>>;
type Id = AnnouncementDetail["announcementId"];

/** A new one, or the draft that is written over. */
export function saveDraft(announcementId: Id | undefined, content: Omit<SaveAnnouncement, "requestId">): Answer {
  return sendIntended(`saveAnnouncement.${announcementId ?? "new"}`, content, (requestId) =>
    announcementId === undefined
      ? api.call(announcementRoutes.createAnnouncement, { body: { requestId, ...content } })
      : api.call(announcementRoutes.editAnnouncement, { params: { announcementId }, body: { requestId, ...content } }),
  );
}
export function sendDraft(announcementId: Id, asked: { readonly version: number; readonly recipients: number }): Answer {
  return sendIntended(`sendAnnouncement.${announcementId}`, asked, (requestId) =>
    api.call(announcementRoutes.sendAnnouncement, { params: { announcementId }, body: { requestId, ...asked } }),
  );
}
export function withdraw(announcementId: Id, remark: string | undefined): Answer {
  return sendIntended(`withdrawAnnouncement.${announcementId}`, remark, (requestId) =>
    api.call(announcementRoutes.withdrawAnnouncement, { params: { announcementId }, body: { requestId, ...(remark === undefined ? {} : { remark }) } }),
  );
}
export function step(announcementId: Id, what: "DISCARD" | "REMIND" | "CONFIRM"): Answer {
  const routes = {
    DISCARD: announcementRoutes.discardAnnouncement,
    REMIND: announcementRoutes.remindUnread,
    CONFIRM: announcementRoutes.confirmAnnouncement,
  } as const;
  return sendIntended(`${what} announcement.${announcementId}`, what, (requestId) =>
    api.call(routes[what], { params: { announcementId }, body: { requestId } }),
  );
}
