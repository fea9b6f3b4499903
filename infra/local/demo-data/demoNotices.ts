import { addDays, instantAt, localDateOf, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { EventRecord } from "../../../functions/engines/events/event";
import { retainedEntry } from "../../../functions/engines/retention/retained";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { queuedNotice, undeliveredEntry, type NoticeTry } from "../../../functions/features/notices/noticeRepository";
import { noticeCounted, type NoticeOutcome } from "../../../functions/features/notices/noticeFigures";
import { accountSecurityNotice } from "../../../functions/features/notices/noticeTexts";
import { GatheredFigures } from "./gatheredFigures";

const DAYS = 6;
const FIGURES: readonly (readonly [NoticeOutcome, number])[] = [
  ["MINIPROGRAM", 31],
  ["OFFICIAL_ACCOUNT", 6],
  ["OFFICIAL_ACCOUNT_SUBSCRIPTION", 3],
  ["SMS", 9],
  ["EMAIL", 1],
];

/** What was sent in the days before, by which way, and one reminder that reached nobody: 系统运行 has something to show. */
export async function demoNoticeItems(today: LocalDate): Promise<StoredItem[]> {
  const figures = new GatheredFigures((store, { eventId, eventType, at }) => noticeCounted(store, eventId, localDateOf(at), eventType as NoticeOutcome));
  for (let back = 1; back <= DAYS; back += 1) {
    const at = instantAt(addDays(today, -back), "10:00" as TimeOfDay);
    for (const [outcome, standard] of back === 2 ? [...FIGURES, ["UNDELIVERED", 1] as const] : FIGURES) {
      const count = Math.max(1, standard - ((back * 7 + outcome.length) % 5));
      for (let number = 0; number < count; number += 1)
        await figures.count({ eventId: `demo-${back}-${outcome}-${number}`, eventType: outcome, at } as unknown as EventRecord);
    }
  }
  return [...figures.items(), undelivered(addDays(today, -2))];
}

function undelivered(day: LocalDate): StoredItem {
  const at = (time: string) => instantAt(day, time as TimeOfDay);
  const { page = "", ...words } = accountSecurityNotice({
    matter: "登记手机号已更换",
    unit: "管理后台",
    hint: "不是您同意的，请立即联系上级管理员",
    text: "您在城市环境共治平台登记的手机号已更换。不是您同意的，请立即联系上级管理员。",
    opens: "/contacts",
  });
  const { index4: _, ...notice } = queuedNotice({
    cause: "demo-undelivered",
    to: { kind: "PHONE", phone: "13900000990" },
    page,
    ...words,
    createdAt: at("10:05"),
  });
  const tries: NoticeTry[] = [
    { channel: "SMS", at: at("10:05"), code: "UNAVAILABLE" },
    { channel: "SMS", at: at("10:06"), code: "PHONE_BLOCKED" },
  ];
  return {
    ...notice,
    state: "UNDELIVERED",
    attempts: tries.length,
    tries,
    closedChannels: ["SMS"],
    lastFailureCode: "PHONE_BLOCKED",
    index2: undeliveredEntry(notice.noticeId, at("10:06")),
    index4: retainedEntry("NOTICE", at("10:05"), notice.noticeId),
  };
}
