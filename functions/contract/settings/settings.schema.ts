import { DICTIONARY_NAMES, type DictionaryName } from "../engines/dictionaries";
import { PARAMETER_NAMES, type ParameterName } from "../engines/parameters";
import { RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";

export const ParameterNameSchema = z.enum(PARAMETER_NAMES as [ParameterName, ...ParameterName[]]).meta({ title: "ParameterName" });
const Value = z.union([z.number(), z.boolean(), z.string().max(5, "请填写时间，如 22:00")]);

/** Who set something last, and when. */
export const LastChange = z.strictObject({ byName: z.string(), at: Instant }).meta({ title: "LastChange" });
export type LastChange = z.infer<typeof LastChange>;

export const Parameter = z
  .strictObject({
    name: ParameterNameSchema,
    group: z.string(),
    label: z.string(),
    help: z.string(),
    kind: z.enum(["NUMBER", "SWITCH", "TIME"]),
    /** Of a NUMBER; else empty. */
    unit: z.string(),
    min: z.number().optional(),
    max: z.number().optional(),
    standard: Value,
    value: Value,
    lastChange: LastChange.optional(),
  })
  .meta({ title: "Parameter" });
export type Parameter = z.infer<typeof Parameter>;

export const ParameterList = z.strictObject({ version: z.number().int().min(0), parameters: z.array(Parameter) }).meta({ title: "ParameterList" });
export type ParameterList = z.infer<typeof ParameterList>;

export const ChangeParameters = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(0), values: z.partialRecord(ParameterNameSchema, Value) })
  .meta({ title: "ChangeParameters" });
export type ChangeParameters = z.infer<typeof ChangeParameters>;

export const DictionaryNameSchema = z.enum(DICTIONARY_NAMES as [DictionaryName, ...DictionaryName[]]).meta({ title: "DictionaryName" });
export const DICTIONARY_ENTRIES_MAX = 40;
export const DICTIONARY_ENTRY_LENGTH_MAX = 60;
const Entry = z.string("请填写内容").trim().min(1, "请填写内容，或删除这一行").max(DICTIONARY_ENTRY_LENGTH_MAX, `每条最多 ${DICTIONARY_ENTRY_LENGTH_MAX} 字`);

export const Dictionary = z
  .strictObject({
    name: DictionaryNameSchema,
    label: z.string(),
    help: z.string(),
    entries: z.array(z.string()),
    /** True while nobody has changed it. */
    isStandard: z.boolean(),
    version: z.number().int().min(0),
    lastChange: LastChange.optional(),
  })
  .meta({ title: "Dictionary" });
export type Dictionary = z.infer<typeof Dictionary>;
export const DictionaryParams = z.strictObject({ dictionary: DictionaryNameSchema });
export const DictionaryEntries = z.strictObject({ entries: z.array(z.string()) }).meta({ title: "DictionaryEntries" });
export const ChangeDictionary = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(0),
    entries: z
      .array(Entry)
      .max(DICTIONARY_ENTRIES_MAX, `最多 ${DICTIONARY_ENTRIES_MAX} 条`)
      .refine((entries) => new Set(entries).size === entries.length, "有重复的内容，请删除一条"),
  })
  .meta({ title: "ChangeDictionary" });
export type ChangeDictionary = z.infer<typeof ChangeDictionary>;

/** 放假 / 调休上班. A day that is neither follows the week. */
export const CALENDAR_DAY_KINDS = ["HOLIDAY", "MAKE_UP"] as const;
export const CalendarDayKind = z.enum(CALENDAR_DAY_KINDS).meta({ title: "CalendarDayKind" });
export type CalendarDayKind = z.infer<typeof CalendarDayKind>;
export const CALENDAR_DAY_KIND_LABELS = { HOLIDAY: "放假", MAKE_UP: "调休上班" } as const satisfies Record<CalendarDayKind, string>;

export const CalendarDay = z
  .strictObject({
    date: LocalDate,
    kind: CalendarDayKind,
    name: z.string("请填写节日名称").trim().min(1, "请填写节日名称，如国庆节").max(20, "节日名称最多 20 字"),
  })
  .meta({ title: "CalendarDay" });
export type CalendarDay = z.infer<typeof CalendarDay>;

export const CALENDAR_YEAR_MIN = 2025;
export const CALENDAR_YEAR_MAX = 2100;
const Year = z.coerce.number("年份不正确").int("年份不正确").min(CALENDAR_YEAR_MIN, "年份太早").max(CALENDAR_YEAR_MAX, "年份太晚");
export const CalendarYearParams = z.strictObject({ year: Year });
export const CalendarYear = z
  .strictObject({
    year: z.number().int(),
    /** NONE: deadlines of that year do not know its holidays yet. */
    source: z.enum(["STATE_COUNCIL", "OFFICE", "NONE"]),
    days: z.array(CalendarDay),
    version: z.number().int().min(0),
    lastChange: LastChange.optional(),
    /** All years that are set. */
    years: z.array(z.number().int()),
  })
  .meta({ title: "CalendarYear" });
export type CalendarYear = z.infer<typeof CalendarYear>;

export const CALENDAR_DAYS_MAX = 120;
/** The whole year at once: what is not named follows the week. */
export const ChangeCalendarYear = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(0),
    days: z
      .array(CalendarDay)
      .max(CALENDAR_DAYS_MAX, `一年最多设置 ${CALENDAR_DAYS_MAX} 天`)
      .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, "同一天设置了两次，请删除一个"),
  })
  .meta({ title: "ChangeCalendarYear" });
export type ChangeCalendarYear = z.infer<typeof ChangeCalendarYear>;

export const SETTING_SUBJECTS = ["PARAMETERS", "CALENDAR", ...DICTIONARY_NAMES] as const;
export const SettingChangesQuery = z.strictObject({
  of: z.enum(SETTING_SUBJECTS as unknown as [string, ...string[]]),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type SettingChangesQuery = z.infer<typeof SettingChangesQuery>;
export const SettingChange = z
  .strictObject({
    at: Instant,
    byName: z.string(),
    changed: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ title: "SettingChange" });
export type SettingChange = z.infer<typeof SettingChange>;
