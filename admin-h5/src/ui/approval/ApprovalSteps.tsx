import type { ApprovalDetail, ApprovalLevelView, ApprovalTaskView } from "@app/contract/approvals/approval.schema";
import { deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import { StatusTag, type StatusTone } from "../StatusTag";
import { waitedLabel } from "./approvalWords";

const STAND_LABELS = { DONE: "已完成", CURRENT: "当前环节", AHEAD: "未到" } as const satisfies Record<ApprovalLevelView["stand"], string>;
const TASK_TONES = { OPEN: "waiting", WAITING: "quiet", APPROVED: "good", REJECTED: "bad" } as const satisfies Record<ApprovalTaskView["status"], StatusTone>;

/** The levels in their order; of the current one, everybody whom it waits for. */
export function ApprovalSteps({ approval }: { readonly approval: ApprovalDetail }) {
  return (
    <ol className="approval-steps">
      {approval.levels.map((level, index) => (
        <li key={level.key} className={`approval-step approval-step-${level.stand}`} aria-current={level.stand === "CURRENT" ? "step" : undefined}>
          <p className="approval-step-head">
            <span className="approval-step-number" aria-hidden>
              {index + 1}
            </span>
            <strong>{level.label}</strong>
            <span className="soft">
              {STAND_LABELS[level.stand]} · {level.modeLabel} · {level.withinWorkingDays} 个工作日内
            </span>
          </p>
          {level.stand === "CURRENT" && approval.dueAt !== undefined ? (
            <p className={approval.isOverdue ? "approval-overdue" : "soft"} data-testid="approval-due">
              {approval.isOverdue ? "已超时，应在 " : "办理期限 "}
              {deadlineLabel(approval.dueAt)}
              {approval.isOverdue ? " 前办理" : ""}
            </p>
          ) : null}
          {level.tasks.length === 0 ? null : (
            <ul className="approval-tasks">
              {level.tasks.map((task) => (
                <li key={task.taskId} className={task.isMine ? "approval-task approval-task-mine" : "approval-task"} data-testid="approval-task">
                  <span>
                    <strong>{task.name}</strong>
                    {task.standInName === undefined ? null : <span className="soft">（请假，由 {task.standInName} 代理）</span>}
                    {task.cameBy === undefined ? null : <span className="soft">（{task.cameBy}）</span>}
                  </span>
                  <StatusTag tone={TASK_TONES[task.status]}>{task.statusLabel}</StatusTag>
                  <span className="soft approval-task-when">
                    {task.doneAt !== undefined
                      ? `${instantLabel(task.doneAt)}${task.doneByName === undefined ? "" : `，${task.doneByName} 代办`}`
                      : task.since === undefined
                        ? ""
                        : `${instantLabel(task.since)} 收到，${waitedLabel(task.waitedWorkingDays ?? 0)}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
