import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { DemandRefusal } from "@app/contract/visits/demand.errors";
import { FOLLOWS_PER_PERSON_MAX, type FollowState } from "@app/contract/visits/follow.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, exists } from "../../../engines/store/storePort";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { countFollows, followItem, followKey } from "./followRepository";

/** Follows or stops following. Who does already what they ask for is answered so, and nothing is written (promise F5). */
export async function setFollow(
  engine: CommandEngine,
  input: { actor: Actor; personId: string; facilityId: FacilityId; requestId: RequestId; follow: boolean },
): Promise<Result<FollowState, DemandRefusal | KernelRefusal>> {
  const { personId, facilityId, follow } = input;
  let tries = 0;
  return runCommand<FollowState, DemandRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: follow ? "followFacility" : "unfollowFacility",
    asked: [facilityId],
    decide: async ({ now }) => {
      const key = followKey(facilityId, personId);
      const [facilityFound, before] = await engine.store.getMany([facilityKey(facilityId), key]);
      const facility = facilityFound as FacilityItem | undefined;
      if (facility === undefined || (follow && (facility.status === "APPLYING" || facility.status === "WITHDRAWN"))) {
        return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      }
      const answer = { facilityId, isFollowing: follow };
      if ((before !== undefined) === follow) return ok({ writes: [], events: [], answer });
      if (follow && (await countFollows(engine.store, personId, FOLLOWS_PER_PERSON_MAX)) >= FOLLOWS_PER_PERSON_MAX) {
        return refuse({ code: "FOLLOWS_TOO_MANY", max: FOLLOWS_PER_PERSON_MAX });
      }
      return ok({
        writes: [
          follow
            ? { kind: "put", tag: "follow", item: followItem({ facilityId, personId, followedAt: now }), condition: absent }
            : { kind: "delete", tag: "follow", key, condition: exists },
        ],
        events: [
          {
            eventType: follow ? "FACILITY_FOLLOWED" : "FACILITY_UNFOLLOWED",
            caseKind: "follow",
            caseId: `${facilityId}#${personId}`,
            casePk: `FOLLOW#${facilityId}#${personId}`,
            // What is followed no more leaves no version behind; the moment orders the events, and after a collision the next try takes the next place.
            sequence: Date.parse(now) + tries++,
            payload: { facilityId, cityCode: facility.cityCode, provinceCode: facility.provinceCode },
          },
        ],
        answer,
      });
    },
  });
}
