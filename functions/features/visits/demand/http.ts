import type { demandRoutes } from "@app/contract/visits/demand.routes";
import type { Actor } from "@app/contract/kernel/actor";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { refuse } from "@app/contract/kernel/result";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { Handlers } from "../../../engines/http/handler";
import { decideWaiting, type EndingAction } from "./decideWaiting";
import { setFollow } from "./follow";
import { joinWaitingList } from "./joinWaitingList";
import { listDemand } from "./listDemand";
import { getFollow, getMyWaiting, listMyFollows, listMyWaiting } from "./myWaiting";

export function demandHandlers(engine: CommandEngine): Handlers<typeof demandRoutes> {
  // Waiting and following are a person's acts: a back-office session without a person is told that they are not theirs.
  const decide = async (action: EndingAction, actor: Actor, slotId: string, requestId: RequestId) =>
    actor.personId === undefined ? refuse({ code: "FORBIDDEN" }) : decideWaiting(engine, { actor, personId: actor.personId, slotId, action, requestId });
  const follow = async (wanted: boolean, actor: Actor, facilityId: FacilityId, requestId: RequestId) =>
    actor.personId === undefined
      ? refuse({ code: "FORBIDDEN" })
      : setFollow(engine, { actor, personId: actor.personId, facilityId, requestId, follow: wanted });
  return {
    joinWaitingList: async ({ input, actor }) =>
      actor.personId === undefined ? refuse({ code: "FORBIDDEN" }) : joinWaitingList(engine, { actor, personId: actor.personId, command: input.body }),
    listMyWaiting: ({ input, actor }) => listMyWaiting(engine, actor, input.query),
    getMyWaiting: ({ input, actor }) => getMyWaiting(engine, actor, input.params.slotId),
    leaveWaitingList: ({ input, actor }) => decide("LEAVE", actor, input.params.slotId, input.body.requestId),
    declineOffer: ({ input, actor }) => decide("DECLINE", actor, input.params.slotId, input.body.requestId),
    getFollow: ({ input, actor }) => getFollow(engine, actor, input.params.facilityId),
    followFacility: ({ input, actor }) => follow(true, actor, input.params.facilityId, input.body.requestId),
    unfollowFacility: ({ input, actor }) => follow(false, actor, input.params.facilityId, input.body.requestId),
    listMyFollows: ({ input, actor }) => listMyFollows(engine, actor, input.query),
    listDemand: ({ input, actor }) => listDemand(engine, actor, input.query),
  };
}
