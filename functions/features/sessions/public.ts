/** What other features and the entrypoints may know of sessions. */
export { getPerson, personKey, openidKey, unionidKey, staffBindingOf, WECHAT_APPS, type PersonItem, type WechatAppKind } from "./personRepository";
export { getPersonJob, newPersonJob, personJobDue, personJobKey, PERSON_JOB_DEADLINE, type PersonJobItem } from "./personJobRepository";
export { consentWrite, forgetIdentityWrites, personalConsents, personalIdentity, personalSessions } from "./personalIdentity";
export { meOf } from "./queries/meOf";
export { isBindingValid } from "./actions/logInWithWechat";
export { changeAccountWrites, PHONE_TAKEN_TAG, type ChangedAccount } from "./accountChange";
export { changeContactWrites, endedByMove } from "./accountContact";
export { accountEvent, nextVersionOf } from "./accountEvent";
export { accountsAllowed, isAllowedOver } from "./accountsAllowed";
export { couldHaveGiven } from "./accountInScope";
export { accountsPage } from "./accountsPage";
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
  placesPk,
  staffPersonOf,
  unitAccountItems,
  type AccountItem,
  type ContactData,
  type HeldPost,
  type StoredGrant,
  type UnitAccountItem,
} from "./accountRepository";
export { nextSessionEpoch, secondStepOf } from "./accountSafety";
export { forgiveFailures } from "./logInFailures";
export { ADDRESS_TAG, countOfHour, secondsLeftOfHour } from "./addressCount";
export { CAPTCHA_TAG, checkCaptcha } from "./captcha";
export { phoneCodeDeadlines } from "./actions/sendPhoneCode";
export { createSessionCache, type SessionCache } from "./sessionCache";
export { grantsInForce, type FacilitiesOfCategories } from "./grantsInForce";
