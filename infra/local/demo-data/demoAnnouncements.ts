import type { AnnouncementContent } from "@app/contract/announcements/announcement.schema";
import type { AnnouncementId, AttachmentId } from "@app/contract/kernel/ids";
import { addDays, instantAt, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import {
  announcementItem,
  contentKey,
  fanOutIdOf,
  favouritePlace,
  figuresKey,
  numberKey,
  receiptItem,
  receiptSk,
  receiptsPk,
  serialKey,
  type AnnouncementItem,
  type ReceiptItem,
} from "../../../functions/features/announcements/announcementRepository";
import { readNumber } from "../../../functions/features/announcements/documentNumber";
import { announcementNotice } from "../../../functions/features/notices/public";
import { placeOf } from "../../../functions/features/people/public";
import type { AccountItem } from "../../../functions/features/sessions/public";
import { demoAccounts } from "./accounts";
import { sentNotice } from "./demoNotices";
import { demoPictureItem, type DemoPicture } from "./demoPictures";

interface DemoAnnouncement {
  readonly id: string;
  readonly sender: string;
  readonly daysAgo: number;
  readonly time: string;
  readonly kind: string;
  /** Behind the office's name and the year. */
  readonly serial?: number;
  readonly title: string;
  readonly text: readonly string[];
  readonly roles: readonly Role[];
  readonly isImportant?: boolean;
  readonly needsConfirmation?: boolean;
  readonly hasFile?: boolean;
  readonly withdrawn?: string;
  readonly isDraft?: boolean;
  /** Beside every third of the others. */
  readonly readBy?: readonly string[];
  readonly unreadBy?: readonly string[];
}

const DESKS: readonly Role[] = ["FACILITY_ADMIN", "CITY_ADMIN"];
const ANNOUNCEMENTS: readonly DemoAnnouncement[] = [
  {
    id: "SAFETY",
    sender: "hainan.province",
    daysAgo: 2,
    time: "10:20",
    kind: "通知",
    serial: 12,
    title: "关于做好开放日活动安全工作的通知",
    text: [
      "各市县生态环境局、各开放单位：",
      "近期参观人数增加。请各单位在每次开放前检查参观路线、护栏和应急通道，备好安全帽和急救药品，安排专人带队。",
      "遇台风、暴雨等预警，应当及时关闭场次，并在平台上写明原因，让已预约的公众改约其他时间。",
      "请于收到后三日内点「确认收到」。",
    ],
    roles: [...DESKS, "FACILITY_STAFF"],
    isImportant: true,
    needsConfirmation: true,
    readBy: ["sanya.city", "baishamen.admin", "haikou.city", "hongsha.admin", "jiance.admin"],
  },
  {
    id: "MEETING",
    sender: "haikou.city",
    daysAgo: 3,
    time: "15:30",
    kind: "会议",
    serial: 5,
    title: "关于召开海口市环保设施开放工作座谈会的通知",
    text: ["各开放单位：", "定于下周三上午九时在市生态环境局三楼会议室召开座谈会，交流接待团队参观的做法。", "请各单位安排一名负责人参加，议程见附件。"],
    roles: ["FACILITY_ADMIN"],
    needsConfirmation: true,
    hasFile: true,
    unreadBy: ["baishamen.admin"],
  },
  {
    id: "REPORTS",
    sender: "hainan.province",
    daysAgo: 9,
    time: "09:10",
    kind: "通报",
    serial: 11,
    title: "上月团队参观上报情况通报",
    text: ["上月全省团队参观大部分按时上报，仍有少数逾期。", "请各开放单位在参观结束后七日内上传照片并上报人数；各市局对逾期未报的单位加强提醒。"],
    roles: DESKS,
    readBy: ["baishamen.admin"],
    unreadBy: ["haikou.city"],
  },
  {
    id: "ROADWORK",
    sender: "haikou.city",
    daysAgo: 12,
    time: "11:05",
    kind: "通知",
    serial: 4,
    title: "关于白沙门片区道路施工期间调整参观时间的通知",
    text: ["白沙门片区道路施工，请有关单位调整大型车辆到达时间。"],
    roles: ["FACILITY_ADMIN"],
    withdrawn: "施工日期有变，另行通知",
    readBy: ["baishamen.admin"],
  },
  {
    id: "TRAINING",
    sender: "haikou.city",
    daysAgo: 1,
    time: "16:40",
    kind: "通知",
    title: "关于举办讲解员培训的通知（征求意见）",
    text: ["拟于下月举办讲解员培训，请各单位推荐人选。"],
    roles: ["FACILITY_ADMIN"],
    isDraft: true,
  },
];

/** What offices told those below them: some have read it and some not, one waits for 确认收到, one was withdrawn, one is still a draft. */
export function demoAnnouncements(today: LocalDate, accounts: readonly AccountItem[]): { items: StoredItem[]; pictures: DemoPicture[] } {
  const made = ANNOUNCEMENTS.map((announcement) => toldTo(accounts, announcement, today));
  return { items: made.flatMap(({ items }) => items), pictures: made.flatMap(({ pictures }) => pictures) };
}

function toldTo(accounts: readonly AccountItem[], said: DemoAnnouncement, today: LocalDate): { items: StoredItem[]; pictures: DemoPicture[] } {
  const day = addDays(today, -said.daysAgo);
  const sentAt = instantAt(day, said.time as TimeOfDay);
  const sender = demoAccounts.find(({ username }) => username === said.sender);
  if (sender === undefined) throw new Error(`no account ${said.sender}`);
  const { orgPath, orgName } = sender.grant as { orgPath: OrgPath; orgName: string };
  const announcementId = `DEMOANNOUNCE${said.id}` as AnnouncementId;
  const pictures: DemoPicture[] =
    said.hasFile === true
      ? [
          {
            attachmentId: `DEMOANNOUNCEFILE${said.id}` as AttachmentId,
            purpose: "ANNOUNCEMENT_FILE",
            uploadedBy: sender.accountId,
            at: sentAt,
            of: { caseKind: "announcement", caseId: announcementId },
            drawing: "BARS",
            hue: 160,
          },
        ]
      : [];
  const number = said.serial === undefined ? "" : `${orgName}〔${day.slice(0, 4)}〕${said.serial}号`;
  const recipients: AnnouncementContent["recipients"] = { groups: [{ place: orgPath, roles: [...said.roles], kinds: [] }], organizationIds: [], usernames: [] };
  const announcement = announcementItem({
    announcementId,
    status: said.isDraft === true ? "DRAFT" : said.withdrawn === undefined ? "SENT" : "WITHDRAWN",
    orgPath,
    orgName,
    kind: said.kind,
    number,
    title: said.title,
    isImportant: said.isImportant ?? false,
    needsConfirmation: said.needsConfirmation ?? false,
    files: pictures.map(({ attachmentId }) => attachmentId),
    senderAccountId: sender.accountId,
    senderUsername: sender.username,
    senderName: sender.displayName,
    savedAt: sentAt,
    ...(said.isDraft === true ? {} : { sentAt }),
    ...(said.withdrawn === undefined
      ? {}
      : { withdrawal: { at: instantAt(addDays(day, 1), "09:00" as TimeOfDay), byName: sender.displayName, reason: said.withdrawn } }),
    version: said.isDraft === true ? 1 : said.withdrawn === undefined ? 2 : 3,
  });
  const items: StoredItem[] = [
    announcement,
    { ...contentKey(announcementId), text: said.text.join("\n"), recipients } as StoredItem,
    ...pictures.map((picture) => ({ ...demoPictureItem(picture), fileName: "会议议程.jpg" })),
  ];
  if (said.isDraft === true) return { items, pictures };
  const receipts = accounts
    .filter((account) => account.status === "ACTIVE" && account.username !== sender.username)
    .filter((account) => coversPath(orgPath, placeOf(account)) && account.grants.some(({ role }) => said.roles.includes(role)))
    .map((account, index) => receiptOf(announcement, account, readMomentOf(said, account.username, index, day)));
  const figures = {
    recipients: receipts.length,
    read: receipts.filter(({ readAt }) => readAt !== undefined).length,
    confirmed: receipts.filter(({ confirmedAt }) => confirmedAt !== undefined).length,
    completeAt: sentAt,
  };
  items.push(
    { ...figuresKey(announcementId), ...figures },
    ...receipts,
    ...receipts.map((receipt) => noticeOf(announcement, receipt)),
    ...numbersOf(announcement),
  );
  return { items, pictures };
}

/** On the afternoon or the morning after: never on the demonstration's own day. */
function readMomentOf({ readBy = [], unreadBy = [] }: DemoAnnouncement, username: string, index: number, day: LocalDate): Instant | undefined {
  if (unreadBy.includes(username)) return undefined;
  const minute = String(10 + index).padStart(2, "0");
  return readBy.includes(username) || index % 3 === 0 ? instantAt(addDays(day, 1), `08:${minute}` as TimeOfDay) : undefined;
}

function receiptOf(announcement: AnnouncementItem, account: AccountItem, readAt: Instant | undefined): ReceiptItem {
  const { announcementId, kind, number, title, senderName, orgName, isImportant, savedAt, needsConfirmation } = announcement;
  const place = placeOf(account);
  const { username } = account;
  const unread = receiptItem({
    announcementId,
    username,
    name: account.displayName,
    orgName: account.posts[0]?.orgName ?? account.grants[0]?.orgName ?? "",
    place,
    sentAt: savedAt,
    kind,
    number,
    title,
    senderName,
    senderOrgName: orgName,
    isImportant,
    isFavourite: false,
  });
  if (readAt === undefined) return unread;
  const isFavourite = username === "baishamen.admin" && announcement.status === "SENT";
  return {
    ...unread,
    readAt,
    ...(needsConfirmation ? { confirmedAt: readAt } : {}),
    index2: { pk: receiptsPk(announcementId, needsConfirmation ? "CONFIRMED" : "READ"), sk: receiptSk(place, username) },
    ...(isFavourite ? { isFavourite, index1: favouritePlace(unread) } : {}),
  };
}

function noticeOf({ announcementId, title, kind, orgName, needsConfirmation, savedAt }: AnnouncementItem, { username, readAt }: ReceiptItem): StoredItem {
  const asked = needsConfirmation ? "并确认收到" : "";
  const words = announcementNotice({
    announcementId,
    title: `${kind}：${title}`,
    orgName,
    hint: `请查阅${asked}`,
    text: `${orgName}发布${kind}「${title}」，请查阅${asked}。`,
  });
  return sentNotice(words, { cause: fanOutIdOf(announcementId), to: { kind: "ACCOUNT", username }, at: savedAt, queue: "NOTICE_BULK" }, readAt);
}

/** Used once, and the office's next one goes on behind the greatest; two of one office stand here in falling order, the first is the last. */
function numbersOf({ announcementId, orgPath, number }: AnnouncementItem): StoredItem[] {
  const read = readNumber(number);
  if (read === undefined) return [];
  const taken = { ...numberKey(orgPath, number), announcementId };
  const isLast = !ANNOUNCEMENTS.some(
    ({ sender, serial = 0 }) => serial > read.serial && demoAccounts.find(({ username }) => username === sender)?.grant.orgPath === orgPath,
  );
  return isLast ? [taken, { ...serialKey(orgPath, read.year), last: read.serial, prefix: read.prefix }] : [taken];
}
