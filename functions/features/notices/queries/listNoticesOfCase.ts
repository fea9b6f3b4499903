import { maskPhone } from "@app/contract/kernel/mask";
import { CASE_NOTICES_MAX, type CaseNotice } from "@app/contract/system/system.schema";
import type { Store } from "../../../engines/store/storePort";
import { CHANNEL_LABELS, failureLabel, RECIPIENT_LABELS } from "../noticeLabels";
import { noticesOfCasePk, type NoticeItem } from "../noticeRepository";
import { triesOf } from "./listUndeliveredNotices";

/** What was told of a case and by which way, latest first: whoever answers the phone sees why a person says they heard nothing. The caller has judged who may see the case. */
export async function listNoticesOfCase(store: Store, about: { readonly caseKind: string; readonly caseId: string }): Promise<CaseNotice[]> {
  const { items } = await store.query({ index: "index1", pk: noticesOfCasePk(about), order: "descending", limit: CASE_NOTICES_MAX });
  return (items as readonly NoticeItem[]).map((notice) => ({
    title: notice.title,
    recipientLabel: RECIPIENT_LABELS[notice.kind],
    ...(notice.kind === "ACCOUNT" || notice.phone === undefined ? {} : { maskedPhone: maskPhone(notice.phone) }),
    createdAt: notice.createdAt,
    outcomeLabel: outcomeOf(notice),
    isDelivered: notice.state === "SENT",
    tries: triesOf(notice),
  }));
}

function outcomeOf({ state, channel, lastFailureCode }: NoticeItem): string {
  switch (state) {
    case "SENT":
      return channel === undefined ? "已送达" : `已由${CHANNEL_LABELS[channel]}送出`;
    case "QUEUED":
      return lastFailureCode === undefined ? "等待发送" : `稍后再试：${failureLabel(lastFailureCode)}`;
    case "UNDELIVERED":
      return `未送达：${failureLabel(lastFailureCode)}`;
  }
}
