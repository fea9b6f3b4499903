import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { ActivityDecision, ActivityDetail } from "@app/contract/activities/activity.schema";
import { reportActivityPath } from "../../platform/paths";
import { ActivityDecideDialog } from "./ActivityDecideDialog";
import { decideActivity, isDecision, type OfferedAction } from "./activityCommands";
import { ACTIVITY_DESK_KEY } from "./useActivityDesk";
import { Refusal } from "../../ui/Refusal";

/** The buttons are the server's list, in its words. */
export function ActivityActions({ activity }: { readonly activity: ActivityDetail }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<OfferedAction>();
  const [refusal, setRefusal] = useState<string>();

  return (
    <>
      <Refusal sentence={refusal} testId="action-refusal" />
      <div className="drawer-actions">
        {activity.availableActions.map((offered) => {
          const { action } = offered;
          if (!isDecision(action))
            return (
              <Link key={action} className="link-button" to={reportActivityPath(activity.activityId)} data-testid={`action-${action}`}>
                {offered.label}
              </Link>
            );
          return offered.remark.kind === "none" ? (
            <Popconfirm key={action} title={`${offered.label}？`} okText={offered.label} cancelText="再想想" onConfirm={() => decideAtOnce(action)}>
              {/* The button itself: a component between the two has no element for the question to stand at. */}
              <Button {...BUTTON_LOOKS[action]} data-testid={`action-${action}`}>
                {offered.label}
              </Button>
            </Popconfirm>
          ) : (
            <Button key={action} {...BUTTON_LOOKS[action]} onClick={() => setAsking(offered)} data-testid={`action-${action}`}>
              {offered.label}
            </Button>
          );
        })}
        {activity.availableActions.length === 0 ? <span className="drawer-actions-note">您现在没有要办理的操作。</span> : null}
      </div>
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
} as const satisfies Record<ActivityDecision, object>;
