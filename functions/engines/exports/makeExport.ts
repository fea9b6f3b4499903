import { exportErrors } from "@app/contract/engines/exports";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal, RefusalOf } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { ROLE_LABELS } from "@app/contract/organizations/roles";
import { runCommand, type CommandEngine } from "../commands/runCommand";
import type { NewEvent } from "../events/event";
import type { Sheet } from "../spreadsheet/writeWorkbook";
import { writeWorkbook } from "../spreadsheet/writeWorkbook";

/** A sheet that people can still open and that is made within seconds. */
export const EXPORT_ROWS_MAX = 200_000;

export interface ExportDeps {
  readonly engine: CommandEngine;
  readonly rowsMax: number;
}

export interface ExportAsked extends Pick<Sheet, "columns" | "pages" | "total"> {
  readonly actor: Actor;
  /** What the record says was exported: BOOKINGS, CHECK_INS, … */
  readonly exportKind: string;
  /** The sheet's name, and how the file's name begins: at most 31 characters. */
  readonly title: string;
  /** The filter as a person reads it … */
  readonly filterText: string;
  /** … and as it was asked. */
  readonly filter: Readonly<Record<string, string | undefined>>;
  /** On a sheet with columns about people: why they are whole; undefined when they are masked. Left out where no column is about people. */
  readonly personalData?: { readonly reason: string | undefined };
  /** Counts the rows, no further than `max`. */
  readonly countRows: (max: number) => Promise<number>;
}

export type ExportRefusal = RefusalOf<typeof exportErrors> | KernelRefusal;

/**
 * A workbook that explains itself, by filter, time, maker and number of rows (promise F25). The record of who took what stands before the first byte leaves:
 * a download that breaks off has been given away too (promise M35).
 */
export async function makeExport({ engine, rowsMax }: ExportDeps, asked: ExportAsked): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const rows = await asked.countRows(rowsMax + 1);
  if (rows > rowsMax) return refuse({ code: "EXPORT_TOO_LARGE", rowsMax });
  const now = engine.clock.now();
  const fileName = `${asked.title}_${instantLabel(now).replace(" ", "_").replace(":", "")}.xlsx`;
  const recorded = await runCommand<undefined, KernelRefusal>(engine, {
    actor: asked.actor,
    requestId: undefined,
    command: "recordExport",
    asked: undefined,
    decide: async (context) => ok({ writes: [], events: exportEvents(asked, { exportId: context.newId(), rows, fileName, now }), answer: undefined }),
  });
  if (!recorded.ok) return recorded;
  const { title, columns, pages, total, filterText } = asked;
  const facts = [
    { label: "筛选条件", value: filterText },
    { label: "导出时间", value: `${instantLabel(now)}（北京时间）` },
    { label: "导出人", value: makerText(asked.actor) },
    ...(asked.personalData === undefined ? [] : [{ label: "个人信息", value: personalText(asked.personalData.reason) }]),
  ];
  return ok({ fileName, content: writeWorkbook({ name: title, title, facts, columns, pages, ...(total === undefined ? {} : { total }) }, now) });
}

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-X1 exports of a month | audit | index1 | EXPORTS#month / moment#id | by time | page |
 */
function exportMade(
  { exportKind, title, filter, filterText }: ExportAsked,
  made: { exportId: string; rows: number; fileName: string; now: Instant },
): NewEvent {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    eventType: "EXPORT_MADE",
    caseKind: "EXPORT",
    caseId: made.exportId,
    casePk: `EXPORT#${made.exportId}`,
    sequence: 1,
    caseName: title,
    said: `${made.rows} 行`,
    payload: { exportKind, filter: Object.fromEntries(given), filterText, rows: made.rows, fileName: made.fileName },
    index1: { pk: `EXPORTS#${made.now.slice(0, 7)}`, sk: `${made.now}#${made.exportId}` },
  };
}

/** Whoever takes whole personal data along has looked at them: that is an entry of its own, among those. */
function exportEvents(asked: ExportAsked, made: { exportId: string; rows: number; fileName: string; now: Instant }): NewEvent[] {
  const event = exportMade(asked, made);
  const reason = asked.personalData?.reason;
  if (reason === undefined) return [event];
  const { index1: _list, ...rest } = event;
  return [event, { ...rest, eventType: "PERSONAL_DATA_EXPORTED", sequence: 2, said: `${made.rows} 行，${reason}`, payload: { ...event.payload, reason } }];
}

const personalText = (reason: string | undefined): string => (reason === undefined ? "已隐去部分内容" : `完整（查看原因：${reason}）`);

function makerText({ name, grants }: Actor): string {
  const roles = [...new Set(grants.map((grant) => ROLE_LABELS[grant.role]))];
  return roles.length === 0 ? name : `${name}（${roles.join("、")}）`;
}
