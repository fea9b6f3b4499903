import type { ActivityDecision, ActivityDetail } from "@app/contract/activities/activity.schema";
import { figureText } from "../../ui/figures";
import { RemarkDialog, tellsThatScreenIsBehind } from "../../ui/RemarkDialog";
import { daysLabel } from "./activitiesFilter";
import { decideActivity, type OfferedAction } from "./activityCommands";

interface Props {
  readonly activity: ActivityDetail;
  readonly offered: OfferedAction;
  readonly action: ActivityDecision;
  readonly onClose: () => void;
  readonly onDecided: (decided: ActivityDetail) => void;
  readonly onStale: () => void;
}

export function ActivityDecideDialog({ activity, offered, action, onClose, onDecided, onStale }: Props) {
  return (
    <RemarkDialog
      label={offered.label}
      isDanger={action === "RETURN"}
      isOffered={activity.availableActions.some((available) => available.action === action)}
      rule={offered.remark}
      readers={offered.remark.kind === "required" ? "会告诉提交人" : "提交人能看到"}
      draftName={`remark.${action}.${activity.activityId}`}
      {...(action === "RETURN" ? { phrases: "ACTIVITY_RETURN_REASONS" as const } : {})}
      onClose={onClose}
      onSend={async (remark) => {
        const result = await decideActivity({ activityId: activity.activityId, action, version: activity.version, remark });
        if (result.ok) return void onDecided(result.value);
        if (tellsThatScreenIsBehind(result.refusal)) onStale();
        return result.refusal;
      }}
    >
      <p className="decide-who">
        {activity.name}
        <br />
        {activity.unitName}，{daysLabel(activity)}，受众 {figureText(activity.audience)} 人
      </p>
    </RemarkDialog>
  );
}
