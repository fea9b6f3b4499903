import {
  CONTACT_GROUP_LABELS,
  matchesSearch,
  PLATFORM_CONTACT_LABELS,
  type Contact,
  type ContactsFilter,
  type PlatformContact,
} from "@app/contract/contacts/contact.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import type { Store } from "../../../engines/store/storePort";
import { ownUnits, scopesBelow, toContact } from "../contactScope";
import { contactsBelow } from "../contactsBelow";
import { getContactBook } from "./listContacts";

const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 10 },
  { header: "范围", kind: "TEXT", width: 14 },
  { header: "单位", kind: "TEXT", width: 40 },
  { header: "身份", kind: "TEXT", width: 18 },
  { header: "联系人", kind: "TEXT", width: 12 },
  { header: "固定电话", kind: "TEXT", width: 20 },
  { header: "手机", kind: "TEXT", width: 16 },
  { header: "邮箱", kind: "TEXT", width: 28 },
];
const ROWS_A_PAGE = 200;

/** What the page shows, in its order and by its search. Nothing is masked, for these are offices' contacts; who took them stays on the record. */
export function exportContacts(deps: ExportDeps, actor: Actor, filter: ContactsFilter): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const search = filter.search === "" ? undefined : filter.search;
  return makeExport(deps, {
    actor,
    exportKind: "CONTACTS",
    title: "通讯录",
    filterText: search === undefined ? "全部" : `单位或姓名含「${search}」`,
    filter: { search },
    columns: COLUMNS,
    pages: pagesOf(store, actor, search),
    countRows: async (max) => {
      let count = 0;
      for await (const _ of rowsOf(store, actor, search)) if ((count += 1) >= max) break;
      return count;
    },
  });
}

async function* pagesOf(store: Store, actor: Actor, search: string | undefined): AsyncGenerator<SheetRow[]> {
  let page: SheetRow[] = [];
  let number = 0;
  for await (const cells of rowsOf(store, actor, search)) {
    page.push([(number += 1), ...cells]);
    if (page.length < ROWS_A_PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function* rowsOf(store: Store, actor: Actor, search: string | undefined): AsyncGenerator<string[]> {
  const book = await getContactBook({ store }, actor);
  if (!book.ok) return;
  for (const contact of book.value.platform) if (contact.version > 0 && matchesSearch(contact, search)) yield platformCells(contact);
  for (const contact of [...book.value.own, ...book.value.above]) if (matchesSearch(contact, search)) yield cellsOf(contact);
  const own = ownUnits(actor);
  for await (const { item } of contactsBelow(store, scopesBelow(actor))) {
    const contact = toContact(item, actor, "BELOW");
    if (!own.includes(contact.orgPath) && matchesSearch(contact, search)) yield cellsOf(contact);
  }
}

function cellsOf(contact: Contact): string[] {
  return [CONTACT_GROUP_LABELS[contact.group], contact.unitName, contact.roleLabel, contact.name, contact.landline, contact.phone, contact.email];
}

function platformCells(contact: PlatformContact): string[] {
  return ["平台", contact.unitName, PLATFORM_CONTACT_LABELS[contact.kind], contact.name, contact.landline, contact.phone, contact.email];
}
