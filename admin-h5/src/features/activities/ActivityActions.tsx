import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import type { ActivityDecision, ActivityDetail } from "@app/contract/activities/activity.schema";
import { reportActivityPath } from "../../platform/paths";
import { ActionBar, type ActionButton, type ActionLook } from "../../ui/ActionBar";
import { ActivityDecideDialog } from "./ActivityDecideDialog";
import { decideActivity, isDecision, type OfferedAction } from "./activityCommands";
import { ACTIVITY_DESK_KEY } from "./useActivityDesk";

export function ActivityActions({ activity }: { readonly activity: ActivityDetail }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<OfferedAction>();
  const [refusal, setRefusal] = useState<string>();

  return (
    <>
      <ActionBar actions={activity.availableActions.map(button)} refusal={refusal} name="action" />
      {asking === undefined || !isDecision(asking.action) ? null : (
        <ActivityDecideDialog
          key={asking.action}
          activity={activity}
          offered={asking}
          action={asking.action}
          onClose={() => setAsking(undefined)}
          onDecided={show}
          onStale={refresh}
        />
      )}
    </>
  );

  function button(offered: OfferedAction): ActionButton {
    const { action, label } = offered;
    if (!isDecision(action)) return { action, label, way: "PAGE", to: reportActivityPath(activity.activityId) };
    const look = BUTTON_LOOKS[action];
    return offered.remark.kind === "none"
      ? { action, label, look, way: "AT_ONCE", question: `${label}？`, onConfirm: () => decideAtOnce(action) }
      : { action, label, look, way: "DIALOG", onAsk: () => setAsking(offered) };
  }
  async function decideAtOnce(action: ActivityDecision): Promise<void> {
    const result = await decideActivity({ activityId: activity.activityId, action, version: activity.version, remark: undefined });
    if (result.ok) return show(result.value);
    setRefusal(result.refusal.message);
    refresh();
  }
  function show(decided: ActivityDetail): void {
    setAsking(undefined);
    setRefusal(undefined);
    queryClient.setQueryData(["activity", decided.activityId], decided);
    refreshLists();
    void message.success(`「${decided.name}」现在是：${decided.statusLabel}。`);
  }
  /** Somebody else was quicker: shows the activity as it is now. */
  function refresh(): void {
    void queryClient.invalidateQueries({ queryKey: ["activity", activity.activityId] });
    refreshLists();
  }
  function refreshLists(): void {
    for (const queryKey of [["activities"], ACTIVITY_DESK_KEY]) void queryClient.invalidateQueries({ queryKey });
  }
}

/** Passing is what the page is for; a return looks like one. */
const BUTTON_LOOKS = {
  AUDIT_BY_CITY: { type: "primary" },
  AUDIT_BY_PROVINCE: { type: "primary" },
  REFER: { type: "primary" },
  REVIEW: { type: "primary" },
  RETURN: { danger: true },
  WITHDRAW: {},
} as const satisfies Record<ActivityDecision, ActionLook>;
