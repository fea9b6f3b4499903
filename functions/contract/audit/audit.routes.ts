import { exportErrors } from "../engines/exports";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import { auditErrors } from "./audit.errors";
import { PersonalData, RevealedKind, RevealPersonalData } from "./personalData.schema";
import { ExportTrailQuery, ListTrailQuery, TrailDetail, TrailEntryId, TrailLine, TrailPage } from "./trail.schema";

const NOTHING = z.strictObject({});
const read = { tag: "audit", access: { permission: "audit.read" }, params: NOTHING, query: NOTHING, body: undefined, errors: auditErrors } as const;
const CaseParams = z.strictObject({ caseKind: RevealedKind, caseId: z.string().regex(/^[A-Za-z0-9~_.:-]{1,64}$/, "编号格式不正确") });

export const auditRoutes = {
  listTrail: defineRoute({
    ...read,
    id: "listTrail",
    method: "GET",
    path: "/api/audit/entries",
    summary: "操作日志：管辖范围内工作人员做过的事，最近的在前",
    query: ListTrailQuery,
    output: TrailPage,
  }),
  exportTrail: defineRoute({
    ...read,
    id: "exportTrail",
    method: "GET",
    path: "/api/audit/entries.xlsx",
    summary: "导出操作日志（Excel），与当前条件一致",
    query: ExportTrailQuery,
    output: SpreadsheetFile,
    errors: exportErrors,
  }),
  getTrailEntry: defineRoute({
    ...read,
    id: "getTrailEntry",
    method: "GET",
    path: "/api/audit/entries/{entryId}",
    summary: "一条操作日志：变更前后、来源和详情",
    params: z.strictObject({ entryId: TrailEntryId }),
    output: TrailDetail,
  }),
  listDataReads: defineRoute({
    ...read,
    id: "listDataReads",
    method: "GET",
    path: "/api/audit/personal-data/{caseKind}/{caseId}/reads",
    summary: "谁看过这张单的完整个人信息，最近的在前",
    params: CaseParams,
    query: z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() }),
    output: pageOf(TrailLine),
  }),
  revealPersonalData: defineRoute({
    ...read,
    id: "revealPersonalData",
    method: "POST",
    path: "/api/audit/personal-data/{caseKind}/{caseId}/reveal",
    summary: "查看完整个人信息：说明原因，留下记录",
    access: { permission: "personalData.reveal" },
    params: CaseParams,
    body: RevealPersonalData,
    output: PersonalData,
  }),
} as const;
