import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { maskPhone } from "@app/contract/kernel/mask";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { CASE_NOTICES_MAX, type CaseNotice, type CaseNotices } from "@app/contract/notices/caseNotice.schema";
import type { Store } from "../../../engines/store/storePort";
import { isBookingSeenBy } from "../../visits/public";
import { RECIPIENT_LABELS } from "../noticeLabels";
import { noticesOfCasePk, type NoticeItem } from "../noticeRepository";
import { triesOf } from "./listUndeliveredNotices";
import { outcomeOf } from "./outcomesOf";

/** What was told of a booking and by which way, latest first: whoever answers the phone sees why somebody says that they heard nothing (promise F24). */
export async function listBookingNotices(store: Store, actor: Actor, bookingId: string): Promise<Result<CaseNotices, KernelRefusal>> {
  if (!(await isBookingSeenBy(store, actor, bookingId))) return refuse({ code: "NOT_FOUND", what: "张预约单" });
  const pk = noticesOfCasePk({ caseKind: "booking", caseId: bookingId });
  const { items } = await store.query({ index: "index1", pk, order: "descending", limit: CASE_NOTICES_MAX });
  return ok({ items: (items as readonly NoticeItem[]).map(toCaseNotice) });
}

function toCaseNotice(notice: NoticeItem): CaseNotice {
  return {
    title: notice.title,
    recipientLabel: RECIPIENT_LABELS[notice.kind],
    ...(notice.kind === "ACCOUNT" || notice.phone === undefined ? {} : { maskedPhone: maskPhone(notice.phone) }),
    createdAt: notice.createdAt,
    outcomeLabel: outcomeOf(notice),
    isDelivered: notice.state === "SENT",
    tries: triesOf(notice),
  };
}
