import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import type { PeopleRefusal } from "@app/contract/people/people.errors";
import { runCommand, type CommandContext, type Decision } from "../../engines/commands/runCommand";
import { getAccount, type AccountItem } from "../sessions/public";
import { findVisible } from "./queries/getOfficePerson";
import type { GivenPassword } from "./oneTimePassword";
import type { PeopleDeps } from "./peopleDeps";
import { mayManage } from "./personScope";
import { grantsToday } from "./personGrants";
import { toDetail } from "./personView";

export type PersonRefusal = PeopleRefusal | KernelRefusal;
export type PersonDecision = Result<Omit<Decision<unknown, PersonRefusal>, "answer">, PersonRefusal>;

/** A command on somebody the actor may change; answered with the person as they are afterwards, so that a repeat shows nothing stale. */
export async function changePerson(
  deps: PeopleDeps,
  input: { readonly actor: Actor; readonly username: string; readonly requestId: string; readonly command: string; readonly asked: unknown },
  decide: (account: AccountItem, context: CommandContext) => Promise<PersonDecision>,
  given?: GivenPassword,
): Promise<Result<OfficePersonDetail, PersonRefusal>> {
  const { actor, username, requestId, command, asked } = input;
  const done = await runCommand<string, PersonRefusal>(deps.engine, {
    actor,
    requestId,
    command,
    asked: { username, asked },
    decide: async (context) => {
      const account = await findManaged(deps, actor, username);
      if (!account.ok) return account;
      const decided = await decide(account.value, context);
      return decided.ok ? ok({ ...decided.value, answer: username }) : decided;
    },
  });
  return done.ok ? answerDetail(deps, actor, done.value, given) : done;
}

export async function findManaged(deps: PeopleDeps, actor: Actor, username: string): Promise<Result<AccountItem, PersonRefusal>> {
  const account = await findVisible(deps.engine.store, actor, username);
  if (account === undefined) return refuse({ code: "NOT_FOUND", what: "个人" });
  return mayManage(actor, account, await grantsToday(deps, account)) ? ok(account) : refuse({ code: "PERSON_TOO_POWERFUL" });
}

/** What is kept for a repeat is the user name alone; whoever asks again sees the person as they are then. */
export function usernameOnly(decided: Result<Decision<AccountItem, PersonRefusal>, PersonRefusal>): Result<Decision<string, PersonRefusal>, PersonRefusal> {
  return decided.ok ? ok({ ...decided.value, answer: decided.value.answer.username }) : decided;
}

/** @param given said once, to whom it was made for: a repeat of the request finds another one's hash and says nothing */
export async function answerDetail(
  deps: PeopleDeps,
  actor: Actor,
  username: string,
  given?: GivenPassword,
): Promise<Result<OfficePersonDetail, PersonRefusal>> {
  // Not asked whether the actor still sees them: somebody who was just moved out of one's range is shown once more to whoever moved them.
  const account = await getAccount(deps.engine.store, username);
  if (account === undefined) return refuse({ code: "NOT_FOUND", what: "个人" });
  const detail = await toDetail(deps, actor, account);
  return ok(given === undefined || account.passwordHash !== given.hash ? detail : { ...detail, oneTimePassword: given.password });
}
