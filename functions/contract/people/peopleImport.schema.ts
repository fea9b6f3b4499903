import { RequestId } from "../kernel/ids";
import { z } from "../kernel/zod";

/** A workbook of at most so many rows is read in the browser and sent row by row; each row is decided by the server alone. */
export const IMPORT_BYTES_MAX = 2 * 1024 * 1024;
export const IMPORT_ROWS_MAX = 1000;
/** As many rows as one request carries. */
export const IMPORT_CHUNK_ROWS = 50;
/** As many as one workbook of refused rows holds. */
export const IMPORT_PROBLEM_ROWS_MAX = 500;

export const IMPORT_COLUMNS = ["username", "name", "phone", "organization", "posts", "landline", "email"] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
/** Heads of the template; a file is known by them. */
export const IMPORT_HEADS = {
  username: "用户名",
  name: "姓名",
  phone: "手机",
  organization: "单位",
  posts: "岗位",
  landline: "固定电话",
  email: "邮箱",
} as const satisfies Record<ImportColumn, string>;
export const IMPORT_REASON_HEAD = "没有导入的原因";

const Cell = z.string().max(200, "单元格内容太长（最多 200 个字）");
/** As it stands in the file; nothing is believed of it. */
export const ImportRow = z
  .strictObject({
    /** As the spreadsheet counts, from 1. */
    rowNumber: z.number().int().min(1).max(100_000),
    username: Cell,
    name: Cell,
    phone: Cell,
    organization: Cell,
    posts: Cell,
    landline: Cell,
    email: Cell,
  })
  .meta({ title: "ImportRow" });
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportProblem = z.strictObject({ column: z.enum(IMPORT_COLUMNS), head: z.string(), sentence: z.string() }).meta({ title: "ImportProblem" });
export type ImportProblem = z.infer<typeof ImportProblem>;
export const RefusedRow = z.strictObject({ rowNumber: z.number().int(), problems: z.array(ImportProblem) }).meta({ title: "RefusedRow" });
export type RefusedRow = z.infer<typeof RefusedRow>;

const Rows = z
  .array(ImportRow)
  .min(1, "没有要导入的行")
  .max(IMPORT_CHUNK_ROWS, `一次最多 ${IMPORT_CHUNK_ROWS} 行`)
  .refine((rows) => new Set(rows.map((row) => row.rowNumber)).size === rows.length, "行号重复");
export const CheckImport = z.strictObject({ rows: Rows }).meta({ title: "CheckImport" });
export type CheckImport = z.infer<typeof CheckImport>;
export const ImportChecked = z.strictObject({ refused: z.array(RefusedRow) }).meta({ title: "ImportChecked" });
export type ImportChecked = z.infer<typeof ImportChecked>;

export const ImportPeople = z.strictObject({ requestId: RequestId, rows: Rows }).meta({ title: "ImportPeople" });
export type ImportPeople = z.infer<typeof ImportPeople>;
export const PeopleImported = z
  .strictObject({ taken: z.array(z.strictObject({ rowNumber: z.number().int(), username: z.string() })), refused: z.array(RefusedRow) })
  .meta({ title: "PeopleImported" });
export type PeopleImported = z.infer<typeof PeopleImported>;

export const ImportProblems = z
  .strictObject({
    rows: z
      .array(ImportRow.extend({ reason: z.string().max(600) }))
      .min(1)
      .max(IMPORT_PROBLEM_ROWS_MAX),
  })
  .meta({ title: "ImportProblems" });
export type ImportProblems = z.infer<typeof ImportProblems>;

const headed = (column: ImportColumn, sentence: string): ImportProblem => ({ column, head: IMPORT_HEADS[column], sentence });
export const importProblem = headed;

/** User names and phones that stand twice in one file: the later row is told of the first. Pure. */
export function duplicatesInFile(rows: readonly ImportRow[]): RefusedRow[] {
  const first = { username: new Map<string, number>(), phone: new Map<string, number>() };
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const problems: ImportProblem[] = [];
    for (const column of ["username", "phone"] as const) {
      const text = row[column].trim().toLowerCase();
      if (text === "") continue;
      const before = first[column].get(text);
      if (before === undefined) first[column].set(text, row.rowNumber);
      else problems.push(headed(column, `和第 ${before} 行的${IMPORT_HEADS[column]}重复`));
    }
    if (problems.length > 0) refused.push({ rowNumber: row.rowNumber, problems });
  }
  return refused;
}
