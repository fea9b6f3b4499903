/** What other features and the entrypoints may know of sessions. */
export { getPerson, personKey, openidKey, unionidKey, WECHAT_APPS, type PersonItem, type WechatAppKind } from "./personRepository";
export {
  accountItem,
  accountKey,
  getAccount,
  itemsOfAccount,
  listUnitAccounts,
  staffPersonOf,
  type AccountItem,
  type StoredGrant,
  type UnitAccountItem,
} from "./accountRepository";
export { phoneCodeDeadlines } from "./actions/sendPhoneCode";
export { authenticate } from "./queries/authenticate";
