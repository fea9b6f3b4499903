import type { activityRoutes } from "@app/contract/activities/activities.routes";
import type { ExportDeps } from "../../engines/exports/makeExport";
import type { Handlers } from "../../engines/http/handler";
import { decideActivity } from "./actions/decideActivity";
import { resubmitActivity } from "./actions/resubmitActivity";
import { submitActivity } from "./actions/submitActivity";
import type { ActivityDeps } from "./activityDeps";
import { exportActivities } from "./queries/exportActivities";
import { getActivity, getActivityDesk, listActivities, listActivityUnits } from "./queries/listActivities";

export function activityHandlers(deps: ActivityDeps & Pick<ExportDeps, "rowsMax">): Handlers<typeof activityRoutes> {
  const reading = { store: deps.engine.store, clock: deps.engine.clock, photos: deps.photos };
  return {
    listActivities: ({ input, actor }) => listActivities(reading, actor, input.query),
    exportActivities: ({ input, actor }) => exportActivities(deps, actor, input.query),
    getActivityDesk: ({ actor }) => getActivityDesk(reading, actor),
    listActivityUnits: ({ actor }) => listActivityUnits(reading, actor),
    submitActivity: ({ input, actor }) => submitActivity(deps, { actor, command: input.body }),
    getActivity: ({ input, actor }) => getActivity(reading, actor, input.params.activityId),
    decideActivity: ({ input, actor }) => decideActivity(deps, { actor, activityId: input.params.activityId, command: input.body }),
    resubmitActivity: ({ input, actor }) => resubmitActivity(deps, { actor, activityId: input.params.activityId, command: input.body }),
  };
}
