import type { NewEvent } from "../../engines/events/event";
import { versionIs, type Write } from "../../engines/store/storePort";
import { accountKey, accountPk, type AccountItem } from "./accountRepository";

/** What happens to an account lies beside it, as its audit trail. The event takes the account's next version, which a write of the same transaction gives it. */
export function accountEvent(account: AccountItem, eventType: string, payload: NewEvent["payload"]): NewEvent {
  const { username, accountId, displayName, version, grants } = account;
  return {
    eventType,
    caseKind: "account",
    caseId: accountId,
    casePk: accountPk(username),
    sequence: version + 1,
    ...(grants[0] === undefined ? {} : { orgPath: grants[0].orgPath }),
    caseName: displayName,
    accountId,
    payload: { username, ...payload },
  };
}

export function nextVersionOf(account: AccountItem, set?: Extract<Write, { kind: "update" }>["set"], remove?: readonly string[]): Write {
  return {
    kind: "update",
    tag: "account",
    key: accountKey(account.username),
    ...(set === undefined ? {} : { set }),
    ...(remove === undefined ? {} : { remove }),
    add: { version: 1 },
    condition: versionIs(account.version),
  };
}
