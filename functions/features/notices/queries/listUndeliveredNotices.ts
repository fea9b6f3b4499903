import type { NoticeTried } from "@app/contract/engines/noticeTries";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { maskPhone } from "@app/contract/kernel/mask";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { ListQuery, UndeliveredNotice } from "@app/contract/system/system.schema";
import type { Store } from "../../../engines/store/storePort";
import { getAccount } from "../../sessions/public";
import { listUndeliveredItems, undeliveredId, undeliveredPlace, type NoticeItem } from "../noticeRepository";
import { NOTICE_KINDS } from "../noticeKinds";
import { CHANNEL_LABELS, failureLabel, RECIPIENT_LABELS, reportLabel } from "../noticeLabels";

/** What reached nobody, latest first (promise F24). Whom it was for is said by a masked phone and no name. */
export async function listUndeliveredNotices(store: Store, query: ListQuery): Promise<Result<Page<UndeliveredNotice>, KernelRefusal>> {
  const found = await listUndeliveredItems(store, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const items = await Promise.all((found.items as readonly NoticeItem[]).map((notice) => toUndelivered(store, notice)));
  return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
}

async function toUndelivered(store: Store, notice: NoticeItem): Promise<UndeliveredNotice> {
  const phone = notice.kind === "ACCOUNT" ? (await getAccount(store, notice.username))?.phone : notice.phone;
  return {
    undeliveredId: undeliveredId(notice),
    kindLabel: kindLabel(notice),
    recipientLabel: RECIPIENT_LABELS[notice.kind],
    ...(phone === undefined ? {} : { maskedPhone: maskPhone(phone) }),
    failureLabel: failureLabel(notice.lastFailureCode),
    attempts: notice.attempts,
    tries: triesOf(notice),
    createdAt: notice.createdAt,
    failedAt: undeliveredPlace(notice).at,
  };
}

/** All notices to offices share one template: what it is about stands in its title. */
function kindLabel({ template, title }: NoticeItem): string {
  const { label } = NOTICE_KINDS[template];
  return title === label ? label : `${label}：${title}`;
}

/** What was tried, in words, earliest first. */
export function triesOf({ tries }: NoticeItem): NoticeTried[] {
  return tries.map(({ channel, at, code, report }) => ({
    at,
    channelLabel: CHANNEL_LABELS[channel],
    ...(code === undefined ? {} : { failureLabel: failureLabel(code) }),
    ...(report === undefined ? {} : { report: { at: report.at, label: reportLabel(report.code), isDelivered: report.code === undefined } }),
  }));
}
