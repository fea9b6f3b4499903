import { refusalEntry, type AnyErrorEntry, type FieldProblem, type RefusalOf } from "../kernel/errors";
import { instantLabel, type Instant } from "../kernel/time";

export const settingsErrors = {
  SETTING_CHANGED: refusalEntry<{ readonly byName: string | undefined; readonly at: Instant | undefined }>(
    409,
    ({ byName, at }) =>
      `这项设置刚被${byName === undefined || at === undefined ? "别人" : `「${byName}」于 ${instantLabel(at)} `}修改过。请先看最新内容；您填的内容还在页面上。`,
  ),
  PARAMETER_INVALID: {
    status: 422,
    sentence: ({ problems }) => `有 ${problems.length} 项填写得不对，请按提示修改后再保存。`,
    fields: ({ problems }) => [...problems],
  } satisfies Pick<AnyErrorEntry, "status"> & {
    sentence: (details: { readonly problems: readonly FieldProblem[] }) => string;
    fields: (details: { readonly problems: readonly FieldProblem[] }) => FieldProblem[];
  },
  CALENDAR_DAY_INVALID: refusalEntry<{ readonly date: string; readonly why: string }>(422, ({ date, why }) => `${date} ${why}`, "body.days"),
} as const;
export type SettingsRefusal = RefusalOf<typeof settingsErrors>;
