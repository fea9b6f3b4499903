import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { activityRoutes } from "@app/contract/activities/activities.routes";
import type { ActivityId } from "@app/contract/kernel/ids";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { useIsPhone } from "../../ui/useIsPhone";
import { ActivityActions } from "./ActivityActions";
import { ActivityFacts } from "./ActivityFacts";

export function ActivityDrawer({ activityId, onClose }: { readonly activityId: ActivityId | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  const activity = useQuery({
    queryKey: ["activity", activityId],
    queryFn: () => read(activityRoutes.getActivity, { params: { activityId: activityId ?? ("" as ActivityId) } }),
    enabled: activityId !== undefined,
    // What may be done now is asked afresh each time the drawer opens.
    staleTime: 0,
  });
  return (
    <Drawer
      open={activityId !== undefined}
      onClose={onClose}
      size={isPhone ? "100%" : 640}
      title="活动详情"
      destroyOnHidden
      footer={activity.data === undefined ? null : <ActivityActions key={activity.data.activityId} activity={activity.data} />}
    >
      <div data-testid="activity-drawer">
        {activity.data !== undefined ? (
          <ActivityFacts activity={activity.data} />
        ) : activity.error !== null ? (
          <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />
        ) : (
          <Loading rows={10} />
        )}
      </div>
    </Drawer>
  );
}
