import { refusalEntry } from "../kernel/errors";

export const exportErrors = {
  EXPORT_TOO_LARGE: refusalEntry<{ readonly rowsMax: number }>(
    422,
    ({ rowsMax }) => `这个条件下的记录超过 ${rowsMax.toLocaleString("en-US")} 行，一次导不完。请缩短时间范围，或选择单个开放单位，分几次导出。`,
  ),
} as const;
