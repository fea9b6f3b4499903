import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { systemErrors } from "./system.errors";
import {
  Again,
  DeadLetter,
  DeadLetterParams,
  DeadLetterRetried,
  Job,
  ListQuery,
  NoticeFigures,
  NoticeFiguresQuery,
  NoticeSentAgain,
  SystemStatus,
  UndeliveredNotice,
  UndeliveredNoticeParams,
} from "./system.schema";

const NOTHING = z.strictObject({});
const system = { tag: "system", access: { permission: "system.read" }, params: NOTHING, query: NOTHING, body: undefined, errors: systemErrors } as const;

export const systemRoutes = {
  getSystemStatus: defineRoute({
    ...system,
    id: "getSystemStatus",
    method: "GET",
    path: "/api/system/status",
    summary: "系统运行状态：版本、积压、到期未办、节假日安排",
    output: SystemStatus,
  }),
  listJobs: defineRoute({
    ...system,
    id: "listJobs",
    method: "GET",
    path: "/api/system/jobs",
    summary: "任务记录：系统自动办理的各类事项，近 14 天办了多少、失败多少",
    output: z.strictObject({ jobs: z.array(Job) }),
  }),
  listDeadLetters: defineRoute({
    ...system,
    id: "listDeadLetters",
    method: "GET",
    path: "/api/system/dead-letters",
    summary: "未处理事件：多次处理失败、已搁置的事件，最近的在前",
    query: ListQuery,
    output: pageOf(DeadLetter),
  }),
  retryDeadLetter: defineRoute({
    ...system,
    id: "retryDeadLetter",
    method: "POST",
    path: "/api/system/dead-letters/{deadLetterId}/retry",
    summary: "重新处理一件未处理事件：只生效一次",
    params: DeadLetterParams,
    body: Again,
    output: DeadLetterRetried,
  }),
  listUndeliveredNotices: defineRoute({
    ...system,
    id: "listUndeliveredNotices",
    method: "GET",
    path: "/api/system/undelivered-notices",
    summary: "未送达通知：所有通道都没有送到的通知，最近的在前",
    query: ListQuery,
    output: pageOf(UndeliveredNotice),
  }),
  getNoticeFigures: defineRoute({
    ...system,
    id: "getNoticeFigures",
    method: "GET",
    path: "/api/system/notice-figures",
    summary: "通知发送情况：最近几天各通道送出多少条",
    query: NoticeFiguresQuery,
    output: NoticeFigures,
  }),
  sendNoticeAgain: defineRoute({
    ...system,
    id: "sendNoticeAgain",
    method: "POST",
    path: "/api/system/undelivered-notices/{undeliveredId}/send-again",
    summary: "重新发送一条未送达的通知",
    params: UndeliveredNoticeParams,
    body: Again,
    output: NoticeSentAgain,
  }),
} as const;
