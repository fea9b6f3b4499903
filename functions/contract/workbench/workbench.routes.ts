import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { workbenchErrors } from "./workbench.errors";
import { ChangeShortcuts, DropFilter, SavedFilters, SavedFiltersParams, SaveFilter, SearchAnswer, SearchQuery, Shortcuts, Workbench } from "./workbench.schema";

const NOTHING = z.strictObject({});
/** Everybody's own: what each sees follows from their own permissions and places. */
const workbench = { tag: "workbench", access: "SESSION", params: NOTHING, query: NOTHING, body: undefined, errors: workbenchErrors } as const;

export const workbenchRoutes = {
  getWorkbench: defineRoute({
    ...workbench,
    id: "getWorkbench",
    method: "GET",
    path: "/api/workbench",
    summary: "工作台：各系统等我办理的事项、等待最久的审批、我的快捷入口",
    output: Workbench,
  }),
  changeShortcuts: defineRoute({
    ...workbench,
    id: "changeShortcuts",
    method: "PUT",
    path: "/api/workbench/shortcuts",
    summary: "选择工作台上的快捷入口",
    body: ChangeShortcuts,
    output: z.strictObject({ shortcuts: Shortcuts }),
  }),
  listSavedFilters: defineRoute({
    ...workbench,
    id: "listSavedFilters",
    method: "GET",
    path: "/api/workbench/filters/{page}",
    summary: "我在一个列表上保存的常用筛选",
    params: SavedFiltersParams,
    output: SavedFilters,
  }),
  saveFilter: defineRoute({
    ...workbench,
    id: "saveFilter",
    method: "PUT",
    path: "/api/workbench/filters/{page}",
    summary: "保存一组常用筛选；同名的被替换",
    params: SavedFiltersParams,
    body: SaveFilter,
    output: SavedFilters,
  }),
  dropFilter: defineRoute({
    ...workbench,
    id: "dropFilter",
    method: "POST",
    path: "/api/workbench/filters/{page}/removals",
    summary: "删除一组常用筛选",
    params: SavedFiltersParams,
    body: DropFilter,
    output: SavedFilters,
  }),
  searchEverywhere: defineRoute({
    ...workbench,
    id: "searchEverywhere",
    method: "GET",
    path: "/api/workbench/search",
    summary: "全局搜索：按编号或名称查找权限范围内的单位、机构、人员、预约、活动、审批和注册申请",
    query: SearchQuery,
    output: SearchAnswer,
  }),
} as const;
