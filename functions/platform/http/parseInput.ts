import type { FieldProblem } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Route, RouteInput } from "@app/contract/kernel/route";
import type { z } from "@app/contract/kernel/zod";

const PROBLEMS_MAX = 60;

/** Parses path, query and body against the route's strict schemas; all problems at once, each with the path that fixes it (house style, habit 24). */
export function parseInput(route: Route, raw: { params: unknown; query: unknown; body: unknown }): Result<RouteInput<Route>, FieldProblem[]> {
  const params = route.params.safeParse({ ...(raw.params as object) });
  const query = route.query.safeParse(asSeen({ ...(raw.query as object) }));
  const body = route.body === undefined ? undefined : route.body.safeParse(asSeen(raw.body ?? {}));
  const problems = [
    ...problemsOf("path", params),
    ...problemsOf("query", query),
    ...(body === undefined ? [] : problemsOf("body", body)),
    ...brokenTexts("path", raw.params),
    ...brokenTexts("query", raw.query),
    ...brokenTexts("body", raw.body),
  ];
  if (problems.length > 0 || !params.success || !query.success || (body !== undefined && !body.success)) return refuse(problems.slice(0, PROBLEMS_MAX));
  return ok({ params: params.data, query: query.data, body: body?.data });
}

function problemsOf(part: string, parsed: z.ZodSafeParseResult<unknown>): FieldProblem[] {
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const path = [part, ...issue.path.map(String)];
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ path: [...path, key].join(".").slice(0, 200), message: "这一项不被接受，请去掉后重试" }));
    return [{ path: path.join(".").slice(0, 200), message: chineseOf(issue) }];
  });
}

/** Schemas say their own Chinese where a person fills the field in; the rest is for programmers of other clients and gets a plain sentence. */
function chineseOf(issue: z.core.$ZodIssue): string {
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "这一项必须填写" : "这一项的类型不对";
    case "too_small":
      return "这一项太短或太小";
    case "too_big":
      return "这一项太长或太大";
    case "invalid_value":
      return "这一项不在可选范围内";
    default:
      return "这一项填写得不对";
  }
}

/** Half a surrogate pair or a NUL is no text that anybody can type or any store can keep. */
function brokenTexts(part: string, value: unknown, depth = 0): FieldProblem[] {
  if (typeof value === "string") return isWholeText(value) ? [] : [{ path: part.slice(0, 200), message: "含有无法识别的字符，请重新输入" }];
  if (typeof value !== "object" || value === null || depth > 8) return [];
  return Object.entries(value).flatMap(([key, member]) => brokenTexts(`${part}.${key}`, member, depth + 1));
}

/**
 * What nobody sees, and what turns the reading direction: with it two names look like one, or a file ends in other letters than it seems. It comes along when text is
 * copied from a page, so it is left out and not refused. The joiner within an emoji stays.
 */
const UNSEEN = /[\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D/gu;

function asSeen(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.replace(UNSEEN, "");
  if (typeof value !== "object" || value === null || depth > 8) return value;
  if (Array.isArray(value)) return value.map((member) => asSeen(member, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asSeen(member, depth + 1)]));
}

function isWholeText(text: string): boolean {
  return !/\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}
