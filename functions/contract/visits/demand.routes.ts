import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { demandErrors } from "./demand.errors";
import { DemandPage, ListDemandQuery } from "./demand.schema";
import { FacilityParams } from "./facility.schema";
import { FollowedFacilities, FollowFacility, FollowState, ListMyFollowsQuery } from "./follow.schema";
import { DecideWaiting, JoinWaitingList, ListMyWaitingQuery, WaitingDetail, WaitingParams, WaitingSummary } from "./waiting.schema";

const NOTHING = z.strictObject({});
const demand = { tag: "visits", params: NOTHING, query: NOTHING, body: undefined, errors: demandErrors } as const;

export const demandRoutes = {
  joinWaitingList: defineRoute({
    ...demand,
    id: "joinWaitingList",
    method: "POST",
    path: "/api/visits/waiting-list",
    summary: "候补已约满的场次：有名额空出时按加入的先后依次提供",
    access: "SESSION",
    body: JoinWaitingList,
    output: WaitingDetail,
  }),
  listMyWaiting: defineRoute({
    ...demand,
    id: "listMyWaiting",
    method: "GET",
    path: "/api/visits/my-waiting-list",
    summary: "我的候补，含前面还有几组",
    access: "SESSION",
    query: ListMyWaitingQuery,
    output: pageOf(WaitingSummary),
  }),
  getMyWaiting: defineRoute({
    ...demand,
    id: "getMyWaiting",
    method: "GET",
    path: "/api/visits/waiting-list/{slotId}",
    summary: "我对一个场次的候补；有名额时含保留的名额",
    access: "SESSION",
    params: WaitingParams,
    output: WaitingDetail,
  }),
  leaveWaitingList: defineRoute({
    ...demand,
    id: "leaveWaitingList",
    method: "POST",
    path: "/api/visits/waiting-list/{slotId}/leave",
    summary: "退出候补",
    access: "SESSION",
    params: WaitingParams,
    body: DecideWaiting,
    output: WaitingDetail,
  }),
  declineOffer: defineRoute({
    ...demand,
    id: "declineOffer",
    method: "POST",
    path: "/api/visits/waiting-list/{slotId}/decline",
    summary: "把空出的名额让给下一组",
    access: "SESSION",
    params: WaitingParams,
    body: DecideWaiting,
    output: WaitingDetail,
  }),
  getFollow: defineRoute({
    ...demand,
    id: "getFollow",
    method: "GET",
    path: "/api/visits/facilities/{facilityId}/follow",
    summary: "我是否关注了这家开放单位",
    access: "SESSION",
    params: FacilityParams,
    output: FollowState,
  }),
  followFacility: defineRoute({
    ...demand,
    id: "followFacility",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/follow",
    summary: "关注开放单位：有新场次时提醒我",
    access: "SESSION",
    params: FacilityParams,
    body: FollowFacility,
    output: FollowState,
  }),
  unfollowFacility: defineRoute({
    ...demand,
    id: "unfollowFacility",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/unfollow",
    summary: "取消关注",
    access: "SESSION",
    params: FacilityParams,
    body: FollowFacility,
    output: FollowState,
  }),
  listMyFollows: defineRoute({
    ...demand,
    id: "listMyFollows",
    method: "GET",
    path: "/api/visits/my-follows",
    summary: "我关注的开放单位",
    access: "SESSION",
    query: ListMyFollowsQuery,
    output: FollowedFacilities,
  }),
  listDemand: defineRoute({
    ...demand,
    id: "listDemand",
    method: "GET",
    path: "/api/visits/demand",
    summary: "供需情况：近 30 天没有可约场次的单位，和每家单位的需求",
    access: { permission: "demand.read" },
    query: ListDemandQuery,
    output: DemandPage,
  }),
} as const;
