import type { Actor } from "@app/contract/kernel/actor";
import { peopleErrors } from "@app/contract/people/people.errors";
import { CreateOfficePerson } from "@app/contract/people/officePerson.schema";
import { duplicatesInFile, importProblem, type ImportColumn, type ImportProblem, type ImportRow } from "@app/contract/people/peopleImport.schema";
import type { AnyRefusal } from "@app/contract/kernel/errors";
import type { Store } from "../../engines/store/storePort";
import { getAccount, getAccountByPhone } from "../sessions/public";
import { findChosenPosts } from "./chosenPosts";
import type { PersonData } from "./newPerson";
import { organizationsInRange, withPosts, type OrganizationWithPosts } from "./postsInRange";

/** A row that could be taken as far as it can be known before it is written, or what is wrong with it. */
export type ReadRow = { readonly rowNumber: number; readonly data: PersonData } | { readonly rowNumber: number; readonly problems: ImportProblem[] };

const PersonRow = CreateOfficePerson.omit({ requestId: true, posts: true });

/** Every row for itself; nothing that the file says is believed. Rows that name what an earlier row of the same sending takes are refused with its number. */
export async function readRows(store: Store, actor: Actor, rows: readonly ImportRow[]): Promise<ReadRow[]> {
  const [named, repeated] = [await organizationsByName(store, actor, rows), new Map(duplicatesInFile(rows).map((row) => [row.rowNumber, row.problems]))];
  return Promise.all(
    rows.map(async (row): Promise<ReadRow> => {
      const parsed = PersonRow.safeParse({
        username: row.username,
        name: row.name,
        phone: row.phone.replace(/[\s-]/g, ""),
        landline: row.landline,
        email: row.email,
      });
      const problems: ImportProblem[] = parsed.success
        ? []
        : parsed.error.issues.map((issue) => importProblem(String(issue.path[0]) as ImportColumn, textOf(row, issue)));
      const posts = choosePosts(row, named);
      if ("problem" in posts) problems.push(posts.problem);
      problems.push(...(repeated.get(row.rowNumber) ?? []));
      if (parsed.success) problems.push(...(await takenProblems(store, parsed.data)));
      if ("chosen" in posts) {
        const found = await findChosenPosts(store, actor, posts.chosen);
        if (!found.ok) problems.push(importProblem("posts", sentenceOf(found.refusal)));
      }
      return parsed.success && "chosen" in posts && problems.length === 0
        ? { rowNumber: row.rowNumber, data: { ...parsed.data, posts: posts.chosen } }
        : { rowNumber: row.rowNumber, problems: distinct(problems) };
    }),
  );
}

/** The refusal of the command itself, for a row that lost a race since it was read. */
export function problemOf(refusal: AnyRefusal): ImportProblem {
  const column: ImportColumn = refusal.code === "USERNAME_TAKEN" ? "username" : refusal.code === "PHONE_TAKEN" ? "phone" : "posts";
  return importProblem(column, sentenceOf(refusal));
}

function sentenceOf(refusal: AnyRefusal): string {
  const entry = (peopleErrors as Readonly<Record<string, { sentence(details: object): string }>>)[refusal.code];
  return entry?.sentence(refusal) ?? "这一行暂时没有保存，请稍后再导入一次。";
}

function textOf(row: ImportRow, issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const column = issue.path[0] as ImportColumn;
  return row[column].trim() === "" ? "没有填写" : issue.message;
}

async function takenProblems(store: Store, data: { readonly username: string; readonly phone: string }): Promise<ImportProblem[]> {
  const [byUsername, byPhone] = await Promise.all([getAccount(store, data.username), getAccountByPhone(store, data.phone)]);
  return [
    ...(byUsername === undefined ? [] : [importProblem("username", "平台上已有人使用这个用户名，请换一个")]),
    ...(byPhone === undefined ? [] : [importProblem("phone", "这个手机号已登记在另一个账号上，请核对")]),
  ];
}

/** Only the organisations that the rows name, each with its posts; two of one name cannot be told apart by it. */
async function organizationsByName(store: Store, actor: Actor, rows: readonly ImportRow[]): Promise<Map<string, OrganizationWithPosts[]>> {
  const wanted = new Set(rows.map((row) => row.organization.trim()));
  const found = [];
  for await (const organization of organizationsInRange(store, actor)) if (wanted.has(organization.name)) found.push(organization);
  const named = new Map<string, OrganizationWithPosts[]>();
  for (const each of await withPosts(store, found)) named.set(each.organization.name, [...(named.get(each.organization.name) ?? []), each]);
  return named;
}

function choosePosts(
  row: ImportRow,
  named: ReadonlyMap<string, readonly OrganizationWithPosts[]>,
): { chosen: PersonData["posts"] } | { problem: ImportProblem } {
  const name = row.organization.trim();
  if (name === "") return { problem: importProblem("organization", "没有填写") };
  const [organization, second] = named.get(name) ?? [];
  if (organization === undefined) return { problem: importProblem("organization", `您的管理范围内没有「${name}」，请从模板的下拉框选择`) };
  if (second !== undefined) return { problem: importProblem("organization", `有两家单位都叫「${name}」，请在页面上逐个新增`) };
  const names = [...new Set(row.posts.split(/[、,，;；]/).map((text) => text.trim()))].filter((text) => text !== "");
  if (names.length === 0) return { problem: importProblem("posts", "没有填写") };
  const posts = names.map((wanted) => organization.posts.find((post) => post.name === wanted));
  const missing = names.find((_, index) => posts[index] === undefined);
  if (missing !== undefined) {
    const there = organization.posts.map((post) => post.name).join("、");
    return { problem: importProblem("posts", `「${name}」没有岗位「${missing}」${there === "" ? "，请先在组织机构里设立岗位" : `，现有岗位：${there}`}`) };
  }
  const { organizationId } = organization.organization;
  return { chosen: posts.flatMap((post) => (post === undefined ? [] : [{ organizationId, postId: post.postId }])) as PersonData["posts"] };
}

function distinct(problems: readonly ImportProblem[]): ImportProblem[] {
  return problems.filter((problem, index) => problems.findIndex((other) => other.column === problem.column) === index);
}
