/** What other features and the entrypoints may know of sessions. */
export { getPerson, personKey, openidKey, unionidKey, WECHAT_APPS, type PersonItem, type WechatAppKind } from "./personRepository";
export { changeContactWrites, PHONE_TAKEN_TAG } from "./accountContact";
export { accountEvent, nextVersionOf } from "./accountEvent";
export { changeGrantsWrites } from "./accountGrants";
export { CODE_REQUESTED, issueCode, judgeCode, phoneCodeKey, type PhoneCodeItem } from "./phoneCode";
export {
  accountItem,
  accountKey,
  CONTACT_ROLES,
  contactsPk,
  getAccount,
  itemsOfAccount,
  lastContactChangeOf,
  listUnitAccounts,
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
