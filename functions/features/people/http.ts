import type { peopleRoutes } from "@app/contract/people/people.routes";
import type { Handlers } from "../../engines/http/handler";
import { createOfficePerson } from "./actions/createOfficePerson";
import { editOfficePerson } from "./actions/editOfficePerson";
import { getOpenWork, handOverWork } from "./actions/handOverWork";
import { checkImport, importPeople } from "./actions/importPeople";
import { resetPassword } from "./actions/resetPassword";
import { setOfficePersonStatus } from "./actions/setOfficePersonStatus";
import type { PeopleDeps } from "./peopleDeps";
import { exportPeople } from "./queries/exportPeople";
import { getOfficePerson } from "./queries/getOfficePerson";
import { getImportTemplate, makeImportProblems } from "./queries/importFiles";
import { listPeople } from "./queries/listPeople";
import { listPostChoices } from "./queries/listPostChoices";
import { getPersonRights, listPermissionHolders } from "./queries/personRights";

export function peopleHandlers(deps: PeopleDeps): Handlers<typeof peopleRoutes> {
  const { engine } = deps;
  return {
    listPeople: ({ actor, input }) => listPeople(engine.store, actor, input.query),
    exportPeople: ({ actor, input }) => exportPeople(deps, actor, input.query),
    listPostChoices: ({ actor, input }) => listPostChoices(engine.store, actor, input.query),
    listPermissionHolders: ({ actor, input }) => listPermissionHolders(deps, actor, input.query),
    createOfficePerson: ({ actor, input }) => createOfficePerson(deps, actor, input.body),
    getImportTemplate: ({ actor }) => getImportTemplate(engine, actor),
    checkImport: ({ actor, input }) => checkImport(deps, actor, input.body),
    importPeople: ({ actor, input }) => importPeople(deps, actor, input.body),
    makeImportProblems: ({ actor, input }) => makeImportProblems(engine, actor, input.body),
    getOfficePerson: ({ actor, input }) => getOfficePerson(deps, actor, input.params.username),
    editOfficePerson: ({ actor, input }) => editOfficePerson(deps, actor, input.params.username, input.body),
    setOfficePersonStatus: ({ actor, input }) => setOfficePersonStatus(deps, actor, input.params.username, input.body),
    resetPassword: ({ actor, input }) => resetPassword(deps, actor, input.params.username, input.body),
    getPersonRights: ({ actor, input }) => getPersonRights(deps, actor, input.params.username),
    getOpenWork: ({ actor, input }) => getOpenWork(deps, actor, input.params.username),
    handOverWork: ({ actor, input }) => handOverWork(deps, actor, input.params.username, input.body),
  };
}
