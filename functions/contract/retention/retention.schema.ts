import { RETENTION_KINDS } from "../engines/retention";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";

/** ACCOUNT: a person's account, which they asked to have deleted. */
export const TombstoneKind = z.enum([...RETENTION_KINDS, "ACCOUNT"]).meta({ title: "TombstoneKind" });
export type TombstoneKind = z.infer<typeof TombstoneKind>;

/** One line of 数据清理记录: nothing of whom it was about. */
export const Tombstone = z
  .strictObject({
    tombstoneId: z.string(),
    kind: TombstoneKind,
    kindLabel: z.string(),
    /** 「抹去个人信息」 or 「删除」 */
    outcomeLabel: z.string(),
    at: Instant,
    byName: z.string(),
    because: z.string(),
    /** More than one on a day's line. */
    count: z.number().int(),
    caseNumber: z.string().optional(),
    caseName: z.string().optional(),
    /** Where the case can still be opened, as it is now. */
    bookingId: z.string().optional(),
  })
  .meta({ title: "Tombstone" });
export type Tombstone = z.infer<typeof Tombstone>;

const filter = { kind: TombstoneKind.optional(), from: LocalDate.optional(), to: LocalDate.optional() };
const inOrder = ({ from, to }: { from?: LocalDate | undefined; to?: LocalDate | undefined }): boolean => from === undefined || to === undefined || from <= to;
const DAYS_OUT_OF_ORDER = { path: ["to"], message: "结束日期不能早于开始日期" };
export const ListTombstonesQuery = z.strictObject({ ...filter, limit: PageLimit, cursor: PageCursor.optional() }).refine(inOrder, DAYS_OUT_OF_ORDER);
export type ListTombstonesQuery = z.infer<typeof ListTombstonesQuery>;
export const ExportTombstonesQuery = z.strictObject(filter).refine(inOrder, DAYS_OUT_OF_ORDER);
export type ExportTombstonesQuery = z.infer<typeof ExportTombstonesQuery>;
export const TombstonePage = pageOf(Tombstone).meta({ title: "TombstonePage" });

/** The rules as they stand now, in words. */
export const RetentionRules = z
  .strictObject({
    rules: z.array(z.strictObject({ kind: z.enum(RETENTION_KINDS), label: z.string(), howLong: z.string(), what: z.string(), reason: z.string() })),
    fixed: z.array(z.strictObject({ label: z.string(), howLong: z.string(), why: z.string() })),
  })
  .meta({ title: "RetentionRules" });
export type RetentionRules = z.infer<typeof RetentionRules>;
