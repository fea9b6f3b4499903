import { exportErrors } from "../engines/exports";
import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import { ExportTombstonesQuery, ListTombstonesQuery, RetentionRules, TombstonePage } from "./retention.schema";

const NOTHING = z.strictObject({});
const read = {
  tag: "retention",
  method: "GET",
  access: { permission: "settings.read" },
  params: NOTHING,
  query: NOTHING,
  body: undefined,
  errors: {},
} as const;

export const retentionRoutes = {
  getRetentionRules: defineRoute({
    ...read,
    id: "getRetentionRules",
    path: "/api/retention/rules",
    summary: "数据保留期限：每类记录保留多久、到期怎么办、为什么",
    output: RetentionRules,
  }),
  listTombstones: defineRoute({
    ...read,
    id: "listTombstones",
    path: "/api/retention/tombstones",
    summary: "数据清理记录：清除了什么、何时、依据什么，最近的在前；不含个人信息",
    query: ListTombstonesQuery,
    output: TombstonePage,
  }),
  exportTombstones: defineRoute({
    ...read,
    id: "exportTombstones",
    path: "/api/retention/tombstones.xlsx",
    summary: "导出数据清理记录（Excel），与当前条件一致",
    query: ExportTombstonesQuery,
    output: SpreadsheetFile,
    errors: exportErrors,
  }),
} as const;
