import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { Ban, banErrors, BanParams, DecideBan, ListBansQuery, MyBan, MyBanAnswer } from "./ban.schema";

const NOTHING = z.strictObject({});
const bans = { tag: "content", params: NOTHING, query: NOTHING, body: undefined, errors: banErrors } as const;

export const banRoutes = {
  listBans: defineRoute({
    ...bans,
    id: "listBans",
    method: "GET",
    path: "/api/content/bans",
    summary: "发言限制列表：生效中、申诉中（等得最久的在前）、已解除",
    access: { permission: "content.moderate" },
    query: ListBansQuery,
    output: pageOf(Ban),
  }),
  upholdBan: defineRoute({
    ...bans,
    id: "upholdBan",
    method: "POST",
    path: "/api/content/bans/{personId}/uphold",
    summary: "答复申诉：维持发言限制（须填原因；由另一位审核人员办理）",
    access: { permission: "content.moderate" },
    params: BanParams,
    body: DecideBan,
    output: Ban,
  }),
  liftBan: defineRoute({
    ...bans,
    id: "liftBan",
    method: "POST",
    path: "/api/content/bans/{personId}/lift",
    summary: "解除发言限制（须填原因）",
    access: { permission: "content.moderate" },
    params: BanParams,
    body: DecideBan,
    output: Ban,
  }),
  getMyBan: defineRoute({
    ...bans,
    id: "getMyBan",
    method: "GET",
    path: "/api/content/my-ban",
    summary: "我的发言限制，没有时为空",
    access: "SESSION",
    output: MyBanAnswer,
  }),
  appealBan: defineRoute({
    ...bans,
    id: "appealBan",
    method: "POST",
    path: "/api/content/my-ban/appeal",
    summary: "对发言限制提出申诉，一次",
    access: "SESSION",
    body: DecideBan,
    output: MyBan,
  }),
} as const;
