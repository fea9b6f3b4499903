import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { DeviceSessions, EndSessions, SessionId, SessionsEnded, Username } from "./mySessions.schema";

const NOTHING = z.strictObject({});
const base = { tag: "sessions", params: NOTHING, query: NOTHING, body: undefined, errors: {} } as const;

/** On which devices somebody is logged in, and how to end that. */
export const mySessionsRoutes = {
  listMySessions: defineRoute({
    ...base,
    id: "listMySessions",
    method: "GET",
    path: "/api/sessions/mine",
    summary: "我的登录设备",
    access: "SESSION",
    output: DeviceSessions,
  }),
  endMySession: defineRoute({
    ...base,
    id: "endMySession",
    method: "POST",
    path: "/api/sessions/mine/{sessionId}/end",
    summary: "让我的一台设备退出登录",
    access: "SESSION",
    params: z.strictObject({ sessionId: SessionId }),
    body: EndSessions,
    output: SessionsEnded,
  }),
  endMyOtherSessions: defineRoute({
    ...base,
    id: "endMyOtherSessions",
    method: "POST",
    path: "/api/sessions/mine/end-others",
    summary: "除这台设备外，全部退出登录",
    access: "SESSION",
    body: EndSessions,
    output: SessionsEnded,
  }),
  listSessionsOfAccount: defineRoute({
    ...base,
    id: "listSessionsOfAccount",
    method: "GET",
    path: "/api/sessions/accounts/{username}",
    summary: "一位人员的登录设备",
    access: { permission: "people.edit" },
    params: z.strictObject({ username: Username }),
    output: DeviceSessions,
  }),
  endSessionsOfAccount: defineRoute({
    ...base,
    id: "endSessionsOfAccount",
    method: "POST",
    path: "/api/sessions/accounts/{username}/end",
    summary: "让一位人员的全部设备退出登录",
    access: { permission: "people.edit" },
    params: z.strictObject({ username: Username }),
    body: EndSessions,
    output: SessionsEnded,
  }),
} as const;
