import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Result } from "@app/contract/kernel/result";
import type { CreateOfficePerson, OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import type { PeopleRefusal } from "@app/contract/people/people.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { decideNewPerson } from "../newPerson";
import { newGivenPassword } from "../oneTimePassword";
import type { PeopleDeps } from "../peopleDeps";
import { answerDetail, usernameOnly } from "../personCommand";

export async function createOfficePerson(
  deps: PeopleDeps,
  actor: Actor,
  command: CreateOfficePerson,
): Promise<Result<OfficePersonDetail, PeopleRefusal | KernelRefusal>> {
  const { requestId, ...data } = command;
  const given = await newGivenPassword(deps.oneTimePasswords);
  const done = await runCommand<string, PeopleRefusal | KernelRefusal>(deps.engine, {
    actor,
    requestId,
    command: "createOfficePerson",
    asked: data,
    decide: async (context) => usernameOnly(await decideNewPerson(deps.engine.store, context, data, given)),
  });
  return done.ok ? answerDetail(deps, actor, done.value, given) : done;
}
