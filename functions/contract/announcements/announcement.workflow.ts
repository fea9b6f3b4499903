import { NO_REMARK, type Workflow } from "../engines/workflow";
import { localDateOf, type Instant } from "../kernel/time";
import { ANNOUNCEMENT_STATUS_LABELS, type AnnouncementAction, type AnnouncementStatus } from "./announcement.schema";

/** OFFICE holds the permission at the place it was sent from, or above it; a draft is its author's alone. */
export const ANNOUNCEMENT_PARTIES = ["AUTHOR", "OFFICE"] as const;
export type AnnouncementParty = (typeof ANNOUNCEMENT_PARTIES)[number];

/** What the workflow must know of an announcement. */
export interface AnnouncementCase {
  readonly status: AnnouncementStatus;
  readonly unread: number;
  readonly isSpreading: boolean;
  readonly remindedAt: Instant | undefined;
}
export type AnnouncementGuardRefusal =
  { readonly code: "ANNOUNCEMENT_ALL_READ" } | { readonly code: "ANNOUNCEMENT_REMINDED_TODAY" } | { readonly code: "ANNOUNCEMENT_SPREADING" };

const BOTH = ["AUTHOR", "OFFICE"] as const;

/** What was sent is not changed: recipients have read it. Who must correct it withdraws it with a reason and sends another. */
export const announcementWorkflow: Workflow<AnnouncementCase, AnnouncementStatus, AnnouncementAction, AnnouncementParty, AnnouncementGuardRefusal> = {
  caseKind: "announcement",
  caseLabel: "公文通告",
  statusLabels: ANNOUNCEMENT_STATUS_LABELS,
  statusOf: (announcement) => announcement.status,
  table: {
    DRAFT: {
      EDIT: { label: "修改", by: ["AUTHOR"], to: "DRAFT", event: "ANNOUNCEMENT_SAVED", remark: NO_REMARK },
      SEND: { label: "发布", by: ["AUTHOR"], to: "SENT", event: "ANNOUNCEMENT_SENT", remark: NO_REMARK },
      DISCARD: { label: "删除草稿", by: ["AUTHOR"], to: "DISCARDED", event: "ANNOUNCEMENT_DISCARDED", remark: NO_REMARK },
    },
    SENT: {
      REMIND: { label: "催阅", by: BOTH, to: "SENT", event: "ANNOUNCEMENT_REMINDED", remark: NO_REMARK },
      WITHDRAW: {
        label: "撤回",
        by: BOTH,
        to: "WITHDRAWN",
        event: "ANNOUNCEMENT_WITHDRAWN",
        remark: { kind: "required", label: "撤回原因", maxLength: 200 },
      },
    },
    WITHDRAWN: {},
    DISCARDED: {},
  },
  guards: {
    EDIT: () => undefined,
    SEND: () => undefined,
    DISCARD: () => undefined,
    // Once a day is a reminder, more is noise.
    REMIND: ({ unread, isSpreading, remindedAt }, now) => {
      if (isSpreading) return { code: "ANNOUNCEMENT_SPREADING" };
      if (unread === 0) return { code: "ANNOUNCEMENT_ALL_READ" };
      return remindedAt !== undefined && localDateOf(remindedAt) === localDateOf(now) ? { code: "ANNOUNCEMENT_REMINDED_TODAY" } : undefined;
    },
    WITHDRAW: () => undefined,
  },
};

/** Event → what 操作日志 says. */
export const ANNOUNCEMENT_EVENT_LABELS = {
  ANNOUNCEMENT_SAVED: "保存草稿",
  ANNOUNCEMENT_SENT: "发布",
  ANNOUNCEMENT_DISCARDED: "删除草稿",
  ANNOUNCEMENT_REMINDED: "催阅",
  ANNOUNCEMENT_WITHDRAWN: "撤回",
  ANNOUNCEMENT_CONFIRMED: "确认收到",
} as const;
export type AnnouncementEventType = keyof typeof ANNOUNCEMENT_EVENT_LABELS;
