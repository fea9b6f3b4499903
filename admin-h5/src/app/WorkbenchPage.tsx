import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { dateLabel, deadlineLabel, instantLabel, localDateOf, type Instant } from "@app/contract/kernel/time";
import { SHORTCUTS_MAX, workCountText, type Workbench, type WorkItem } from "@app/contract/workbench/workbench.schema";
import { workbenchRoutes } from "@app/contract/workbench/workbench.routes";
import { read } from "../platform/api";
import { useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { EmptyState } from "../ui/EmptyState";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { PageHeader } from "../ui/PageHeader";
import { Panel } from "../ui/Panel";
import { menuFor, type MenuEntry } from "./menu";
import { MENU_ICONS } from "./menuIcons";
import { FirstSteps } from "../features/workbench/FirstSteps";
import { LatestMessages } from "../features/workbench/LatestMessages";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { waitedText } from "../features/workbench/waitedText";
import "./workbench.css";

export const WORKBENCH_KEY = ["workbench"] as const;
const REFRESH_MS = 30_000;

/** 工作台: what waits for whoever is logged in, across the systems, the late first. */
export function WorkbenchPage() {
  const me = useMe();
  const workbench = useQuery({ queryKey: WORKBENCH_KEY, queryFn: () => read(workbenchRoutes.getWorkbench, {}), refetchInterval: REFRESH_MS });
  const [isChoosing, setChoosing] = useState(false);
  const pages = menuFor(me.permissions).filter(({ icon }) => icon !== "workbench");
  const { data } = workbench;
  return (
    <div className="page">
      <PageHeader title="工作台" lead={data === undefined ? `${me.name}，您好` : `${me.name}，您好。${sumSentence(data.items)}`} />
      {data === undefined ? (
        workbench.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={workbench.error} onRetry={() => void workbench.refetch()} />
        )
      ) : (
        <div className="workbench">
          <div className="workbench-column">
            <FirstSteps />
            <Panel title="待办" flush>
              {data.items.length === 0 ? (
                <EmptyState sentence="现在没有等您办理的事项。" hint="有新的事项时会自动出现在这里。" />
              ) : (
                <WorkRows items={data.items} />
              )}
            </Panel>
            {data.longestWaiting === undefined || data.longestWaiting.length === 0 ? null : <LongestWaiting items={data.longestWaiting} />}
          </div>
          <div className="workbench-column">
            <Panel
              title="快捷入口"
              extra={
                <Button type="link" onClick={() => setChoosing(true)} data-testid="shortcuts-choose">
                  选择
                </Button>
              }
            >
              <Shortcuts pages={shownPages(pages, data.shortcuts)} />
            </Panel>
            <LatestMessages />
          </div>
        </div>
      )}
      {data === undefined ? null : (
        <ShortcutsDialog
          isOpen={isChoosing}
          pages={pages}
          chosen={shownPages(pages, data.shortcuts).map(({ icon }) => icon)}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

/** What was chosen, as far as it is still open to this person; before any choice the first of the menu. */
function shownPages(pages: readonly MenuEntry[], chosen: Workbench["shortcuts"]): readonly MenuEntry[] {
  if (chosen === undefined) return pages.slice(0, SHORTCUTS_MAX);
  return chosen.flatMap((icon) => pages.find((page) => page.icon === icon) ?? []);
}

function sumSentence(items: readonly WorkItem[]): string {
  if (items.length === 0) return "没有等您办理的事项。";
  const uncounted = items.filter(({ tooWide }) => tooWide === true).length;
  if (uncounted === items.length) return "您的范围太大，没有逐处清点，请按地区查看。";
  const late = items.filter(({ overdue }) => overdue > 0).length;
  const counted = items.length - uncounted;
  return late === 0 ? `有 ${counted} 类事项等您办理。` : `有 ${counted} 类事项等您办理，其中 ${late} 类已有超期。`;
}

function WorkRows({ items }: { readonly items: readonly WorkItem[] }) {
  return (
    <ul className="work-rows">
      {items.map((item) => (
        <li key={item.key}>
          <Link to={item.opens} className={item.overdue > 0 ? "work-row work-row-late" : "work-row"} data-testid="work-row" data-key={item.key}>
            <span className="work-row-count number" data-testid="work-count">
              {item.tooWide === true ? "…" : workCountText(item)}
            </span>
            <span className="work-row-words">
              <span className="work-row-label">{item.label}</span>
              <span className="soft">{item.tooWide === true ? "范围太大，请进入后按地区查看" : whenText(item)}</span>
            </span>
            {item.overdue === 0 ? null : <span className="status-tag status-tag-bad">{item.overdue === item.count ? "已超期" : `${item.overdue} 条超期`}</span>}
            <span className="work-row-go" aria-hidden>
              ›
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function whenText({ dueAt, since, day }: WorkItem): string {
  if (dueAt !== undefined) return `最早 ${deadlineLabel(dueAt)} 截止`;
  if (since !== undefined) return `最久的${waitedText(since, Date.now())}，${instantLabel(since)} 起`;
  return day === undefined ? "" : `最早参观日 ${dateLabel(day)}`;
}

function LongestWaiting({ items }: { readonly items: NonNullable<Workbench["longestWaiting"]> }) {
  return (
    <Panel title="等待最久的审批" flush extra={<Link to={PATHS.approvalProgress}>审批进度</Link>}>
      <ul className="work-rows" data-testid="longest-waiting">
        {items.map((approval) => (
          <li key={approval.approvalId}>
            <Link to={`${PATHS.approvalProgress}?approval=${approval.approvalId}`} className="work-row" data-testid="longest-waiting-row">
              <span className="work-row-words">
                <span className="work-row-label">{approval.title}</span>
                <span className="soft">
                  {approval.levelLabel === undefined ? "" : `${approval.levelLabel}，`}
                  {approval.waitingFor.length === 0 ? "" : `等 ${approval.waitingFor.join("、")} 办理，`}
                  {localDateOf((approval.begunAt ?? approval.submittedAt) as Instant)} 起
                </span>
              </span>
              {approval.isOverdue ? <span className="status-tag status-tag-bad">已超期</span> : null}
              {approval.waitedWorkingDays === undefined || approval.waitedWorkingDays === 0 ? null : (
                <span className="nowrap">已等 {approval.waitedWorkingDays} 个工作日</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Shortcuts({ pages }: { readonly pages: readonly MenuEntry[] }) {
  if (pages.length === 0) return <p className="soft">还没有选择快捷入口，点「选择」添加常用的页面。</p>;
  return (
    <ul className="shortcuts">
      {pages.map(({ path, label, icon }) => {
        const Icon = MENU_ICONS[icon];
        return (
          <li key={icon}>
            <Link to={path} className="shortcut" data-testid={`shortcut-${icon}`}>
              <Icon aria-hidden />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
