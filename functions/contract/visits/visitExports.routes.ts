import { exportErrors } from "../engines/exports";
import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import { ExportBookingsQuery } from "./booking.schema";
import { ExportCheckInsQuery } from "./checkIn.schema";

const NOTHING = z.strictObject({});
const visitExports = {
  tag: "visits",
  method: "GET",
  params: NOTHING,
  body: undefined,
  output: SpreadsheetFile,
  errors: exportErrors,
} as const;

export const visitExportRoutes = {
  exportBookings: defineRoute({
    ...visitExports,
    id: "exportBookings",
    path: "/api/visits/bookings.xlsx",
    summary: "导出预约明细（Excel），与当前条件一致",
    access: { permission: "bookings.read" },
    query: ExportBookingsQuery,
  }),
  exportCheckIns: defineRoute({
    ...visitExports,
    id: "exportCheckIns",
    path: "/api/visits/check-ins.xlsx",
    summary: "导出入场记录（Excel），与当前条件一致",
    access: { permission: "checkIns.read" },
    query: ExportCheckInsQuery,
  }),
} as const;
