import type { contactRoutes } from "@app/contract/contacts/contacts.routes";
import type { Handlers } from "../../engines/http/handler";
import { changeContact } from "./actions/changeContact";
import { changePlatformContact } from "./actions/changePlatformContact";
import { requestPhoneProof } from "./actions/requestPhoneProof";
import type { ContactDeps } from "./contactDeps";
import { exportContacts } from "./queries/exportContacts";
import { getContactBook, listContacts } from "./queries/listContacts";

export function contactHandlers(deps: ContactDeps): Handlers<typeof contactRoutes> {
  return {
    getContactBook: ({ actor }) => getContactBook(deps.engine, actor),
    listContacts: ({ actor, input }) => listContacts(deps.engine, actor, input.query),
    exportContacts: ({ actor, input }) => exportContacts(deps, actor, input.query),
    requestPhoneProof: ({ actor, input }) => requestPhoneProof(deps, actor, input.body),
    changeContact: ({ actor, input }) => changeContact(deps, actor, input.params.accountId, input.body),
    changePlatformContact: ({ actor, input }) => changePlatformContact(deps, actor, input.params.kind, input.body),
  };
}
