import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { namesAccount } from "@app/contract/sessions/newPassword";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { SetPassword } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { exists } from "../../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { getAccount, logInFailuresKey } from "../accountRepository";
import { oldPasswordHashesOf, PASSWORDS_REMEMBERED } from "../accountSafety";
import { dutyOf } from "../openBackOffice";
import { findSession } from "../queries/findSession";
import type { SessionDeps } from "../sessionDeps";
import { sessionKey } from "../sessionRepository";
import { checkPassword } from "./logInWithPassword";

/**
 * A new password, after the old one or after a log-in by phone. The account's credential epoch grows, which ends every other session and every WeChat binding of it;
 * the session that asks goes over to the new epoch in the same transaction (promise R13).
 */
export async function setPassword(
  deps: SessionDeps,
  input: { readonly actor: Actor; readonly sessionToken: string | undefined; readonly command: SetPassword },
): Promise<Result<{ readonly changed: true }, SessionRefusal | KernelRefusal>> {
  const { requestId, oldPassword, newPassword } = input.command;
  const token = input.sessionToken ?? "";
  const done = await runCommand<{ readonly changed: true }, SessionRefusal | KernelRefusal>(deps.engine, {
    actor: input.actor,
    requestId,
    command: "setPassword",
    // Not even the hash of a password goes into a record that is kept beside others.
    asked: undefined,
    decide: async ({ now }) => {
      const session = await findSession(deps, token);
      if (session === undefined) return refuse({ code: "SESSION_EXPIRED" });
      const account = session.username === undefined || session.audience !== "BACK_OFFICE" ? undefined : await getAccount(deps.store, session.username);
      if (account === undefined) return refuse({ code: "FORBIDDEN" });
      const hasProvenPhone = session.passwordResetUntil !== undefined && session.passwordResetUntil > now;
      if (!hasProvenPhone) {
        if (oldPassword === undefined) return refuse({ code: "OLD_PASSWORD_NEEDED" });
        const checked = await checkPassword(deps, { username: account.username, password: oldPassword }, input.actor);
        if (!checked.ok) return refuse(checked.refusal.code === "CREDENTIALS_WRONG" ? { code: "OLD_PASSWORD_WRONG" } : checked.refusal);
      }
      if (namesAccount(newPassword, account)) return refuse({ code: "PASSWORD_NAMES_ACCOUNT" });
      const lengthMin = await deps.parameters.get("signIn.passwordLengthMin");
      if (newPassword.length < lengthMin) return refuse({ code: "PASSWORD_TOO_SHORT", lengthMin });
      if (await deps.passwords.matches(newPassword, account.passwordHash)) return refuse({ code: "PASSWORD_UNCHANGED" });
      const oldPasswordHashes = oldPasswordHashesOf(account);
      for (const hash of oldPasswordHashes) if (await deps.passwords.matches(newPassword, hash)) return refuse({ code: "PASSWORD_USED_BEFORE" });
      const credentialEpoch = account.credentialEpoch + 1;
      const changed = {
        passwordHash: await deps.passwords.hash(newPassword),
        oldPasswordHashes: [account.passwordHash, ...oldPasswordHashes].slice(0, PASSWORDS_REMEMBERED),
        passwordSetAt: now,
        mustChangePassword: false,
        credentialEpoch,
      };
      const duty = await dutyOf(deps, { ...account, ...changed });
      return ok({
        writes: [
          nextVersionOf(account, changed, ["staffPersonId"]),
          {
            kind: "update",
            tag: "session",
            key: sessionKey(token),
            set: { credentialEpoch, ...(duty === undefined ? {} : { duty }) },
            remove: ["passwordResetUntil", ...(duty === undefined ? ["duty"] : [])],
            condition: exists,
          },
          // Whoever has proven the phone need not wait for a lock that others may have caused.
          { kind: "delete", tag: "failures", key: logInFailuresKey(account.username) },
        ],
        events: [accountEvent(account, "PASSWORD_CHANGED", { means: hasProvenPhone ? "PHONE" : "OLD_PASSWORD" })],
        answer: { changed: true },
      });
    },
  });
  if (!done.ok) return done;
  // The record of the request does not know the password, so a repeat with another one is told apart here.
  const session = await findSession(deps, token);
  const account = session?.username === undefined ? undefined : await getAccount(deps.store, session.username);
  return account !== undefined && (await deps.passwords.matches(newPassword, account.passwordHash)) ? done : refuse({ code: "REQUEST_ID_REUSED" });
}
