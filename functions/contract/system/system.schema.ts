import { NoticeTried } from "../engines/noticeTries";
import { RequestId } from "../kernel/ids";
import { OutsideService } from "../kernel/outsideServices";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";

/** What stands and waits, counted no further than a hundred: beyond that "100+" says enough. */
export const Backlog = z
  .strictObject({
    count: z.number().int().min(0),
    isMore: z.boolean().meta({ description: "true 表示不止这些" }),
    oldestAt: Instant.optional(),
  })
  .meta({ title: "Backlog" });
export type Backlog = z.infer<typeof Backlog>;

/** 100+ */
export function backlogText({ count, isMore }: Backlog): string {
  return isMore ? `${count}+` : String(count);
}

export const STORE_KINDS = ["ONE_MACHINE", "CLOUD"] as const;
export const StoreKind = z.enum(STORE_KINDS).meta({ title: "StoreKind" });
export type StoreKind = z.infer<typeof StoreKind>;
export const STORE_KIND_LABELS = { ONE_MACHINE: "本机数据库", CLOUD: "云端数据库" } as const satisfies Record<StoreKind, string>;

/** Of one machine: what its settings say. The cloud keeps its own. */
export type BackupMode = "NIGHTLY" | "NONE";
export const BACKUP_STATE_LABELS = {
  FINE: "正常",
  NEVER: "还没有备份过",
  LATE: "超过一天没有备份",
  FAILED: "最近一次失败",
  NONE: "没有设置备份",
} as const;
export const BACKUP_STATES = Object.keys(BACKUP_STATE_LABELS) as (keyof typeof BACKUP_STATE_LABELS)[];
export const BackupStatus = z
  .strictObject({
    state: z.enum(BACKUP_STATES),
    at: Instant.optional().meta({ description: "最近一次完整备份的时间" }),
    sizeBytes: z.number().int().optional(),
    failedAt: Instant.optional(),
    failure: z.string().optional().meta({ description: "程序给出的原因，不含个人信息" }),
  })
  .meta({ title: "BackupStatus" });
export type BackupStatus = z.infer<typeof BackupStatus>;

export const SystemStatus = z
  .strictObject({
    version: z.string(),
    storeKind: StoreKind,
    serverTime: Instant,
    services: z.array(z.strictObject({ service: OutsideService, label: z.string(), isSetUp: z.boolean() })).meta({ description: "外部服务是否已接通" }),
    backup: BackupStatus.optional().meta({ description: "只在一台机器正式运行时有" }),
    outbox: Backlog.meta({ description: "已发生、等待后续处理的事件" }),
    deadlines: z.array(Backlog.extend({ kind: z.string(), label: z.string() })).meta({ description: "已到时限、等待办理的事项，每类一行" }),
    deadLetters: Backlog,
    undeliveredNotices: Backlog,
    calendar: z.strictObject({
      years: z.array(z.number().int()),
      missingYear: z.number().int().optional().meta({ description: "今年或明年中，还没有节假日安排的第一个年份" }),
    }),
  })
  .meta({ title: "SystemStatus" });
export type SystemStatus = z.infer<typeof SystemStatus>;

/** What the system did by itself: one kind of deadline, its last days, and what went wrong last. */
export const Job = z
  .strictObject({
    kind: z.string(),
    label: z.string(),
    lastAt: Instant.optional(),
    lastFailure: z.strictObject({ at: Instant, message: z.string() }).optional(),
    days: z.array(z.strictObject({ day: LocalDate, settled: z.number().int(), failed: z.number().int() })),
  })
  .meta({ title: "Job" });
export type Job = z.infer<typeof Job>;
export const JOB_DAYS_SHOWN = 14;

/** Whatever waits longer than this while the loops run is held up. */
export const HELD_UP_AFTER_MINUTES = 10;

export const DeadLetterId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,120}$/, "编号格式不正确")
  .meta({ title: "DeadLetterId" });
export const DeadLetter = z
  .strictObject({
    deadLetterId: DeadLetterId,
    consumer: z.string(),
    consumerLabel: z.string(),
    eventType: z.string(),
    eventLabel: z.string(),
    caseKind: z.string().optional(),
    caseId: z.string().optional(),
    happenedAt: Instant.optional(),
    failedAt: Instant,
    message: z.string().meta({ description: "程序给出的原因，不含个人信息" }),
  })
  .meta({ title: "DeadLetter" });
export type DeadLetter = z.infer<typeof DeadLetter>;
export const DeadLetterParams = z.strictObject({ deadLetterId: DeadLetterId });

export const UndeliveredNoticeId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,120}$/, "编号格式不正确")
  .meta({ title: "UndeliveredNoticeId" });
export const UndeliveredNotice = z
  .strictObject({
    undeliveredId: UndeliveredNoticeId,
    kindLabel: z.string(),
    recipientLabel: z.string(),
    maskedPhone: z.string().optional(),
    failureLabel: z.string(),
    attempts: z.number().int(),
    tries: z.array(NoticeTried),
    createdAt: Instant,
    failedAt: Instant,
  })
  .meta({ title: "UndeliveredNotice" });
export type UndeliveredNotice = z.infer<typeof UndeliveredNotice>;
export const UndeliveredNoticeParams = z.strictObject({ undeliveredId: UndeliveredNoticeId });

/** The last days, today among them. */
export const NOTICE_DAYS_MAX = 31;
export const NoticeFiguresQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(NOTICE_DAYS_MAX).default(7) });
export const NoticeFigures = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    channels: z
      .array(z.strictObject({ channel: z.string(), label: z.string(), count: z.number().int() }))
      .meta({ description: "各通道送出的条数，未送达也是一行" }),
    days: z
      .array(z.strictObject({ date: LocalDate, total: z.number().int(), undelivered: z.number().int() }))
      .meta({ description: "最近的在前，只列有通知的日子" }),
  })
  .meta({ title: "NoticeFigures" });
export type NoticeFigures = z.infer<typeof NoticeFigures>;

export const ListQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export type ListQuery = z.infer<typeof ListQuery>;
export const Again = z.strictObject({ requestId: RequestId }).meta({ title: "Again" });
export type Again = z.infer<typeof Again>;
export const DeadLetterRetried = z.strictObject({ deadLetterId: DeadLetterId }).meta({ title: "DeadLetterRetried" });
export const NoticeSentAgain = z.strictObject({ undeliveredId: UndeliveredNoticeId }).meta({ title: "NoticeSentAgain" });
