import { RECEIPT_STATE_LABELS, type ExportReceiptsQuery, type ListReceiptsQuery, type Receipt } from "@app/contract/announcements/announcement.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { instantLabel } from "@app/contract/kernel/time";
import { makeExport, type ExportRefusal } from "../../../engines/exports/makeExport";
import { queryMerged } from "../../../engines/paging/queryMerged";
import { countUpTo, walkMerged, type MergedWalk } from "../../../engines/paging/walkMerged";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import type { Store } from "../../../engines/store/storePort";
import { outcomesOf } from "../../notices/public";
import type { AnnouncementDeps } from "../announcementDeps";
import { fanOutIdOf, getAnnouncementItem, receiptPartitions, type AnnouncementItem, type ReceiptItem } from "../announcementRepository";
import { partiesOf } from "../announcementView";

/** 接收情况: to the office that sent it and those above, to nobody else. */
export async function listReceipts(
  { engine }: AnnouncementDeps,
  actor: Actor,
  announcementId: AnnouncementId,
  query: ListReceiptsQuery,
): Promise<Result<Page<Receipt>, KernelRefusal>> {
  const announcement = await sentFor(engine.store, actor, announcementId);
  if (announcement === undefined) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
  const found = await queryMerged(engine.store, { ...walkOf(announcementId, query.state), limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const receipts = found.items as readonly ReceiptItem[];
  const told = await outcomesOf(
    engine.store,
    fanOutIdOf(announcementId),
    receipts.map(({ username }) => ({ kind: "ACCOUNT", username })),
  );
  return ok({ items: receipts.map((receipt, index) => toReceipt(receipt, told[index])), ...(found.next === undefined ? {} : { next: found.next }) });
}

const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 8 },
  { header: "单位", kind: "TEXT", width: 36 },
  { header: "姓名", kind: "TEXT", width: 12 },
  { header: "用户名", kind: "TEXT", width: 22 },
  { header: "阅读时间", kind: "TEXT", width: 18 },
  { header: "确认时间", kind: "TEXT", width: 18 },
];

export async function exportReceipts(
  deps: AnnouncementDeps,
  actor: Actor,
  announcementId: AnnouncementId,
  { state }: ExportReceiptsQuery,
): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const announcement = await sentFor(store, actor, announcementId);
  if (announcement === undefined) return refuse({ code: "NOT_FOUND", what: "份公文通告" });
  return makeExport(deps, {
    actor,
    exportKind: "ANNOUNCEMENT_RECEIPTS",
    title: "公文接收情况",
    filterText: `「${announcement.title}」${state === undefined ? "，全部收件人" : `，${RECEIPT_STATE_LABELS[state]}`}`,
    filter: { announcementId, state },
    columns: COLUMNS,
    pages: rowsOf(store, announcement, walkOf(announcementId, state)),
    countRows: (max) => countUpTo(store, walkOf(announcementId, state), max),
  });
}

async function* rowsOf(store: Store, { needsConfirmation }: AnnouncementItem, walk: MergedWalk): AsyncGenerator<SheetRow[]> {
  let number = 0;
  for await (const page of walkMerged(store, walk)) {
    yield (page as ReceiptItem[]).map(({ orgName, name, username, readAt, confirmedAt }) => [
      (number += 1),
      orgName,
      name,
      username,
      readAt === undefined ? "未读" : instantLabel(readAt),
      confirmedAt === undefined ? (needsConfirmation ? "未确认" : "") : instantLabel(confirmedAt),
    ]);
  }
}

const walkOf = (announcementId: string, state: ListReceiptsQuery["state"]): MergedWalk => ({
  index: "index2",
  pks: receiptPartitions(announcementId, state),
  range: {},
  order: "ascending",
});

async function sentFor(store: Store, actor: Actor, announcementId: string): Promise<AnnouncementItem | undefined> {
  const announcement = await getAnnouncementItem(store, announcementId);
  return announcement !== undefined && partiesOf(announcement, actor).includes("OFFICE") ? announcement : undefined;
}

/** @param told absent once the notice's time is over */
function toReceipt({ username, name, orgName, readAt, confirmedAt }: ReceiptItem, told = "提醒记录已清理"): Receipt {
  return { username, name, orgName, ...(readAt === undefined ? {} : { readAt }), ...(confirmedAt === undefined ? {} : { confirmedAt }), toldLabel: told };
}
