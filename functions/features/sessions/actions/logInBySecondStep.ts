import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SecondStepLogIn } from "@app/contract/sessions/secondStep.schema";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { exists } from "../../../engines/store/storePort";
import { getAccount } from "../accountRepository";
import { secondStepOf } from "../accountSafety";
import { admitAttempt, type LogInAttempt } from "../logInFailures";
import { holderOf, sessionOpening, ticketKey, type TicketItem } from "../openBackOffice";
import { takeCode } from "../secondStep";
import type { SessionDeps } from "../sessionDeps";
import { answerOfNew, type NewSession } from "../startSession";
import { noteFailure } from "./logInWithPassword";

type Refusal = SessionRefusal | KernelRefusal;

/** The second step, with the ticket of the first. A wrong code counts as a wrong password does, and the right password does not forgive it. */
export async function logInBySecondStep(
  deps: SessionDeps,
  { actor, command }: { readonly actor: Actor; readonly command: SecondStepLogIn },
): Promise<Result<SessionAnswer, Refusal>> {
  const key = ticketKey(command.ticket);
  const ticket = (await deps.store.get(key)) as TicketItem | undefined;
  if (ticket === undefined || ticket.validUntil <= deps.clock.now()) return refuse({ code: "SECOND_STEP_TICKET_OVER" });
  const attempt: LogInAttempt = { username: ticket.username, address: actor.from?.address ?? "", captcha: "NEVER" };
  const refused = await admitAttempt(deps, attempt);
  if (refused !== undefined) return refuse(refused);
  const account = await getAccount(deps.store, ticket.username);
  if (account === undefined) return refuse({ code: "SECOND_STEP_TICKET_OVER" });
  const token = deps.newToken();
  let who: NewSession | undefined;
  const ran = await runCommand<undefined, Refusal>(deps.engine, {
    actor: holderOf(account, actor.from),
    requestId: undefined,
    command: "logInBySecondStep",
    asked: undefined,
    decide: async ({ now }) => {
      const latest = await getAccount(deps.store, ticket.username);
      const step = latest === undefined ? undefined : secondStepOf(latest);
      if (latest === undefined || step === undefined || latest.credentialEpoch !== ticket.credentialEpoch) return refuse({ code: "SECOND_STEP_TICKET_OVER" });
      if (latest.status === "DISABLED") return refuse({ code: "ACCOUNT_DISABLED" });
      const taken = takeCode(deps, step, { code: command.code, now });
      if (taken === undefined) return refuse({ code: "SECOND_STEP_CODE_WRONG" });
      const first = { token, means: ticket.means, from: actor.from, passwordResetUntil: ticket.passwordResetUntil };
      const opening = await sessionOpening(deps, latest, first, { secondStep: taken });
      who = opening.who;
      return ok({
        writes: [...opening.writes, { kind: "delete", tag: "ticket", key, condition: exists }],
        events: opening.events,
        answer: undefined,
        explain: (failed) => (failed.includes("ticket") ? { code: "SECOND_STEP_TICKET_OVER" } : undefined),
      });
    },
  });
  if (ran.ok && who !== undefined) return ok(await answerOfNew(deps, token, who));
  if (!ran.ok && ran.refusal.code === "SECOND_STEP_CODE_WRONG") await noteFailure(deps, actor, attempt);
  return ran.ok ? refuse({ code: "SECOND_STEP_TICKET_OVER" }) : ran;
}
