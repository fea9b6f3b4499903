import { ok } from "@app/contract/kernel/result";
import type { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import type { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import type { Handlers } from "../../engines/http/handler";
import { accountInScope } from "./accountInScope";
import { beginSecondStep, confirmSecondStep, getSecondStep, removeSecondStep, renewRecoveryCodes, resetSecondStepOf } from "./actions/changeSecondStep";
import { logInBySecondStep } from "./actions/logInBySecondStep";
import { endMyOtherSessions, endMySession, endSessionsOfAccount } from "./actions/endSessions";
import { deviceSessions } from "./queries/deviceSessions";
import type { SessionDeps } from "./sessionDeps";
import { sessionIdOf } from "./sessionRepository";

export function mySessionsHandlers(deps: SessionDeps): Handlers<typeof mySessionsRoutes> {
  return {
    listMySessions: async ({ actor, sessionToken }) =>
      ok({ sessions: await deviceSessions(deps, { username: actor.username, personId: actor.personId }, sessionIdOf(sessionToken ?? "")) }),
    endMySession: ({ actor, input }) => endMySession(deps, { actor, sessionId: input.params.sessionId, command: input.body }),
    endMyOtherSessions: ({ actor, input, sessionToken }) => endMyOtherSessions(deps, { actor, sessionToken, command: input.body }),
    listSessionsOfAccount: async ({ actor, input }) => {
      const account = await accountInScope(deps.store, actor, input.params.username);
      return account.ok ? ok({ sessions: await deviceSessions(deps, { username: account.value.username, personId: undefined }, undefined) }) : account;
    },
    endSessionsOfAccount: ({ actor, input }) => endSessionsOfAccount(deps, { actor, username: input.params.username, command: input.body }),
  };
}

export function secondStepHandlers(deps: SessionDeps): Handlers<typeof secondStepRoutes> {
  return {
    logInBySecondStep: ({ actor, input }) => logInBySecondStep(deps, { actor, command: input.body }),
    getSecondStep: ({ actor }) => getSecondStep(deps, actor),
    beginSecondStep: ({ actor }) => beginSecondStep(deps, actor),
    confirmSecondStep: ({ actor, sessionToken, input }) => confirmSecondStep(deps, { actor, sessionToken, command: input.body }),
    renewRecoveryCodes: ({ actor, input }) => renewRecoveryCodes(deps, actor, input.body),
    removeSecondStep: ({ actor, input }) => removeSecondStep(deps, actor, input.body),
    resetSecondStepOf: ({ actor, input }) => resetSecondStepOf(deps, { actor, username: input.params.username, command: input.body }),
  };
}
