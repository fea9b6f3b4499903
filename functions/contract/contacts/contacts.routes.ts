import { exportErrors } from "../engines/exports";
import { AccountId } from "../kernel/ids";
import { CodeRequested } from "../kernel/phone";
import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import {
  ChangeContact,
  ChangePlatformContact,
  Contact,
  ContactBook,
  ContactsFilter,
  ContactsPage,
  ContactsQuery,
  PlatformContact,
  PlatformContactKind,
  RequestPhoneProof,
} from "./contact.schema";
import { contactErrors } from "./contacts.errors";

const NOTHING = z.strictObject({});
const read = { tag: "contacts", access: { permission: "contacts.read" }, params: NOTHING, query: NOTHING, body: undefined, errors: contactErrors } as const;
const edit = { ...read, access: { permission: "contacts.edit" } } as const;

export const contactRoutes = {
  getContactBook: defineRoute({
    ...read,
    id: "getContactBook",
    method: "GET",
    path: "/api/contacts/book",
    summary: "通讯录：平台联系人、本单位、上级管理单位",
    output: ContactBook,
  }),
  listContacts: defineRoute({
    ...read,
    id: "listContacts",
    method: "GET",
    path: "/api/contacts",
    summary: "通讯录：下级单位的管理员，可按单位或姓名检索",
    query: ContactsQuery,
    output: ContactsPage,
  }),
  exportContacts: defineRoute({
    ...read,
    id: "exportContacts",
    method: "GET",
    path: "/api/contacts/export",
    summary: "导出通讯录（Excel）",
    query: ContactsFilter,
    output: SpreadsheetFile,
    errors: exportErrors,
  }),
  requestPhoneProof: defineRoute({
    ...edit,
    id: "requestPhoneProof",
    method: "POST",
    path: "/api/contacts/phone-codes",
    summary: "更换手机号：向新号码发验证码",
    body: RequestPhoneProof,
    output: CodeRequested,
  }),
  changeContact: defineRoute({
    ...edit,
    id: "changeContact",
    method: "PUT",
    path: "/api/contacts/{accountId}",
    summary: "修改本单位管理员的联系方式",
    params: z.strictObject({ accountId: AccountId }),
    body: ChangeContact,
    output: Contact,
  }),
  changePlatformContact: defineRoute({
    ...edit,
    id: "changePlatformContact",
    method: "PUT",
    path: "/api/contacts/platform/{kind}",
    summary: "修改平台联系人（平台管理员）",
    params: z.strictObject({ kind: PlatformContactKind }),
    body: ChangePlatformContact,
    output: PlatformContact,
  }),
} as const;
