import type { ChangeContact, ChangePlatformContact, Contact, PlatformContact } from "@app/contract/contacts/contact.schema";
import { contactRoutes } from "@app/contract/contacts/contacts.routes";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { CodeRequested } from "@app/contract/kernel/phone";
import type { Result } from "@app/contract/kernel/result";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

type Content<Command> = Omit<Command, "requestId">;

export function changeContact(accountId: Contact["accountId"], content: Content<ChangeContact>): Promise<Result<Contact, CallRefusal>> {
  return sendIntended(`changeContact.${accountId}`, content, (requestId) =>
    api.call(contactRoutes.changeContact, { params: { accountId }, body: { requestId, ...content } }),
  );
}

export function changePlatformContact(kind: PlatformContact["kind"], content: Content<ChangePlatformContact>): Promise<Result<PlatformContact, CallRefusal>> {
  return sendIntended(`changePlatformContact.${kind}`, content, (requestId) =>
    api.call(contactRoutes.changePlatformContact, { params: { kind }, body: { requestId, ...content } }),
  );
}

export function requestPhoneProof(phone: string): Promise<Result<CodeRequested, CallRefusal>> {
  return sendIntended("requestPhoneProof", phone, (requestId) => api.call(contactRoutes.requestPhoneProof, { body: { requestId, phone } }));
}
