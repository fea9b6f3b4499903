import type { Actor } from "@app/contract/kernel/actor";
import { ok, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { instantLabel } from "@app/contract/kernel/time";
import { IMPORT_COLUMNS, IMPORT_HEADS, IMPORT_REASON_HEAD, IMPORT_ROWS_MAX, type ImportProblems } from "@app/contract/people/peopleImport.schema";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import { writeWorkbook } from "../../../engines/spreadsheet/writeWorkbook";
import { organizationsInRange, withPosts } from "../postsInRange";

/** Posts are read for so many organisations; the drop-down names no more. */
const ORGANIZATIONS_WITH_POSTS = 200;

const FACTS = [
  { label: "怎么填", value: "从下面绿色表头的下一行开始，一人一行；不要改表头，不要用公式和合并单元格。" },
  { label: "用户名", value: "4-32 位，以字母开头，只用字母、数字、点、横线和下划线，例如 zhang.san。" },
  { label: "单位、岗位", value: "从下拉框选择；一个人有几个岗位，用「、」隔开。下拉框里没有的，请先在组织机构里设立。" },
  { label: "手机", value: "11 位，一人一个号码：第一次登录和忘记密码时，验证码发到这里。固定电话和邮箱可以不填。" },
  { label: "最多", value: `一次 ${IMPORT_ROWS_MAX} 行，文件不超过 2 MB。` },
] as const;
const WIDTHS = { username: 20, name: 12, phone: 16, organization: 36, posts: 24, landline: 20, email: 28 } as const;

/** The form to fill in, with the actor's own organisations and their posts in its drop-downs. */
export async function getImportTemplate(engine: CommandEngine, actor: Actor): Promise<Result<SpreadsheetFile, never>> {
  return ok(formFile(engine, "人员导入模板", "人员导入模板.xlsx", await columnsFor(engine, actor), []));
}

/** The refused rows as they were, each with its reason, in the same form: corrected, it can be imported as it is. */
export async function makeImportProblems(engine: CommandEngine, actor: Actor, { rows }: ImportProblems): Promise<Result<SpreadsheetFile, never>> {
  const columns: SheetColumn[] = [...(await columnsFor(engine, actor)), { header: IMPORT_REASON_HEAD, kind: "TEXT", width: 60 }];
  const name = `没有导入的人员_${instantLabel(engine.clock.now()).replace(" ", "_").replace(":", "")}.xlsx`;
  const cells = rows.map((row) => [...IMPORT_COLUMNS.map((column) => row[column]), row.reason]);
  return ok(formFile(engine, "没有导入的人员", name, columns, cells));
}

async function columnsFor({ store }: CommandEngine, actor: Actor): Promise<SheetColumn[]> {
  const organizations = [];
  for await (const organization of organizationsInRange(store, actor)) organizations.push(organization);
  const posts = (await withPosts(store, organizations.slice(0, ORGANIZATIONS_WITH_POSTS))).flatMap((each) => each.posts.map((post) => post.name));
  const choices = { organization: [...new Set(organizations.map(({ name }) => name))], posts: [...new Set(posts)] };
  return IMPORT_COLUMNS.map((column) => ({
    header: IMPORT_HEADS[column],
    kind: "TEXT",
    width: WIDTHS[column],
    ...(column === "organization" || column === "posts" ? { choices: choices[column] } : {}),
  }));
}

function formFile(engine: CommandEngine, title: string, fileName: string, columns: SheetColumn[], rows: readonly SheetRow[]): SpreadsheetFile {
  return { fileName, content: writeWorkbook({ name: title, title, facts: FACTS, columns, pages: [rows], isForm: true }, engine.clock.now()) };
}
