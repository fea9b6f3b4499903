/** What other features and the entrypoints may know of sessions. */
export { getPerson, personKey, openidKey, unionidKey, WECHAT_APPS, type PersonItem, type WechatAppKind } from "./personRepository";
export { changeAccountWrites, PHONE_TAKEN_TAG, type ChangedAccount } from "./accountChange";
export { changeContactWrites } from "./accountContact";
export { accountEvent, nextVersionOf } from "./accountEvent";
export { changeGrantsWrites } from "./accountGrants";
export { CODE_REQUESTED, issueCode, judgeCode, phoneCodeKey, type PhoneCodeItem } from "./phoneCode";
export {
  accountItem,
  accountKey,
  accountPk,
  asAccount,
  CONTACT_ROLES,
  contactsPk,
  getAccount,
  getAccountByPhone,
  grantsOf,
  itemsOfAccount,
  lastContactChangeOf,
  listUnitAccounts,
  peoplePk,
  staffPersonOf,
  type AccountItem,
  type ContactData,
  type HeldPost,
  type StoredGrant,
  type UnitAccountItem,
} from "./accountRepository";
export { CAPTCHA_TAG, checkCaptcha } from "./captcha";
export { phoneCodeDeadlines } from "./actions/sendPhoneCode";
export { authenticate } from "./queries/authenticate";
