import { addDays, instantAt, localDateOf, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { EventRecord } from "../../../functions/engines/events/event";
import { retainedEntry } from "../../../functions/engines/retention/retained";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { queuedNotice, undeliveredEntry, type Addressee, type NoticeQueue, type NoticeTry } from "../../../functions/features/notices/noticeRepository";
import { noticeCounted, type NoticeOutcome } from "../../../functions/features/notices/noticeFigures";
import { accountSecurityNotice, BOOKING_NOTICES, slotsOpenedNotice, workReminder, type NoticeText } from "../../../functions/features/notices/noticeTexts";
import { AFTERNOON } from "./facilities";
import { GatheredFigures } from "./gatheredFigures";
import { demoPersonId } from "./persons";

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
  return [...figures.items(), undelivered(addDays(today, -2)), ...inboxes(today)];
}

/** One that went out and lies in its recipient's inbox. */
export function sentNotice(
  { page = "", sendAt: _, ...words }: NoticeText,
  sent: { readonly cause: string; readonly to: Addressee; readonly at: Instant; readonly queue?: NoticeQueue },
  readAt?: Instant,
): StoredItem {
  const { at, ...rest } = sent;
  const notice = queuedNotice({ ...words, page, ...rest, createdAt: at });
  return {
    ...notice,
    state: "SENT",
    channel: "SMS",
    sentAt: at,
    attempts: 1,
    tries: [{ channel: "SMS", at }],
    index4: retainedEntry("NOTICE", at, notice.noticeId),
    ...(readAt === undefined ? {} : { readAt }),
  };
}

/** What the bell and 消息 show at the first look, beside the announcements: work that waits, an account's safety, a visitor's own. */
function inboxes(today: LocalDate): StoredItem[] {
  const at = (daysAgo: number, time: string) => instantAt(addDays(today, -daysAgo), time as TimeOfDay);
  const toAccount = (username: string) => ({ kind: "ACCOUNT", username }) as const;
  const lin = { kind: "PERSON", personId: demoPersonId("lin-xiaoyan"), phone: "13900000001" } as const;
  const facility = { facilityId: "haikou-baishamen", facilityName: "海口白沙门污水处理厂" };
  const visit = { ...facility, personId: lin.personId, contactPhone: lin.phone, date: today, periodLabel: `下午 ${AFTERNOON.startsAt}`, heads: 4 };
  const confirmed = BOOKING_NOTICES["BOOKING_CONFIRMED"]?.({ ...visit } as never);
  const slots = { ...facility, orgPath: "", slotCount: 6, firstDate: addDays(today, 3) };
  return [
    sentNotice(
      workReminder({
        matter: "2 个新预约待确认",
        unit: facility.facilityName,
        hint: "请在预约管理里确认",
        text: `「${facility.facilityName}」有 2 个新的参观预约等待确认，请登录管理后台，在「预约管理」里尽快办理。`,
        opens: "/bookings?status=PENDING",
      }),
      { cause: "demo-new-bookings", to: toAccount("baishamen.admin"), at: at(1, "17:00") },
    ),
    ...["haikou.city", "platform.admin"].map((username, index) =>
      sentNotice(
        accountSecurityNotice({
          matter: "登录密码已修改",
          unit: "管理后台",
          hint: "不是您本人操作的，请立即联系上级管理员",
          text: "您在城市环境共治平台的登录密码已修改。不是您本人操作的，请立即联系上级管理员。",
          opens: "/contacts",
        }),
        { cause: "demo-password", to: toAccount(username), at: at(4, `09:${12 + index}`) },
        index === 0 ? at(4, "09:40") : undefined,
      ),
    ),
    ...(confirmed === undefined ? [] : [sentNotice({ page: "pages/bookings/index", ...confirmed }, { cause: "demo-confirmed", to: lin, at: at(4, "10:30") })]),
    sentNotice(slotsOpenedNotice(slots as never), { cause: "demo-slots-opened", to: lin, at: at(1, "08:30"), queue: "NOTICE_BULK" }),
  ];
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
