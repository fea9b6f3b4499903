import { StoredDocument } from "../attachments/attachment.schema";
import { AnnouncementId, AttachmentId, OrganizationId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrganizationKind } from "../organizations/organization.schema";
import { OrgPath } from "../organizations/orgPath";
import { ROLES } from "../organizations/roles";
import { RemarkRule } from "../visits/booking.schema";

/** 公文通告 (seed 004, 5.2.11): an office tells chosen people, and sees who has read it. */
export const ANNOUNCEMENT_STATUSES = ["DRAFT", "SENT", "WITHDRAWN", "DISCARDED"] as const;
export const AnnouncementStatus = z.enum(ANNOUNCEMENT_STATUSES).meta({ title: "AnnouncementStatus" });
export type AnnouncementStatus = z.infer<typeof AnnouncementStatus>;
export const ANNOUNCEMENT_STATUS_LABELS = {
  DRAFT: "草稿",
  SENT: "已发布",
  WITHDRAWN: "已撤回",
  DISCARDED: "已删除",
} as const satisfies Record<AnnouncementStatus, string>;

export const ANNOUNCEMENT_ACTIONS = ["EDIT", "SEND", "DISCARD", "REMIND", "WITHDRAW"] as const;
export type AnnouncementAction = (typeof ANNOUNCEMENT_ACTIONS)[number];

export const ANNOUNCEMENT_FILES_MAX = 9;
export const RECIPIENT_GROUPS_MAX = 10;
export const CHOSEN_ORGANIZATIONS_MAX = 50;
export const CHOSEN_PEOPLE_MAX = 200;
/** More than all who work in any province; a choice beyond it is made of several. */
export const RECIPIENTS_MAX = 20_000;

/** Everybody at and below a place who holds one of the roles and works for one of the kinds; an empty list asks for nothing. */
export const RecipientGroup = z
  .strictObject({ place: OrgPath, roles: z.array(z.enum(ROLES)).max(ROLES.length), kinds: z.array(OrganizationKind).max(5) })
  .meta({ title: "RecipientGroup" });
export type RecipientGroup = z.infer<typeof RecipientGroup>;

/** Whoever is named more than once gets it once. */
export const RecipientChoice = z
  .strictObject({
    groups: z.array(RecipientGroup).max(RECIPIENT_GROUPS_MAX, `最多选择 ${RECIPIENT_GROUPS_MAX} 个范围`),
    organizationIds: z.array(OrganizationId).max(CHOSEN_ORGANIZATIONS_MAX, `最多选择 ${CHOSEN_ORGANIZATIONS_MAX} 家单位，更多时请按范围选择`),
    usernames: z.array(z.string().min(1).max(64)).max(CHOSEN_PEOPLE_MAX, `最多选择 ${CHOSEN_PEOPLE_MAX} 人，更多时请按范围选择`),
  })
  .meta({ title: "RecipientChoice" });
export type RecipientChoice = z.infer<typeof RecipientChoice>;

const content = {
  orgPath: OrgPath.meta({ description: "以哪一级的名义发布；收件人不超出它的范围" }),
  kind: z.string("请选择类型").trim().min(1, "请选择类型").max(20, "类型最多 20 个字"),
  number: z.string().trim().max(40, "文号最多 40 个字").meta({ description: "文号；空着就没有文号" }),
  title: z.string("请填写标题").trim().min(2, "标题至少 2 个字").max(80, "标题最多 80 个字"),
  text: z.string().max(10_000, "正文最多 1 万字"),
  isImportant: z.boolean().meta({ description: "重要：收件人在后台时弹出提醒" }),
  needsConfirmation: z.boolean().meta({ description: "要求收件人点「确认收到」" }),
  files: z.array(AttachmentId).max(ANNOUNCEMENT_FILES_MAX, `最多 ${ANNOUNCEMENT_FILES_MAX} 个附件`),
  recipients: RecipientChoice,
};
export const SaveAnnouncement = z
  .strictObject({
    requestId: RequestId,
    /** 0 for a new one; else the draft as its author saw it. */
    version: z.number().int().min(0),
    ...content,
  })
  .meta({ title: "SaveAnnouncement" });
export type SaveAnnouncement = z.infer<typeof SaveAnnouncement>;
export type AnnouncementContent = Omit<SaveAnnouncement, "requestId" | "version">;

export const SendAnnouncement = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(1),
    recipients: z.number().int().min(1).meta({ description: "预览时看到的人数；人数变了会请您再看一次" }),
  })
  .meta({ title: "SendAnnouncement" });
export type SendAnnouncement = z.infer<typeof SendAnnouncement>;
export const WithdrawAnnouncement = z.strictObject({ requestId: RequestId, remark: z.string().max(500).optional() }).meta({ title: "WithdrawAnnouncement" });
export type WithdrawAnnouncement = z.infer<typeof WithdrawAnnouncement>;
export const StepAnnouncement = z.strictObject({ requestId: RequestId }).meta({ title: "StepAnnouncement" });
export type StepAnnouncement = z.infer<typeof StepAnnouncement>;
export const FavourAnnouncement = z.strictObject({ isFavourite: z.boolean() }).meta({ title: "FavourAnnouncement" });
export type FavourAnnouncement = z.infer<typeof FavourAnnouncement>;
/** Reading changes nothing the second time, so that it needs no record of its request. */
export const ReadAnnouncement = z.strictObject({}).meta({ title: "ReadAnnouncement" });

export const AnnouncementParams = z.strictObject({ announcementId: AnnouncementId });

const filters = {
  kind: z.string().trim().max(20).optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  title: z.string().trim().max(50).optional().meta({ description: "标题或文号里的几个字" }),
  sender: z.string().trim().max(20).optional().meta({ description: "发布人" }),
  unit: z.string().trim().max(50).optional().meta({ description: "发布单位" }),
};
const paging = { limit: PageLimit, cursor: PageCursor.optional() };
export const RECEIVED_GROUPS = ["ALL", "UNREAD", "FAVOURITE"] as const;
export type ReceivedGroup = (typeof RECEIVED_GROUPS)[number];
export const RECEIVED_GROUP_LABELS = { ALL: "全部", UNREAD: "未读", FAVOURITE: "收藏" } as const satisfies Record<ReceivedGroup, string>;
export const ListReceivedQuery = z.strictObject({ ...filters, group: z.enum(RECEIVED_GROUPS).default("ALL"), ...paging });
export type ListReceivedQuery = z.infer<typeof ListReceivedQuery>;
export const ListSentQuery = z.strictObject({ ...filters, status: z.enum(["SENT", "WITHDRAWN"]).optional(), ...paging });
export type ListSentQuery = z.infer<typeof ListSentQuery>;
export type AnnouncementFilters = Omit<ListSentQuery, "status" | "limit" | "cursor">;
export const ListDraftsQuery = z.strictObject(paging);
export type ListDraftsQuery = z.infer<typeof ListDraftsQuery>;

/** Of one recipient. */
export const OwnReceipt = z
  .strictObject({ readAt: Instant.optional(), confirmedAt: Instant.optional(), isFavourite: z.boolean() })
  .meta({ title: "OwnReceipt" });
export type OwnReceipt = z.infer<typeof OwnReceipt>;

/** Exact once `isSpreading` is over: until then it still reaches the last of them. */
export const ReceiptFigures = z
  .strictObject({
    recipients: z.number().int(),
    read: z.number().int(),
    unread: z.number().int(),
    confirmed: z.number().int(),
    isSpreading: z.boolean(),
  })
  .meta({ title: "ReceiptFigures" });
export type ReceiptFigures = z.infer<typeof ReceiptFigures>;

const summary = {
  announcementId: AnnouncementId,
  kind: z.string(),
  number: z.string(),
  title: z.string(),
  orgName: z.string(),
  senderName: z.string(),
  status: AnnouncementStatus,
  statusLabel: z.string(),
  /** When it was sent; of a draft, when it was saved. */
  at: Instant,
  isImportant: z.boolean(),
  needsConfirmation: z.boolean(),
  fileCount: z.number().int(),
  /** To whom it was sent. */
  own: OwnReceipt.optional(),
  /** To its bureau and those above. */
  figures: ReceiptFigures.optional(),
};
export const AnnouncementSummary = z.strictObject(summary).meta({ title: "AnnouncementSummary" });
export type AnnouncementSummary = z.infer<typeof AnnouncementSummary>;

export const AnnouncementDetail = z
  .strictObject({
    ...summary,
    /** Paragraphs, one a line. Empty to recipients once it was withdrawn. */
    text: z.string(),
    files: z.array(StoredDocument),
    withdrawal: z.strictObject({ at: Instant, byName: z.string(), reason: z.string() }).optional(),
    /** To whom it goes; to its bureau and those above alone. */
    orgPath: OrgPath.optional(),
    recipients: RecipientChoice.optional(),
    recipientsText: z.string().optional(),
    remindedAt: Instant.optional(),
    availableActions: z.array(z.strictObject({ action: z.enum(ANNOUNCEMENT_ACTIONS), label: z.string(), remark: RemarkRule })),
    version: z.number().int(),
  })
  .meta({ title: "AnnouncementDetail" });
export type AnnouncementDetail = z.infer<typeof AnnouncementDetail>;

export const RECEIPT_STATES = ["UNREAD", "READ", "UNCONFIRMED"] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];
export const RECEIPT_STATE_LABELS = { UNREAD: "未读", READ: "已读", UNCONFIRMED: "未确认" } as const satisfies Record<ReceiptState, string>;
export const ListReceiptsQuery = z.strictObject({ state: z.enum(RECEIPT_STATES).optional(), ...paging });
export type ListReceiptsQuery = z.infer<typeof ListReceiptsQuery>;
export const ExportReceiptsQuery = z.strictObject({ state: z.enum(RECEIPT_STATES).optional() });
export type ExportReceiptsQuery = z.infer<typeof ExportReceiptsQuery>;
export const Receipt = z
  .strictObject({
    username: z.string(),
    name: z.string(),
    orgName: z.string(),
    readAt: Instant.optional(),
    confirmedAt: Instant.optional(),
    toldLabel: z.string().meta({ description: "提醒发出的方式，或没有送达的原因；公文本身总在对方的消息里" }),
  })
  .meta({ title: "Receipt" });
export type Receipt = z.infer<typeof Receipt>;

/** What the form offers at one place: the words, the next number, and the places below. */
export const AnnouncementChoicesQuery = z.strictObject({ orgPath: OrgPath.optional() });
export type AnnouncementChoicesQuery = z.infer<typeof AnnouncementChoicesQuery>;
export const AnnouncementChoices = z
  .strictObject({
    kinds: z.array(z.string()),
    /** The places at which one may send. */
    senders: z.array(z.strictObject({ orgPath: OrgPath, orgName: z.string() })),
    orgPath: OrgPath,
    suggestedNumber: z.string(),
    places: z.array(z.strictObject({ place: OrgPath, name: z.string() })),
  })
  .meta({ title: "AnnouncementChoices" });
export type AnnouncementChoices = z.infer<typeof AnnouncementChoices>;

export const SearchRecipientsQuery = z.strictObject({
  orgPath: OrgPath,
  what: z.enum(["PEOPLE", "ORGANIZATIONS"]),
  search: z.string().trim().max(30).default(""),
});
export type SearchRecipientsQuery = z.infer<typeof SearchRecipientsQuery>;
export const RECIPIENTS_FOUND_MAX = 30;
/** `id`: a user name, or the id of an organisation. */
export const FoundRecipients = z
  .strictObject({ items: z.array(z.strictObject({ id: z.string(), name: z.string(), hint: z.string() })).max(RECIPIENTS_FOUND_MAX), isCut: z.boolean() })
  .meta({ title: "FoundRecipients" });
export type FoundRecipients = z.infer<typeof FoundRecipients>;

export const PreviewRecipients = z.strictObject({ orgPath: OrgPath, recipients: RecipientChoice }).meta({ title: "PreviewRecipients" });
export type PreviewRecipients = z.infer<typeof PreviewRecipients>;
export const RecipientsPreview = z
  .strictObject({
    count: z.number().int(),
    /** The first of them, so that a wrong choice is seen. */
    first: z.array(z.strictObject({ name: z.string(), orgName: z.string() })),
    text: z.string(),
  })
  .meta({ title: "RecipientsPreview" });
export type RecipientsPreview = z.infer<typeof RecipientsPreview>;

/** Important ones that were not read yet, for the back office to show when they arrive. */
export const ALERTS_MAX = 5;
export const AnnouncementAlerts = z.strictObject({ items: z.array(AnnouncementSummary).max(ALERTS_MAX) }).meta({ title: "AnnouncementAlerts" });
export type AnnouncementAlerts = z.infer<typeof AnnouncementAlerts>;
