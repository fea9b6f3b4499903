import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import { runCommand } from "../../../engines/commands/runCommand";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { getAccount } from "../accountRepository";
import { originWords } from "../openBackOffice";
import type { SessionDeps } from "../sessionDeps";
import { sessionKey } from "../sessionRepository";

/** The session ends; of an account, its record says so. */
export function logOut(
  deps: SessionDeps,
  { actor, sessionToken }: { readonly actor: Actor; readonly sessionToken: string | undefined },
): Promise<Result<{ readonly loggedOut: true }, KernelRefusal>> {
  return runCommand<{ readonly loggedOut: true }, KernelRefusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "logOut",
    asked: undefined,
    decide: async () => {
      const account = actor.username === undefined ? undefined : await getAccount(deps.store, actor.username);
      const end = { kind: "delete", tag: "session", key: sessionKey(sessionToken ?? "") } as const;
      return ok({
        writes: [end, ...(account === undefined ? [] : [nextVersionOf(account)])],
        events: account === undefined ? [] : [accountEvent(account, "LOGGED_OUT", originWords(actor.from))],
        answer: { loggedOut: true },
      });
    },
  });
}
