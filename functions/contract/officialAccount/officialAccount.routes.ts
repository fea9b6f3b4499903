import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { AccountChangePage, AccountChangesQuery, FollowerFigures, FollowerFiguresQuery } from "./follower.schema";
import { JsSdkSignature, JsSdkSignatureQuery } from "./jsSdk.schema";
import { AccountMenu, PublishAccountMenu, SaveAccountMenu } from "./menu.schema";
import { officialAccountErrors } from "./officialAccount.errors";
import { AccountReplies, SaveAccountReplies, TriedReply, TryReplyQuery } from "./replies.schema";
import { CodeId, CreateSceneCode, EditSceneCode, SceneCode, SceneCodeDetail, SceneCodePage, SceneCodesQuery } from "./sceneCode.schema";

const NOTHING = z.strictObject({});
const desk = {
  tag: "officialAccount",
  access: { permission: "officialAccount.edit" },
  params: NOTHING,
  query: NOTHING,
  body: undefined,
  errors: officialAccountErrors,
} as const;
const oneCode = z.strictObject({ codeId: CodeId });

export const officialAccountRoutes = {
  getJsSdkSignature: defineRoute({
    tag: "officialAccount",
    id: "getJsSdkSignature",
    method: "GET",
    path: "/api/wechat/js-sdk-signature",
    summary: "微信内网页的 JS-SDK 签名（H5 使用微信扫一扫）",
    access: "PUBLIC",
    params: NOTHING,
    query: JsSdkSignatureQuery,
    body: undefined,
    output: JsSdkSignature,
    errors: officialAccountErrors,
  }),
  getAccountMenu: defineRoute({
    ...desk,
    id: "getAccountMenu",
    method: "GET",
    path: "/api/official-account/menu",
    summary: "公众号菜单：草稿和已发布的版本",
    output: AccountMenu,
  }),
  saveAccountMenu: defineRoute({
    ...desk,
    id: "saveAccountMenu",
    method: "PUT",
    path: "/api/official-account/menu",
    summary: "保存公众号菜单的草稿，关注者看到的不变",
    body: SaveAccountMenu,
    output: AccountMenu,
  }),
  publishAccountMenu: defineRoute({
    ...desk,
    id: "publishAccountMenu",
    method: "POST",
    path: "/api/official-account/menu/publications",
    summary: "把菜单草稿发布到微信；重复提交只生效一次",
    body: PublishAccountMenu,
    output: AccountMenu,
  }),
  removeAccountMenu: defineRoute({
    ...desk,
    id: "removeAccountMenu",
    method: "POST",
    path: "/api/official-account/menu/removals",
    summary: "从微信撤下菜单，草稿保留",
    body: PublishAccountMenu,
    output: AccountMenu,
  }),
  getAccountReplies: defineRoute({
    ...desk,
    id: "getAccountReplies",
    method: "GET",
    path: "/api/official-account/replies",
    summary: "公众号自动回复：关键词、关注时、没有看懂时",
    output: AccountReplies,
  }),
  saveAccountReplies: defineRoute({
    ...desk,
    id: "saveAccountReplies",
    method: "PUT",
    path: "/api/official-account/replies",
    summary: "修改公众号自动回复，半分钟内生效",
    body: SaveAccountReplies,
    output: AccountReplies,
  }),
  tryAccountReply: defineRoute({
    ...desk,
    id: "tryAccountReply",
    method: "GET",
    path: "/api/official-account/replies/answer",
    summary: "试一试：关注者发这句话，公众号会怎样回复",
    query: TryReplyQuery,
    output: TriedReply,
  }),
  listSceneCodes: defineRoute({
    ...desk,
    id: "listSceneCodes",
    method: "GET",
    path: "/api/official-account/codes",
    summary: "公众号二维码，最近的在前",
    query: SceneCodesQuery,
    output: SceneCodePage,
  }),
  createSceneCode: defineRoute({
    ...desk,
    id: "createSceneCode",
    method: "POST",
    path: "/api/official-account/codes",
    summary: "新建公众号二维码（永久或临时）",
    body: CreateSceneCode,
    output: SceneCode,
  }),
  getSceneCode: defineRoute({
    ...desk,
    id: "getSceneCode",
    method: "GET",
    path: "/api/official-account/codes/{codeId}",
    summary: "一个公众号二维码：图片和近 30 天的扫码次数",
    params: oneCode,
    output: SceneCodeDetail,
  }),
  editSceneCode: defineRoute({
    ...desk,
    id: "editSceneCode",
    method: "PUT",
    path: "/api/official-account/codes/{codeId}",
    summary: "修改公众号二维码的名称和去处，停用或恢复；印出去的码不变",
    params: oneCode,
    body: EditSceneCode,
    output: SceneCode,
  }),
  getFollowerFigures: defineRoute({
    ...desk,
    id: "getFollowerFigures",
    method: "GET",
    path: "/api/official-account/followers",
    summary: "公众号每天的新增、取消、净增和总关注人数",
    query: FollowerFiguresQuery,
    output: FollowerFigures,
  }),
  listAccountChanges: defineRoute({
    ...desk,
    id: "listAccountChanges",
    method: "GET",
    path: "/api/official-account/changes",
    summary: "菜单或自动回复的修改记录，最近的在前",
    query: AccountChangesQuery,
    output: AccountChangePage,
  }),
} as const;
