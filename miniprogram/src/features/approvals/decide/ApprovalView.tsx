import { View } from "@tarojs/components";
import { useState } from "react";
import type { ApprovalDetail, DecideApproval } from "@app/contract/approvals/approval.schema";
import { deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { KeyValue } from "../../../ui/KeyValue";
import { Page } from "../../../ui/Page";
import { StatusPill } from "../../../ui/StatusPill";
import { APPROVAL_TONES, waitedLabel } from "../approvalWords";
import { DecideSheet } from "./DecideSheet";

export type OfferedAction = ApprovalDetail["availableActions"][number] & { readonly action: DecideApproval["action"] };

interface Props {
  readonly approval: ApprovalDetail;
  readonly onDecided: (approval: ApprovalDetail) => void;
  readonly onStale: () => void;
}

export function ApprovalView({ approval, onDecided, onStale }: Props) {
  const [asking, setAsking] = useState<OfferedAction>();
  // What carries the whole subject is done where the subject is: in the back office.
  const offered = approval.availableActions.filter((each): each is OfferedAction => each.action !== "RESUBMIT");

  return (
    <Page
      overlay={
        asking !== undefined && (
          <DecideSheet
            key={asking.action}
            approval={approval}
            offered={asking}
            onClose={() => setAsking(undefined)}
            onStale={onStale}
            onDecided={(decided) => {
              setAsking(undefined);
              onDecided(decided);
              toast(`已${decided.timeline[decided.timeline.length - 1]?.label ?? "办理"}`);
            }}
          />
        )
      }
    >
      <Card title={approval.title} aside={<StatusPill tone={APPROVAL_TONES[approval.status]}>{approval.statusLabel}</StatusPill>}>
        {approval.fields.map(({ label, value }) => (
          <KeyValue key={label} label={label}>
            {value}
          </KeyValue>
        ))}
        <KeyValue label="提交人">{`${approval.authorName} · ${instantLabel(approval.submittedAt)}`}</KeyValue>
        {approval.dueAt !== undefined && <KeyValue label="办理期限">{`${deadlineLabel(approval.dueAt)}${approval.isOverdue ? "（已超时）" : ""}`}</KeyValue>}
        {approval.copiedTo.length > 0 && <KeyValue label="已抄送">{approval.copiedTo.join("、")}</KeyValue>}
      </Card>
      {approval.levels.map((level) => (
        <Card
          key={level.key}
          title={level.label}
          aside={
            <StatusPill tone={level.stand === "CURRENT" ? "waiting" : level.stand === "DONE" ? "good" : "neutral"}>
              {level.stand === "CURRENT" ? "当前环节" : level.stand === "DONE" ? "已完成" : "未到"}
            </StatusPill>
          }
        >
          <View className="approval__line">{`${level.modeLabel} · ${level.withinWorkingDays} 个工作日内`}</View>
          {level.tasks.map((task) => (
            <View key={task.taskId} className="approval__task">
              <View>{`${task.name} · ${task.statusLabel}${task.standInName === undefined ? "" : `（由 ${task.standInName} 代理）`}`}</View>
              <View className="approval__line">
                {task.doneAt !== undefined
                  ? `${instantLabel(task.doneAt)}${task.doneByName === undefined ? "" : `，${task.doneByName} 代办`}`
                  : task.since === undefined
                    ? ""
                    : `${instantLabel(task.since)} 收到，${waitedLabel(task.waitedWorkingDays ?? 0)}`}
              </View>
            </View>
          ))}
        </Card>
      ))}
      <Card title="办理经过">
        {approval.timeline.map((entry, index) => (
          <View key={`${entry.at}-${index}`} className="approval__task">
            <View>{entry.label}</View>
            <View className="approval__line">{`${instantLabel(entry.at)} · ${entry.byName}`}</View>
            {entry.remark !== undefined && <View>{entry.remark}</View>}
          </View>
        ))}
      </Card>
      {offered.length === 0 ? (
        <View className="approval__end">您现在没有要办理的操作</View>
      ) : (
        <View className="approval__actions">
          {offered.map((each) => (
            <Button
              key={each.action}
              id={`approval-${each.action}`}
              kind={each.action === "APPROVE" ? "primary" : each.action === "REJECT" ? "danger" : "secondary"}
              onPress={() => setAsking(each)}
            >
              {each.label}
            </Button>
          ))}
        </View>
      )}
    </Page>
  );
}
