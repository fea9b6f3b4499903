import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import type { Me } from "@app/contract/sessions/session.schema";
import type { StaffBindingRefusal } from "@app/contract/sessions/staffBinding.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { getAccount } from "../accountRepository";
import { getPerson, staffBindingOf } from "../personRepository";
import { findSession } from "../queries/findSession";
import type { SessionDeps } from "../sessionDeps";
import { boundPersonOf, unbindingChange } from "../staffBinding";
import { toMe } from "../startSession";

type Refusal = StaffBindingRefusal | KernelRefusal;

/** The person gives the account back; they stay logged in as a visitor. */
export async function unbindStaff(
  deps: SessionDeps,
  { actor, sessionToken }: { readonly actor: Actor; readonly sessionToken: string | undefined },
): Promise<Result<Me, Refusal>> {
  const ran = await runCommand<undefined, Refusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "unbindStaff",
    asked: undefined,
    decide: async () => {
      const person = actor.personId === undefined ? undefined : await getPerson(deps.store, actor.personId);
      const bound = person === undefined ? undefined : staffBindingOf(person);
      const account = bound === undefined ? undefined : await getAccount(deps.store, bound.username);
      if (person === undefined || account === undefined) return refuse({ code: "NOT_BOUND" });
      return ok({ ...unbindingChange(person, account), answer: undefined });
    },
  });
  if (!ran.ok) return ran;
  const session = sessionToken === undefined ? undefined : await findSession(deps, sessionToken);
  return session === undefined ? refuse({ code: "SESSION_EXPIRED" }) : ok(toMe(session));
}

/** An administrator takes a colleague's WeChat off the account: a phone was lost, or somebody left. */
export function unbindStaffOf(
  deps: SessionDeps,
  { actor, username, requestId }: { readonly actor: Actor; readonly username: string; readonly requestId: RequestId },
): Promise<Result<{ readonly unbound: true }, Refusal>> {
  return runCommand<{ readonly unbound: true }, Refusal>(deps.engine, {
    actor,
    requestId,
    command: "unbindStaffOf",
    asked: username,
    decide: async () => {
      const account = await getAccount(deps.store, username.toLowerCase());
      // Every place of the account must be below one's own; who may not see it learns nothing of it.
      const places = account === undefined || account.grants.length === 0 ? [COUNTRY_PATH] : account.grants.map(({ orgPath }) => orgPath);
      if (account === undefined || !places.every((place) => mayAt(actor, "people.edit", place))) return refuse({ code: "NOT_FOUND", what: "个账号" });
      if (typeof account["staffPersonId"] !== "string") return refuse({ code: "NOT_BOUND" });
      return ok({ ...unbindingChange(await boundPersonOf(deps.store, account), account), answer: { unbound: true } });
    },
  });
}
