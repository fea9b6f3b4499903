import { ApprovalSummary } from "../approvals/approval.schema";
import { RequestId } from "../kernel/ids";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";

/** Work is counted exactly up to this; beyond it the row says 「99+」. */
export const WORK_COUNT_MAX = 99;

/** One kind of work that waits for somebody, with the way to the list that shows exactly it. */
export const WorkItem = z
  .strictObject({
    key: z.string(),
    label: z.string(),
    count: z.number().int().min(0).max(WORK_COUNT_MAX),
    tooWide: z.literal(true).optional().meta({ description: "范围太大，没有逐处清点；在列表里按地区查看" }),
    more: z.boolean().meta({ description: "true 表示不止这些" }),
    overdue: z.number().int().min(0).meta({ description: "其中已超过办理期限的" }),
    since: Instant.optional().meta({ description: "等得最久的一条从什么时候开始等" }),
    dueAt: Instant.optional().meta({ description: "最早的办理期限" }),
    day: LocalDate.optional().meta({ description: "最早的参观日" }),
    opens: z.string().meta({ description: "后台里列出这些事项的地址" }),
  })
  .meta({ title: "WorkItem" });
export type WorkItem = z.infer<typeof WorkItem>;

export function workCountText({ count, more }: Pick<WorkItem, "count" | "more">): string {
  return more ? `${WORK_COUNT_MAX}+` : String(count);
}

/** Menu entries that somebody chose for their 工作台, by the names the back office has for them. */
export const SHORTCUTS_MAX = 8;
const Shortcut = z.string().regex(/^[A-Za-z]{1,40}$/, "快捷入口不正确");
export const Shortcuts = z
  .array(Shortcut)
  .max(SHORTCUTS_MAX, `快捷入口最多 ${SHORTCUTS_MAX} 个`)
  .refine((chosen) => new Set(chosen).size === chosen.length, "快捷入口不能重复");

export const LONGEST_WAITING_SHOWN = 5;
export const Workbench = z
  .strictObject({
    items: z.array(WorkItem).meta({ description: "有超期的在前，再按最早的期限" }),
    longestWaiting: z.array(ApprovalSummary).optional().meta({ description: "管辖范围内等待最久的审批，只给能看审批进度的人" }),
    /** Absent: never chosen. */
    shortcuts: Shortcuts.optional(),
  })
  .meta({ title: "Workbench" });
export type Workbench = z.infer<typeof Workbench>;

export const ChangeShortcuts = z.strictObject({ requestId: RequestId, shortcuts: Shortcuts });
export type ChangeShortcuts = z.infer<typeof ChangeShortcuts>;

/** 常用筛选: the address of a list, kept under a name of one's own. */
export const SAVED_FILTERS_MAX = 20;
export const FilterPage = z
  .string()
  .regex(/^[A-Za-z]{1,40}$/, "页面名称不正确")
  .meta({ title: "FilterPage" });
export const SavedFilter = z
  .strictObject({
    name: z.string().trim().min(1, "请给这组条件起个名字").max(20, "名字最多 20 个字"),
    query: z
      .string()
      .max(500, "条件太多，无法保存")
      .regex(/^[\x21-\x7e]*$/, "条件格式不正确"),
  })
  .meta({ title: "SavedFilter" });
export type SavedFilter = z.infer<typeof SavedFilter>;
export const SavedFilters = z.strictObject({ items: z.array(SavedFilter).max(SAVED_FILTERS_MAX) }).meta({ title: "SavedFilters" });
export type SavedFilters = z.infer<typeof SavedFilters>;
export const SavedFiltersParams = z.strictObject({ page: FilterPage });
export const SaveFilter = SavedFilter.extend({ requestId: RequestId });
export type SaveFilter = z.infer<typeof SaveFilter>;
export const DropFilter = z.strictObject({ requestId: RequestId, name: SavedFilter.shape.name });
export type DropFilter = z.infer<typeof DropFilter>;

/** 全局搜索: two characters at least, so that no list is asked for nearly everything. */
export const SEARCH_HITS_MAX = 6;
export const SearchQuery = z.strictObject({ q: z.string().trim().min(2, "请至少输入 2 个字").max(50, "最多 50 个字") });
export type SearchQuery = z.infer<typeof SearchQuery>;
export const SearchHit = z
  .strictObject({ id: z.string(), title: z.string(), note: z.string(), opens: z.string().meta({ description: "后台里的地址" }) })
  .meta({ title: "SearchHit" });
export type SearchHit = z.infer<typeof SearchHit>;
export const SearchAnswer = z
  .strictObject({
    groups: z.array(z.strictObject({ kind: z.string(), label: z.string(), items: z.array(SearchHit).min(1).max(SEARCH_HITS_MAX), more: z.boolean() })),
  })
  .meta({ title: "SearchAnswer" });
export type SearchAnswer = z.infer<typeof SearchAnswer>;
