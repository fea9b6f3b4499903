import type { Store } from "../../../engines/store/storePort";
import { CHANNEL_LABELS, failureLabel } from "../noticeLabels";
import { noticeKey, recipientOf, type Addressee, type NoticeItem } from "../noticeRepository";

/** What became of one notice, in words: the way that it went, what it waits for, or why it reached nobody. */
export function outcomeOf({ state, channel, lastFailureCode, tries }: Pick<NoticeItem, "state" | "channel" | "lastFailureCode" | "tries">): string {
  const report = tries?.at(-1)?.report;
  switch (state) {
    case "SENT":
      if (report !== undefined && report.code === undefined) return `已由${CHANNEL_LABELS.SMS}送达`;
      return channel === undefined ? "已送达" : `已由${CHANNEL_LABELS[channel]}送出`;
    case "QUEUED":
      return lastFailureCode === undefined ? "等待发送" : `稍后再试：${failureLabel(lastFailureCode)}`;
    case "UNDELIVERED":
      return `未送达：${failureLabel(lastFailureCode)}`;
  }
}

/** What each of them was told of by one cause, in the order asked; undefined where their notice is gone. One read. */
export async function outcomesOf(store: Store, cause: string, recipients: readonly Addressee[]): Promise<(string | undefined)[]> {
  if (recipients.length === 0) return [];
  const notices = (await store.getMany(recipients.map((to) => noticeKey(`${cause}.${recipientOf(to)}`)))) as readonly (NoticeItem | undefined)[];
  return notices.map((notice) => (notice === undefined ? undefined : outcomeOf(notice)));
}
