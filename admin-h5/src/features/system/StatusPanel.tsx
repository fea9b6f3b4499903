import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { WITHOUT_SERVICE } from "@app/contract/kernel/outsideServices";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { backlogText, BACKUP_STATE_LABELS, STORE_KIND_LABELS, type Backlog, type BackupStatus, type SystemStatus } from "@app/contract/system/system.schema";
import { systemRoutes } from "@app/contract/system/system.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { LiveStamp } from "../../ui/LiveStamp";
import { Loading } from "../../ui/Loading";
import { StatusTag } from "../../ui/StatusTag";
import type { SystemTab } from "./systemTabs";
import { isHeldUp, waitedText } from "./waitingFor";

const LOOKED_AT_EVERY_MS = 10_000;

export function StatusPanel({ onOpen }: { readonly onOpen: (tab: SystemTab) => void }) {
  const status = useQuery({
    queryKey: ["system", "status"],
    queryFn: () => read(systemRoutes.getSystemStatus, {}),
    refetchInterval: LOOKED_AT_EVERY_MS,
  });
  if (status.data === undefined) return status.error === null ? <Loading /> : <ErrorState error={status.error} onRetry={() => void status.refetch()} />;
  const { data } = status;
  const overdue = data.deadlines.filter(({ count }) => count > 0);
  return (
    <div className="system-status" data-testid="system-status">
      <CalendarWarning calendar={data.calendar} />
      <ul className="system-lines">
        <Line name="等待后续处理的事件" hint="每件事发生后，系统接着计入统计、生成通知等" backlog={data.outbox} now={data.serverTime} testId="outbox" />
        {overdue.length === 0 ? (
          <Line name="到时限要办的事" hint="释放占位、自动取消、发送通知等" backlog={{ count: 0, isMore: false }} now={data.serverTime} testId="deadlines" />
        ) : (
          overdue.map((line) => (
            <Line key={line.kind} name={line.label} hint="到了时限，等待系统办理" backlog={line} now={data.serverTime} testId={`deadline-${line.kind}`} />
          ))
        )}
        {data.backup === undefined ? null : <BackupLine backup={data.backup} />}
        <Left name="未处理事件" backlog={data.deadLetters} onOpen={() => onOpen("DEAD_LETTERS")} testId="dead-letters" />
        <Left name="未送达通知" backlog={data.undeliveredNotices} onOpen={() => onOpen("NOTICES")} testId="undelivered" />
      </ul>
      <dl className="facts system-facts">
        <dt>版本</dt>
        <dd>{data.version}</dd>
        <dt>数据保存在</dt>
        <dd>{STORE_KIND_LABELS[data.storeKind]}</dd>
        <dt>服务器时间</dt>
        <dd className="number">{instantLabel(data.serverTime)}</dd>
        <dt>节假日安排</dt>
        <dd>{yearsText(data.calendar.years)}</dd>
        <dt>外部服务</dt>
        <dd>
          <ul className="system-services" data-testid="system-services">
            {data.services.map(({ service, label, isSetUp }) => (
              <li key={service} data-testid={`service-${service}`}>
                <StatusTag tone={isSetUp ? "good" : "quiet"}>{isSetUp ? "已接通" : "还没有接通"}</StatusTag> {label}
                {isSetUp ? null : <span className="cell-sub">{WITHOUT_SERVICE[service]}</span>}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <p className="system-stamp">
        <LiveStamp updatedAtEpochMs={status.dataUpdatedAt} isLive={false} isCut={status.error !== null} />
      </p>
    </div>
  );
}

/** What flows by itself: a little is normal, for long is not. */
function Line({ name, hint, backlog, now, testId }: { name: string; hint: string; backlog: Backlog; now: Instant; testId: string }) {
  const held = isHeldUp(backlog, now);
  return (
    <li data-testid={`status-${testId}`}>
      <span className="system-name">
        {name}
        <span className="cell-sub">{hint}</span>
      </span>
      <span className="system-now">
        {backlog.count === 0 ? (
          <StatusTag tone="good">没有积压</StatusTag>
        ) : (
          <>
            <StatusTag tone={held ? "bad" : "waiting"}>{held ? "积压" : "办理中"}</StatusTag>
            <span className="number">
              {backlogText(backlog)} 件{backlog.oldestAt === undefined ? "" : `，最早的已等 ${waitedText(backlog.oldestAt, now)}`}
            </span>
            {held ? <span className="system-advice">请联系技术人员查看</span> : null}
          </>
        )}
      </span>
    </li>
  );
}

/** What stays until a person presses. */
function Left({ name, backlog, onOpen, testId }: { name: string; backlog: Backlog; onOpen: () => void; testId: string }) {
  return (
    <li data-testid={`status-${testId}`}>
      <span className="system-name">{name}</span>
      <span className="system-now">
        {backlog.count === 0 ? (
          <StatusTag tone="good">没有积压</StatusTag>
        ) : (
          <>
            <StatusTag tone="bad">{backlogText(backlog)} 条待补办</StatusTag>
            <Button onClick={onOpen} data-testid={`open-${testId}`}>
              去查看
            </Button>
          </>
        )}
      </span>
    </li>
  );
}

/** Of one machine: whoever looks after it sees whether a copy is there before it is needed. */
function BackupLine({ backup }: { readonly backup: BackupStatus }) {
  const { state, at, sizeBytes, failedAt, failure } = backup;
  return (
    <li data-testid="status-backup">
      <span className="system-name">
        数据备份
        <span className="cell-sub">
          {at === undefined || sizeBytes === undefined ? "每天自动备份数据库、照片和密钥" : `最近一次 ${instantLabel(at)}，${sizeText(sizeBytes)}`}
        </span>
      </span>
      <span className="system-now">
        <StatusTag tone={BACKUP_TONES[state]}>{BACKUP_STATE_LABELS[state]}</StatusTag>
        {failedAt === undefined ? null : (
          <span>
            {instantLabel(failedAt)}
            {failure === undefined ? "" : `：${failure}`}
          </span>
        )}
        {state === "FINE" || state === "NEVER" ? null : <span className="system-advice">请负责服务器的同事查看备份目录和磁盘空间</span>}
      </span>
    </li>
  );
}

const BACKUP_TONES = { FINE: "good", NEVER: "waiting", LATE: "bad", FAILED: "bad", NONE: "bad" } as const satisfies Record<BackupStatus["state"], string>;

function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

function CalendarWarning({ calendar }: { readonly calendar: SystemStatus["calendar"] }) {
  if (calendar.missingYear === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="calendar-missing"
      title={`还没有 ${calendar.missingYear} 年的节假日安排`}
      description="国务院办公厅一般在前一年 10 月至 11 月公布。公布后请在「系统设置」的「工作日历」里填好，否则无法按工作日安排该年的场次。"
    />
  );
}

function yearsText(years: readonly number[]): string {
  const [first] = years;
  const last = years[years.length - 1];
  return first === undefined ? "还没有" : first === last ? `${first} 年` : `${first} 年至 ${last} 年`;
}
