import type { AnnouncementId } from "@app/contract/kernel/ids";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { StoredItem } from "../engines/store/storePort";
import {
  announcementItem,
  contentKey,
  figuresKey,
  receiptItem,
  type AnnouncementItem,
  type ReceiptItem,
} from "../features/announcements/announcementRepository";
import { NOW } from "./startTestProduct";

export const ANNOUNCEMENT_ID = "01TESTANNOUNCEMENT01" as AnnouncementId;

/** Sent by the bureau of Haikou to one, who has not read it, unless the test says otherwise. */
export function anAnnouncement(changes: Partial<AnnouncementItem> = {}): AnnouncementItem {
  return announcementItem({
    announcementId: ANNOUNCEMENT_ID,
    status: "SENT",
    orgPath: "CN/46/4601" as OrgPath,
    orgName: "海口市生态环境局",
    kind: "通知",
    number: "",
    title: "关于做好开放日准备工作的通知",
    isImportant: true,
    needsConfirmation: true,
    files: [],
    senderAccountId: "acc-CITY_ADMIN",
    senderUsername: "",
    senderName: "吴海波",
    savedAt: NOW,
    ...(changes.status === "DRAFT" ? {} : { sentAt: NOW }),
    version: changes.status === "DRAFT" ? 1 : 2,
    ...changes,
  });
}

/** To everybody of the city who is given nothing else. */
export const aContent = (announcementId: AnnouncementId = ANNOUNCEMENT_ID): StoredItem => ({
  ...contentKey(announcementId),
  text: "各单位：\n请于本周五前完成准备。",
  recipients: { groups: [{ place: "CN/46/4601", roles: [], kinds: [] }], organizationIds: [], usernames: [] },
});
export const someFigures = (announcementId: AnnouncementId = ANNOUNCEMENT_ID): StoredItem => ({
  ...figuresKey(announcementId),
  recipients: 1,
  read: 0,
  confirmed: 0,
  completeAt: NOW,
});
export function aReceipt(changes: Partial<ReceiptItem> = {}): ReceiptItem {
  return receiptItem({
    announcementId: ANNOUNCEMENT_ID,
    username: "wangfang",
    name: "王芳",
    orgName: "白沙门污水处理厂",
    place: "CN/46/4601/460108/haikou-baishamen" as OrgPath,
    sentAt: NOW,
    kind: "通知",
    number: "",
    title: "关于做好开放日准备工作的通知",
    senderName: "吴海波",
    senderOrgName: "海口市生态环境局",
    isImportant: true,
    isFavourite: false,
    ...changes,
  });
}
