import { z } from "./zod";

/** One wrong field of an input: where it is and what would be right. */
export const FieldProblem = z.strictObject({
  path: z.string().meta({ description: "Dotted path inside the input, e.g. body.contactPhone" }),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** What the API answers when it refuses: a code for programs, a Chinese sentence with the way out for people. */
export const ErrorBody = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    fields: z.array(FieldProblem),
    requestId: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ title: "ErrorBody" });
export type ErrorBody = z.infer<typeof ErrorBody>;

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;

interface ErrorEntry<Details> {
  readonly status: RefusalStatus;
  readonly sentence: (details: Details) => string;
  readonly fields?: (details: Details) => FieldProblem[];
}

/** One line of an error table. The sentence says what happened and what to do next. `field` names the input that would fix it. */
export function refusalEntry<Details extends object = object>(
  status: RefusalStatus,
  sentence: string | ((details: Details) => string),
  field?: string,
): ErrorEntry<Details> {
  const say = typeof sentence === "string" ? () => sentence : sentence;
  return field === undefined ? { status, sentence: say } : { status, sentence: say, fields: (details) => [{ path: field, message: say(details) }] };
}

// Method syntax on purpose: entries with different details share one table type.
export interface AnyErrorEntry {
  readonly status: RefusalStatus;
  sentence(details: object): string;
  fields?(details: object): FieldProblem[];
}
export type ErrorTable = Readonly<Record<string, AnyErrorEntry>>;

type DetailsOf<Entry> = Entry extends ErrorEntry<infer Details> ? Details : never;

/** The union of refusals a table describes: `{ code: "SLOT_FULL"; headsLeft: number } | …`. */
export type RefusalOf<Table> = { [Code in keyof Table & string]: { readonly code: Code } & Readonly<DetailsOf<Table[Code]>> }[keyof Table & string];

/** What any refusal looks like to the shell that turns it into an answer. */
export interface AnyRefusal {
  readonly code: string;
  readonly [detail: string]: unknown;
}

/** Refusals that do not belong to one feature. */
export const kernelErrors = {
  INPUT_INVALID: refusalEntry(400, "有些内容填写得不对，请按提示修改后再提交。"),
  BODY_NOT_JSON: refusalEntry(400, "提交的内容无法识别，请刷新页面后重试。"),
  BODY_TOO_LARGE: refusalEntry(413, "提交的内容太大，请精简后重试。"),
  MEDIA_TYPE_UNSUPPORTED: refusalEntry(415, "提交的内容格式不支持，请使用 JSON。"),
  ROUTE_UNKNOWN: refusalEntry(404, "没有这个地址，请检查链接或返回首页。"),
  METHOD_UNKNOWN: refusalEntry(404, "这个地址不支持这种操作，请返回上一页重试。"),
  SESSION_MISSING: refusalEntry(401, "请先登录。"),
  SESSION_EXPIRED: refusalEntry(401, "登录已过期，请重新登录；您填写的内容会保留。"),
  NEW_PASSWORD_DUE: refusalEntry(403, "您的密码已到期，请先设置新密码，再继续使用。"),
  SECOND_STEP_DUE: refusalEntry(403, "您的账号要求两步验证，请先设置两步验证，再继续使用。"),
  FORBIDDEN: refusalEntry(403, "您没有这项操作的权限；如有需要，请联系上级管理员。"),
  NOT_FOUND: refusalEntry<{ readonly what: string }>(404, ({ what }) => `没有找到这${what}，可能已被删除，请返回列表重新查看。`),
  /** What is left of a case whose time was over, told to those who could have read it; to everybody else it was never there. */
  CASE_CLEARED: refusalEntry<{ readonly what: string; readonly words: string }>(
    410,
    ({ what, words }) => `这${what}${words}，内容不能恢复。需要核对的，请看「系统设置」→「数据保留」里的清理记录。`,
  ),
  REQUEST_ID_REUSED: refusalEntry(409, "这次提交与之前的一次重复但内容不同，请刷新页面后重新提交。"),
  CURSOR_INVALID: refusalEntry(400, "翻页位置已失效，请回到第一页重新查看。"),
  /** A page over several places asks each of them, so their number is bounded; it is said, never cut in silence. */
  SCOPE_TOO_WIDE: refusalEntry(422, "范围太大，一次看不完。请先选择一个地市或一家单位，或把单位关键字写得更完整。"),
  BUSY: refusalEntry(503, "现在办理的人较多，请稍等几秒再试；您填写的内容会保留。"),
  STORE_UNAVAILABLE: refusalEntry(503, "系统暂时无法保存，请稍后再试；您填写的内容会保留。"),
  CROWDED: refusalEntry<{ readonly retryAfterSeconds: number }>(
    429,
    ({ retryAfterSeconds }) => `现在登录的人很多，请 ${retryAfterSeconds} 秒后再试；您填写的内容会保留。`,
  ),
  RATE_LIMITED: refusalEntry<{ readonly retryAfterSeconds: number }>(429, ({ retryAfterSeconds }) => `操作太频繁，请 ${retryAfterSeconds} 秒后再试。`),
} as const;
export type KernelRefusal = RefusalOf<typeof kernelErrors>;
