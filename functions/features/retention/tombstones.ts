import { RETENTION_RULES } from "@app/contract/engines/retention";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import type { LocalDate } from "@app/contract/kernel/time";
import type { ExportTombstonesQuery, ListTombstonesQuery, Tombstone, TombstoneKind } from "@app/contract/retention/retention.schema";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../engines/exports/makeExport";
import { queryMerged } from "../../engines/paging/queryMerged";
import { walkMerged, type Walk } from "../../engines/paging/walkMerged";
import { TOMBSTONE_KINDS, tombstonesPk, type TombstoneItem } from "../../engines/retention/tombstones";
import type { SheetColumn, SheetRow } from "../../engines/spreadsheet/sheetXml";
import type { Store } from "../../engines/store/storePort";

const WORDS: Readonly<Record<TombstoneKind, { readonly label: string; readonly outcome: "PSEUDONYMISED" | "DELETED" }>> = {
  ...RETENTION_RULES,
  ACCOUNT: { label: "公众账号", outcome: "DELETED" },
};
const OUTCOME_LABELS = { PSEUDONYMISED: "抹去个人信息", DELETED: "删除" } as const;

interface Asked {
  readonly kind?: TombstoneKind | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** One page of what was cleared, latest first. */
export async function listTombstones(store: Store, query: ListTombstonesQuery): Promise<Result<Page<Tombstone>, KernelRefusal>> {
  const found = await queryMerged(store, { ...walkOf(query), limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  return ok({ items: (found.items as readonly TombstoneItem[]).map(toTombstone), ...(found.next === undefined ? {} : { next: found.next }) });
}

function walkOf({ kind, from, to }: Asked): Walk {
  return {
    index: "primary",
    pks: (kind === undefined ? TOMBSTONE_KINDS : [kind]).map(tombstonesPk),
    range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to: `${to}~` }) },
    order: "descending",
  };
}

function toTombstone({ pk, sk, kind, at, byName, because, count, caseId, caseName }: TombstoneItem): Tombstone {
  const { label, outcome } = WORDS[kind];
  return {
    tombstoneId: Buffer.from(`${pk}|${sk}`).toString("base64url"),
    kind,
    kindLabel: label,
    outcomeLabel: OUTCOME_LABELS[outcome],
    at,
    byName,
    because,
    count,
    ...(caseId === undefined ? {} : { caseNumber: caseId.slice(-8) }),
    ...(caseName === undefined ? {} : { caseName }),
    ...(kind === "BOOKING" && caseId !== undefined ? { bookingId: caseId } : {}),
  };
}

const COLUMNS: readonly (SheetColumn & { readonly show: (line: Tombstone) => string | number })[] = [
  { header: "时间", kind: "MOMENT", width: 20, show: ({ at }) => at },
  { header: "类别", kind: "TEXT", width: 24, show: ({ kindLabel }) => kindLabel },
  { header: "编号", kind: "TEXT", width: 13, show: ({ caseNumber }) => caseNumber ?? "" },
  { header: "名称", kind: "TEXT", width: 40, show: ({ caseName }) => caseName ?? "" },
  { header: "处理", kind: "TEXT", width: 16, show: ({ outcomeLabel }) => outcomeLabel },
  { header: "条数", kind: "NUMBER", width: 8, show: ({ count }) => count },
  { header: "由谁", kind: "TEXT", width: 16, show: ({ byName }) => byName },
  { header: "依据", kind: "TEXT", width: 60, show: ({ because }) => because },
];

export async function exportTombstones(deps: ExportDeps, actor: Actor, query: ExportTombstonesQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const { kind, from, to } = query;
  const filterText = [
    `类别：${kind === undefined ? "全部" : WORDS[kind].label}`,
    `日期：${from === undefined && to === undefined ? "不限" : `${from ?? "不限"} 至 ${to ?? "不限"}`}`,
  ].join("；");
  const walk = walkOf(query);
  return makeExport(deps, {
    actor,
    exportKind: "TOMBSTONES",
    title: "数据清理记录",
    filterText,
    filter: query,
    columns: COLUMNS,
    pages: pagesOf(store, walk),
    countRows: (max) => countOf(store, walk, max),
  });
}

async function* pagesOf(store: Store, walk: Walk): AsyncGenerator<SheetRow[]> {
  for await (const items of walkMerged(store, walk))
    yield (items as unknown as readonly TombstoneItem[]).map(toTombstone).map((line) => COLUMNS.map(({ show }) => show(line)));
}

async function countOf(store: Store, walk: Walk, max: number): Promise<number> {
  let count = 0;
  for await (const items of walkMerged(store, walk)) {
    count += items.length;
    if (count >= max) return max;
  }
  return count;
}
