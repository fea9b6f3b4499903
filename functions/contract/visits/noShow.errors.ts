import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { workflowErrors } from "../engines/workflow";
import { dateLabel, instantLabel, type Instant, type LocalDate } from "../kernel/time";
import { noShowWorkflowErrors } from "./noShow.workflow";

export const noShowErrors = {
  ...workflowErrors,
  ...noShowWorkflowErrors,
  RULE_CHANGED: refusalEntry<{ readonly changedByName: string; readonly changedAt: Instant }>(
    409,
    ({ changedByName, changedAt }) => `${changedByName} 在 ${instantLabel(changedAt)} 已修改了这条规则。请看过最新内容后再改；您填写的内容会保留。`,
  ),
  WAIVER_TOO_OLD: refusalEntry<{ readonly from: LocalDate }>(
    422,
    ({ from }) => `${dateLabel(from)} 已超过一年，不再影响预约，不需要豁免。请检查日期。`,
    "body.from",
  ),
} as const;
export type NoShowRefusal = RefusalOf<typeof noShowErrors>;
