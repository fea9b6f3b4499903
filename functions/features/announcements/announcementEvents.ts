import type { AnnouncementEventType } from "@app/contract/announcements/announcement.workflow";
import type { NewEvent } from "../../engines/events/event";
import { announcementPk, receiptPk, type AnnouncementItem } from "./announcementRepository";

export function announcementEvent(eventType: AnnouncementEventType, announcement: AnnouncementItem, said?: string): NewEvent {
  const { announcementId, title, orgPath, kind, number, version } = announcement;
  return {
    eventType,
    caseKind: "announcement",
    caseId: announcementId,
    casePk: announcementPk(announcementId),
    sequence: version,
    caseName: title,
    ...(said === undefined ? {} : { said }),
    payload: { orgPath, title, kind, number, ...(said === undefined ? {} : { said }) },
  };
}

/** Its own case: recipients by the thousand confirm side by side, each in a history of one entry. */
export function confirmedEvent(announcement: AnnouncementItem, username: string): NewEvent {
  const { announcementId, title, orgPath } = announcement;
  return {
    eventType: "ANNOUNCEMENT_CONFIRMED" satisfies AnnouncementEventType,
    caseKind: "announcement",
    caseId: announcementId,
    casePk: receiptPk(announcementId, username),
    sequence: 1,
    caseName: title,
    payload: { title, orgPath },
  };
}
