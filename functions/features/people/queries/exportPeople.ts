import type { Actor } from "@app/contract/kernel/actor";
import type { Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { OFFICE_PERSON_STATUS_LABELS, type PeopleFilter } from "@app/contract/people/officePerson.schema";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import type { Store } from "../../../engines/store/storePort";
import type { RoleItem } from "../../organizations/public";
import { peopleBelow } from "../peopleBelow";
import { postsText } from "../personEvents";
import { visiblePlaces } from "../personScope";
import { rolesOf, toOfficePerson } from "../personView";
import { matchesFilter } from "./listPeople";

const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 8 },
  { header: "单位", kind: "TEXT", width: 36 },
  { header: "姓名", kind: "TEXT", width: 12 },
  { header: "用户名", kind: "TEXT", width: 22 },
  { header: "手机", kind: "TEXT", width: 16 },
  { header: "岗位", kind: "TEXT", width: 40 },
  { header: "角色", kind: "TEXT", width: 24 },
  { header: "状态", kind: "TEXT", width: 10 },
];
const ROWS_A_PAGE = 200;

/** What the list shows, in its order and by its filter; phones masked as there. */
export function exportPeople(deps: ExportDeps, actor: Actor, filter: PeopleFilter): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const said = [
    ...(filter.search === undefined || filter.search === "" ? [] : [`姓名、用户名或手机尾号「${filter.search}」`]),
    ...(filter.status === undefined ? [] : [OFFICE_PERSON_STATUS_LABELS[filter.status]]),
    ...(filter.orgPath === undefined ? [] : [`范围 ${filter.orgPath}`]),
  ];
  return makeExport(deps, {
    actor,
    exportKind: "PEOPLE",
    title: "人员",
    filterText: said.length === 0 ? "全部" : said.join("；"),
    filter: { search: filter.search, status: filter.status, orgPath: filter.orgPath },
    columns: COLUMNS,
    pages: pagesOf(store, actor, filter),
    countRows: async (max) => {
      let count = 0;
      for await (const _ of rowsOf(store, actor, filter)) if ((count += 1) >= max) break;
      return count;
    },
  });
}

async function* pagesOf(store: Store, actor: Actor, filter: PeopleFilter): AsyncGenerator<SheetRow[]> {
  let page: SheetRow[] = [];
  let number = 0;
  for await (const cells of rowsOf(store, actor, filter)) {
    page.push([(number += 1), ...cells]);
    if (page.length < ROWS_A_PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function* rowsOf(store: Store, actor: Actor, filter: PeopleFilter): AsyncGenerator<string[]> {
  const roles = new Map<string, RoleItem>();
  for await (const { account } of peopleBelow(store, visiblePlaces(actor, filter.orgPath))) {
    if (!matchesFilter(account, filter)) continue;
    // A made role is held by many: each is read once for the whole file.
    if (account.grants.some(({ roleId }) => roleId !== undefined && !roles.has(roleId)))
      for (const [roleId, role] of await rolesOf(store, [account])) roles.set(roleId, role);
    const person = toOfficePerson(account, roles);
    yield [person.orgName, person.name, person.username, person.phoneMasked, postsText(account.posts), person.roleLabels.join("、"), person.statusLabel];
  }
}
