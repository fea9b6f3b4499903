import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { Username } from "./mySessions.schema";
import { ConfirmSecondStep, RecoveryCodes, ResetSecondStep, SecondStepLogIn, SecondStepSetUp, SecondStepState, WithPassword } from "./secondStep.schema";
import { secondStepErrors } from "./secondStep.errors";
import { sessionErrors } from "./session.errors";
import { SessionAnswer } from "./session.schema";

const NOTHING = z.strictObject({});
const base = { tag: "sessions", params: NOTHING, query: NOTHING, body: undefined, errors: secondStepErrors } as const;
const own = { ...base, access: "SESSION", whileDue: true } as const;
const PATH = "/api/sessions/current/second-step";

/** 两步验证: after the password, a code of an authenticator app. */
export const secondStepRoutes = {
  logInBySecondStep: defineRoute({
    ...base,
    id: "logInBySecondStep",
    method: "POST",
    path: "/api/sessions/second-step",
    summary: "两步验证：输入动态码完成登录",
    access: "PUBLIC",
    body: SecondStepLogIn,
    output: SessionAnswer,
    errors: sessionErrors,
  }),
  getSecondStep: defineRoute({ ...own, id: "getSecondStep", method: "GET", path: PATH, summary: "我的两步验证", output: SecondStepState }),
  beginSecondStep: defineRoute({
    ...own,
    id: "beginSecondStep",
    method: "POST",
    path: `${PATH}/set-up`,
    summary: "开始设置两步验证：取得二维码",
    body: NOTHING,
    output: SecondStepSetUp,
  }),
  confirmSecondStep: defineRoute({
    ...own,
    id: "confirmSecondStep",
    method: "POST",
    path: `${PATH}/confirm`,
    summary: "输入动态码，开启两步验证并取得恢复码",
    body: ConfirmSecondStep,
    output: RecoveryCodes,
  }),
  renewRecoveryCodes: defineRoute({
    ...own,
    id: "renewRecoveryCodes",
    method: "POST",
    path: `${PATH}/recovery-codes`,
    summary: "重新生成恢复码，旧的全部失效",
    body: WithPassword,
    output: RecoveryCodes,
  }),
  removeSecondStep: defineRoute({
    ...own,
    id: "removeSecondStep",
    method: "POST",
    path: `${PATH}/remove`,
    summary: "关闭两步验证",
    body: WithPassword,
    output: SecondStepState,
  }),
  resetSecondStepOf: defineRoute({
    ...base,
    id: "resetSecondStepOf",
    method: "POST",
    path: "/api/sessions/accounts/{username}/second-step/reset",
    summary: "为丢失手机的人员关闭两步验证",
    access: { permission: "people.edit" },
    params: z.strictObject({ username: Username }),
    body: ResetSecondStep,
    output: z.strictObject({ reset: z.literal(true) }),
  }),
} as const;
