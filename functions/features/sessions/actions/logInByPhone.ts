import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, MINUTE_MS } from "@app/contract/kernel/time";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PhoneLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { getAccountByPhone, type AccountItem } from "../accountRepository";
import { findSession } from "../queries/findSession";
import { openingOf, ticketKey } from "../openBackOffice";
import { hashOf, judgeCode, phoneCodeKey, type PhoneCodeItem } from "../phoneCode";
import type { SessionDeps } from "../sessionDeps";
import { toAnswer } from "../startSession";

/** So long after it a new password may be set without the old one. */
export const PASSWORD_RESET_MINUTES = 15;

/**
 * Seed 000, 九-6: the phone stands in for a forgotten password. The session's token follows from the request, the code and a secret of the store, so a repeat after
 * a lost answer gets the same session, and nothing that opens it is kept (promise R2).
 */
export async function logInByPhone(
  deps: SessionDeps,
  input: { readonly actor: Actor; readonly command: PhoneLogIn },
): Promise<Result<SessionAnswer, SessionRefusal | KernelRefusal>> {
  const { phone, code, requestId } = input.command;
  const tokenFor = (salt: string): string => hashOf(salt, `${requestId}|${code}`);
  let outcome: { account: AccountItem; token: string } | { wrong: SessionRefusal } | undefined;
  const ran = await runCommand<undefined, SessionRefusal | KernelRefusal>(deps.engine, {
    actor: input.actor,
    requestId: undefined,
    command: "logInByPhone",
    asked: undefined,
    decide: async ({ now }) => {
      const item = (await deps.store.get(phoneCodeKey("LOG_IN", phone))) as PhoneCodeItem | undefined;
      const judged = judgeCode(item, { phone, code, requestId, now });
      if (judged.kind === "REFUSED") return refuse(judged.refusal);
      const account = await getAccountByPhone(deps.store, phone);
      const nothingToDo = { writes: [], events: [], answer: undefined };
      if (judged.kind === "WRONG") {
        outcome = { wrong: judged.refusal };
        const locked = judged.locks && account !== undefined ? account : undefined;
        return ok({
          writes: [judged.count, ...(locked === undefined ? [] : [nextVersionOf(locked)])],
          events: locked === undefined ? [] : [accountEvent(locked, "PHONE_LOG_IN_LOCKED", {})],
          answer: undefined,
        });
      }
      // The account gave the phone up since the code was sent.
      if (account === undefined || item === undefined) return refuse({ code: "CODE_EXPIRED" });
      if (account.status === "DISABLED") return refuse({ code: "ACCOUNT_DISABLED" });
      const token = tokenFor(item.salt);
      outcome = { account, token };
      if (judged.kind === "USED_BY_THIS_REQUEST") return ok(nothingToDo);
      const passwordResetUntil = addMs(now, PASSWORD_RESET_MINUTES * MINUTE_MS);
      const opening = await openingOf(deps, account, { token, means: "PHONE", from: input.actor.from, passwordResetUntil });
      return ok({
        writes: [judged.use, ...opening.writes],
        events: opening.events,
        answer: undefined,
      });
    },
  });
  if (!ran.ok) return ran;
  if (outcome === undefined || "wrong" in outcome) return refuse(outcome?.wrong ?? { code: "CODE_EXPIRED" });
  const session = await findSession(deps, outcome.token);
  if (session !== undefined) return ok(toAnswer(outcome.token, session));
  const awaitsSecondStep = (await deps.store.get(ticketKey(outcome.token))) !== undefined;
  return refuse(awaitsSecondStep ? { code: "SECOND_STEP_NEEDED", ticket: outcome.token } : { code: "CODE_EXPIRED" });
}
