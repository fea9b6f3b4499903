import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { settingsErrors } from "./settings.errors";
import {
  CalendarYear,
  CalendarYearParams,
  ChangeCalendarYear,
  ChangeDictionary,
  ChangeParameters,
  Dictionary,
  DictionaryEntries,
  DictionaryParams,
  ParameterList,
  SettingChange,
  SettingChangesQuery,
} from "./settings.schema";

const NOTHING = z.strictObject({});
const settings = {
  tag: "settings",
  access: { permission: "settings.read" },
  params: NOTHING,
  query: NOTHING,
  body: undefined,
  errors: settingsErrors,
} as const;
const EDIT = { permission: "settings.edit" } as const;

export const settingsRoutes = {
  listParameters: defineRoute({
    ...settings,
    id: "listParameters",
    method: "GET",
    path: "/api/settings/parameters",
    summary: "系统参数：现在的值、标准值、谁在什么时候改的",
    output: ParameterList,
  }),
  changeParameters: defineRoute({
    ...settings,
    id: "changeParameters",
    method: "PUT",
    path: "/api/settings/parameters",
    summary: "修改系统参数，半分钟内全平台生效",
    access: EDIT,
    body: ChangeParameters,
    output: ParameterList,
  }),
  listDictionaries: defineRoute({
    ...settings,
    id: "listDictionaries",
    method: "GET",
    path: "/api/settings/dictionaries",
    summary: "数据字典：各处可以直接选用的常用语",
    output: z.strictObject({ dictionaries: z.array(Dictionary) }),
  }),
  getDictionary: defineRoute({
    ...settings,
    id: "getDictionary",
    method: "GET",
    path: "/api/settings/dictionaries/{dictionary}",
    summary: "一个字典的内容（填写时选用）",
    access: "SESSION",
    params: DictionaryParams,
    output: DictionaryEntries,
  }),
  changeDictionary: defineRoute({
    ...settings,
    id: "changeDictionary",
    method: "PUT",
    path: "/api/settings/dictionaries/{dictionary}",
    summary: "修改一个字典；已经写进办件的内容不变",
    access: EDIT,
    params: DictionaryParams,
    body: ChangeDictionary,
    output: Dictionary,
  }),
  getCalendarYear: defineRoute({
    ...settings,
    id: "getCalendarYear",
    method: "GET",
    path: "/api/settings/calendar/{year}",
    summary: "一年的放假和调休安排",
    params: CalendarYearParams,
    output: CalendarYear,
  }),
  changeCalendarYear: defineRoute({
    ...settings,
    id: "changeCalendarYear",
    method: "PUT",
    path: "/api/settings/calendar/{year}",
    summary: "修改一年的放假和调休安排，之后计算的期限按新的安排",
    access: EDIT,
    params: CalendarYearParams,
    body: ChangeCalendarYear,
    output: CalendarYear,
  }),
  listSettingChanges: defineRoute({
    ...settings,
    id: "listSettingChanges",
    method: "GET",
    path: "/api/settings/changes",
    summary: "设置的修改记录，最近的在前",
    query: SettingChangesQuery,
    output: pageOf(SettingChange),
  }),
} as const;
