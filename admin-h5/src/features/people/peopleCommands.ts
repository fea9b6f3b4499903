import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import type {
  CreateOfficePerson,
  EditOfficePerson,
  HandedOver,
  HandOverWork,
  OfficePersonDetail,
  SetOfficePersonStatus,
} from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import type { ImportPeople, PeopleImported } from "@app/contract/people/peopleImport.schema";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { secondStepRoutes } from "@app/contract/sessions/secondStep.routes";
import type { ResetSecondStep } from "@app/contract/sessions/secondStep.schema";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

type Content<Command> = Omit<Command, "requestId">;
type Answer<T> = Promise<Result<T, CallRefusal>>;

export function createPerson(content: Content<CreateOfficePerson>): Answer<OfficePersonDetail> {
  return sendIntended("createOfficePerson", content, (requestId) => api.call(peopleRoutes.createOfficePerson, { body: { requestId, ...content } }));
}
export function editPerson(username: string, content: Content<EditOfficePerson>): Answer<OfficePersonDetail> {
  return sendIntended(`editOfficePerson.${username}`, content, (requestId) =>
    api.call(peopleRoutes.editOfficePerson, { params: { username }, body: { requestId, ...content } }),
  );
}
export function setStatus(username: string, content: Content<SetOfficePersonStatus>): Answer<OfficePersonDetail> {
  return sendIntended(`setOfficePersonStatus.${username}`, content, (requestId) =>
    api.call(peopleRoutes.setOfficePersonStatus, { params: { username }, body: { requestId, ...content } }),
  );
}
export function resetPassword(username: string): Answer<OfficePersonDetail> {
  return sendIntended(`resetPassword.${username}`, {}, (requestId) => api.call(peopleRoutes.resetPassword, { params: { username }, body: { requestId } }));
}
export function unbindWechat(username: string): Answer<unknown> {
  return sendIntended(`unbindStaffOf.${username}`, {}, (requestId) =>
    api.call(staffBindingRoutes.unbindStaffOf, { params: { username }, body: { requestId } }),
  );
}
export function endSessions(username: string): Answer<unknown> {
  return sendIntended(`endSessionsOfAccount.${username}`, {}, (requestId) =>
    api.call(mySessionsRoutes.endSessionsOfAccount, { params: { username }, body: { requestId } }),
  );
}
export function resetSecondStep(username: string, content: Content<ResetSecondStep>): Answer<unknown> {
  return sendIntended(`resetSecondStepOf.${username}`, content, (requestId) =>
    api.call(secondStepRoutes.resetSecondStepOf, { params: { username }, body: { requestId, ...content } }),
  );
}
export function handOver(username: string, content: Content<HandOverWork>): Answer<HandedOver> {
  return sendIntended(`handOverWork.${username}`, content, (requestId) =>
    api.call(peopleRoutes.handOverWork, { params: { username }, body: { requestId, ...content } }),
  );
}
export function importRows(rows: ImportPeople["rows"]): Answer<PeopleImported> {
  const first = rows[0];
  return sendIntended(`importPeople.${first?.rowNumber ?? 0}.${first?.username ?? ""}`, rows, (requestId) =>
    api.call(peopleRoutes.importPeople, { body: { requestId, rows } }),
  );
}
