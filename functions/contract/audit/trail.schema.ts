import { TrailKind } from "../engines/trail";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";

export const TrailEntryId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,400}$/, "编号格式不正确")
  .meta({ title: "TrailEntryId" });

/** One field before and after, in words. */
export const TrailChange = z.strictObject({ label: z.string(), before: z.string(), after: z.string() }).meta({ title: "TrailChange" });
export type TrailChange = z.infer<typeof TrailChange>;

/** One line of 操作日志 (seed 004, 5.1.8.9.1: 日期, 操作人员帐号, 操作动作说明, 登陆计算机 IP 地址). */
export const TrailLine = z
  .strictObject({
    entryId: TrailEntryId,
    kind: TrailKind,
    kindLabel: z.string(),
    at: Instant,
    /** 「确认预约」 */
    words: z.string(),
    /** 「明细 312 行」, or why */
    said: z.string().optional(),
    byName: z.string(),
    username: z.string().optional(),
    accountId: z.string(),
    roleLabels: z.array(z.string()),
    address: z.string().optional(),
    device: z.string().optional(),
    /** 「预约」 */
    caseLabel: z.string(),
    caseName: z.string().optional(),
    /** What people call the case by; absent when it has no number of its own. */
    caseNumber: z.string().optional(),
    orgPath: OrgPath,
    placeName: z.string(),
    changes: z.array(TrailChange),
  })
  .meta({ title: "TrailLine" });
export type TrailLine = z.infer<typeof TrailLine>;

export const TrailDetail = z
  .strictObject({ ...TrailLine.shape, facts: z.array(z.strictObject({ label: z.string(), value: z.string() })), requestId: z.string().optional() })
  .meta({ title: "TrailDetail" });
export type TrailDetail = z.infer<typeof TrailDetail>;

const filter = {
  kind: TrailKind,
  /** A place of the tree; without it all that the reader oversees. */
  place: OrgPath.optional(),
  /** A user name or an account's id. */
  person: z.string().trim().min(1).max(64).optional(),
  caseNumber: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9~_.:-]{4,64}$/, "编号应为 4-64 位字母或数字")
    .optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
};
const DAYS_OUT_OF_ORDER = { path: ["to"], message: "结束日期不能早于开始日期" };
const inOrder = ({ from, to }: { from?: LocalDate | undefined; to?: LocalDate | undefined }): boolean => from === undefined || to === undefined || from <= to;

export const ListTrailQuery = z.strictObject({ ...filter, limit: PageLimit, cursor: PageCursor.optional() }).refine(inOrder, DAYS_OUT_OF_ORDER);
export type ListTrailQuery = z.infer<typeof ListTrailQuery>;
export const ExportTrailQuery = z.strictObject(filter).refine(inOrder, DAYS_OUT_OF_ORDER);
export type ExportTrailQuery = z.infer<typeof ExportTrailQuery>;

/** A page, and of which places it is: the country's own office does not list the provinces by itself. */
export const TrailPage = z
  .strictObject({
    items: z.array(TrailLine),
    next: PageCursor.optional(),
    placeName: z.string(),
    /** Parts of the reader's own area to narrow the list to: a country's provinces, a province's cities. */
    parts: z.array(z.strictObject({ orgPath: OrgPath, name: z.string() })),
    searchedUntil: Instant.optional(),
  })
  .meta({ title: "TrailPage", description: "`searchedUntil`: the search has come so far without filling the page; `next` goes on from there" });
export type TrailPage = z.infer<typeof TrailPage>;
