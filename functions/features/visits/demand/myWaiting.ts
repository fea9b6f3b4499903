import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { FollowedFacility, FollowState } from "@app/contract/visits/follow.schema";
import type { WaitingDetail, WaitingSummary } from "@app/contract/visits/waiting.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import type { FacilityId } from "@app/contract/kernel/ids";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { holdIdOf, holdKey, type HoldItem } from "../holdRepository";
import { slotKeyOfId, type SlotItem } from "../slotRepository";
import { followKey, listFollows, type FollowItem } from "./followRepository";
import { supplyOf } from "./supply";
import { listPersonWaiting, waitingKey, waitingListKey, type WaitingItem, type WaitingListItem } from "./waitingRepository";
import { toWaitingDetail, toWaitingSummary } from "./waitingView";

type QueryDeps = { readonly store: Store; readonly clock: Clock };
type PageAsked = { limit: number; cursor?: string | undefined };

/** What a person waits for, an offer first. The lists behind the page say how many parties are ahead: one read for all of them. */
export async function listMyWaiting(deps: QueryDeps, actor: Actor, query: PageAsked): Promise<Result<Page<WaitingSummary>, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const found = await listPersonWaiting(deps.store, actor.personId, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const items = found.items as readonly WaitingItem[];
  const waiting = items.filter(({ status }) => status === "WAITING");
  const lists = waiting.length === 0 ? [] : await deps.store.getMany(waiting.map(({ slotId }) => waitingListKey(slotId)));
  const now = deps.clock.now();
  return ok({
    items: items.map((item) => toWaitingSummary(item, lists[waiting.indexOf(item)] as WaitingListItem | undefined, now)),
    ...(found.next === undefined ? {} : { next: found.next }),
  });
}

export async function getMyWaiting(deps: QueryDeps, actor: Actor, slotId: string): Promise<Result<WaitingDetail, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const slotKey = slotKeyOfId(slotId);
  if (slotKey === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
  const [waiting, list, hold, slot] = await deps.store.getMany([
    waitingKey(slotId, actor.personId),
    waitingListKey(slotId),
    holdKey(holdIdOf(actor.personId, slotId)),
    slotKey,
  ]);
  if (waiting === undefined) return refuse({ code: "NOT_FOUND", what: "张候补单" });
  const beside = { list: list as WaitingListItem | undefined, hold: hold as HoldItem | undefined, slot: slot as SlotItem | undefined };
  return ok(toWaitingDetail(waiting as WaitingItem, beside, deps.clock.now()));
}

export async function getFollow(deps: QueryDeps, actor: Actor, facilityId: FacilityId): Promise<Result<FollowState, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  return ok({ facilityId, isFollowing: (await deps.store.get(followKey(facilityId, actor.personId))) !== undefined });
}

/** What a person follows, each with the next day it can be booked. */
export async function listMyFollows(deps: QueryDeps, actor: Actor, query: PageAsked): Promise<Result<Page<FollowedFacility>, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const found = await listFollows(deps.store, actor.personId, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const follows = found.items as readonly FollowItem[];
  const facilities =
    follows.length === 0 ? [] : ((await deps.store.getMany(follows.map((follow) => facilityKey(follow.facilityId)))) as (FacilityItem | undefined)[]);
  const now = deps.clock.now();
  const supplies = await Promise.all(
    facilities.map(async (facility) => (facility?.status === "OPEN" ? supplyOf(deps.store, facility.facilityId, now) : undefined)),
  );
  return ok({
    items: follows.flatMap((follow, index): FollowedFacility[] => {
      const facility = facilities[index];
      if (facility === undefined) return [];
      const nextBookableDate = supplies[index]?.nextBookableDate;
      const { facilityId, name, cityCode, cityName, districtName } = facility;
      return [
        { facilityId, name, cityCode, cityName, districtName, followedAt: follow.followedAt, ...(nextBookableDate === undefined ? {} : { nextBookableDate }) },
      ];
    }),
    ...(found.next === undefined ? {} : { next: found.next }),
  });
}
