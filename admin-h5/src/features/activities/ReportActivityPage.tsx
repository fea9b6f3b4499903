import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import type { ActivityDetail } from "@app/contract/activities/activity.schema";
import type { ActivityId } from "@app/contract/kernel/ids";
import { Link } from "react-router";
import { read } from "../../platform/api";
import { activitiesPath } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { isDecision } from "./activityCommands";
import { ReportForm } from "./ReportForm";
import "./activities.css";

/** 活动上报; with an activity in the address, the change of one that was returned or withdrawn. */
export function ReportActivityPage() {
  const [query] = useSearchParams();
  const activityId = query.get("activity") as ActivityId | null;
  return (
    <div className="page report-page">
      <PageHeader
        title={activityId === null ? "活动上报" : "修改后重新提交"}
        lead="各级上报的数据累计在各级；由开放单位举办、希望累计在开放单位的活动，请由开放单位上报。"
      />
      {activityId === null ? <ReportForm key="new" activity={undefined} /> : <Resubmission key={activityId} activityId={activityId} />}
    </div>
  );
}

function Resubmission({ activityId }: { readonly activityId: ActivityId }) {
  const activity = useQuery({
    queryKey: ["activity", activityId],
    queryFn: () => read(activityRoutes.getActivity, { params: { activityId } }),
    staleTime: 0,
    // Read again under somebody's hands, the form would forget what they typed.
    refetchOnWindowFocus: false,
  });
  if (activity.data === undefined)
    return <Panel>{activity.error === null ? <Loading rows={10} /> : <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />}</Panel>;
  if (!mayResubmit(activity.data))
    return (
      <Panel>
        <EmptyState
          sentence={`这条活动现在是「${activity.data.statusLabel}」，不能修改。`}
          hint="审核中的不能修改，被驳回或撤回后由提交单位修改。"
          action={
            <Link className="link-button" to={activitiesPath({ activity: activityId })}>
              查看这条活动
            </Link>
          }
        />
      </Panel>
    );
  return <ReportForm activity={activity.data} />;
}

function mayResubmit(activity: ActivityDetail): boolean {
  return activity.availableActions.some(({ action }) => !isDecision(action));
}
