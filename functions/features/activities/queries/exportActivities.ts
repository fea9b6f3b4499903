import { ACTIVITY_LEVEL_LABELS, ACTIVITY_STATUS_LABELS, type ActivitySummary, type ExportActivitiesQuery } from "@app/contract/activities/activity.schema";
import type { Actor } from "@app/contract/kernel/actor";
import { refuse, type Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import { countUpTo, walkMerged, type MergedWalk } from "../../../engines/paging/walkMerged";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import type { Store } from "../../../engines/store/storePort";
import { activitiesOf, type ActivityItem } from "../activityRepository";
import { toActivitySummary } from "../activityView";
import { nameOfUnit } from "../unitName";
import { hasKeyword, keywordOf, placeToRead } from "./listActivities";

interface ActivityColumn extends SheetColumn {
  readonly show: (activity: ActivitySummary, number: number) => string | number;
}

/** The columns of 活动列表 (seed 000, 七), then what its figures are made of. */
const COLUMNS: readonly ActivityColumn[] = [
  { header: "序号", kind: "NUMBER", width: 8, show: (_, number) => number },
  { header: "提交人", kind: "TEXT", width: 36, show: ({ unitName }) => unitName },
  { header: "级别", kind: "TEXT", width: 10, show: ({ level }) => ACTIVITY_LEVEL_LABELS[level] },
  { header: "开始日期", kind: "DATE", width: 13, show: ({ startDate }) => startDate },
  { header: "结束日期", kind: "DATE", width: 13, show: ({ endDate }) => endDate },
  { header: "活动名称", kind: "TEXT", width: 44, show: ({ name }) => name },
  { header: "开放形式", kind: "TEXT", width: 12, show: ({ formLabel }) => formLabel },
  { header: "受众人数", kind: "NUMBER", width: 12, show: ({ audience }) => audience },
  { header: "资源数量", kind: "NUMBER", width: 10, show: ({ resources }) => resources },
  { header: "视频总时长（分钟）", kind: "NUMBER", width: 18, show: ({ minutes }) => minutes },
  { header: "状态", kind: "TEXT", width: 22, show: ({ statusLabel }) => statusLabel },
  { header: "提交时间", kind: "MOMENT", width: 18, show: ({ submittedAt }) => submittedAt },
];
const SUMMED = ["受众人数", "资源数量", "视频总时长（分钟）"];

export async function exportActivities(deps: ExportDeps, actor: Actor, query: ExportActivitiesQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const place = await placeToRead(store, actor, query.unit);
  if (place === undefined) return refuse({ code: "FORBIDDEN" });
  const walk = activitiesOf(place, { status: query.status, from: query.from, to: query.to });
  const keyword = keywordOf(query);
  const { keyword: _keyword, ...rest } = query;
  return makeExport(deps, {
    actor,
    exportKind: "ACTIVITIES",
    title: "线上活动",
    filterText: await filterText(store, query),
    filter: { ...rest, ...(keyword === undefined ? {} : { keyword }) },
    ...sheetOf(store, walk, keyword),
  });
}

function sheetOf(store: Store, walk: MergedWalk, keyword: string | undefined) {
  const sums = new Map<string, number>(SUMMED.map((header) => [header, 0]));
  async function* pages(): AsyncGenerator<SheetRow[]> {
    let number = 0;
    for await (const items of walkMerged(store, walk)) {
      const shown = (items as ActivityItem[]).filter((activity) => hasKeyword(activity, keyword)).map(toActivitySummary);
      yield shown.map((activity) => {
        number += 1;
        return COLUMNS.map(({ header, show }) => {
          const value = show(activity, number);
          const sum = sums.get(header);
          if (sum !== undefined) sums.set(header, sum + Number(value));
          return value;
        });
      });
    }
  }
  return {
    columns: COLUMNS,
    pages: pages(),
    total: (): SheetRow => COLUMNS.map(({ header }) => (header === "提交人" ? "合计" : sums.get(header))),
    countRows: (max: number) => (keyword === undefined ? countUpTo(store, walk, max) : countNamed(store, walk, keyword, max)),
  };
}

async function countNamed(store: Store, walk: MergedWalk, keyword: string, max: number): Promise<number> {
  let count = 0;
  for await (const items of walkMerged(store, walk)) {
    count += (items as ActivityItem[]).filter((activity) => hasKeyword(activity, keyword)).length;
    if (count >= max) return max;
  }
  return count;
}

async function filterText(store: Store, { status, from, to, unit, keyword }: ExportActivitiesQuery): Promise<string> {
  const range = from === undefined && to === undefined ? "不限" : `${from ?? "不限"} 至 ${to ?? "不限"}`;
  const unitName = unit === undefined ? "权限范围内全部" : ((await nameOfUnit(store, unit)) ?? unit);
  return [
    `活动结束日期：${range}`,
    `状态：${status === undefined ? "全部" : ACTIVITY_STATUS_LABELS[status]}`,
    `提交人：${unitName}`,
    ...(keyword === undefined || keyword === "" ? [] : [`活动名称含「${keyword}」`]),
  ].join("；");
}
