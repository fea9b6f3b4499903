import type { Store } from "../../engines/store/storePort";
import { followsOfficialAccount } from "../officialAccount/public";
import { getAccount, getPerson, staffPersonOf, type PersonItem } from "../sessions/public";
import type { NoticeChannel } from "./noticeKinds";
import type { Addressee } from "./noticeRepository";

/** How an addressee is reached now. */
export interface Ways {
  /** The person behind the WeChat, whose subscriptions are counted. */
  readonly personId?: string;
  readonly MINIPROGRAM?: string;
  readonly OFFICIAL_ACCOUNT?: string;
  readonly SMS?: string;
  readonly EMAIL?: string;
  /** Undefined when they never wrote to the account: nothing is known then. */
  readonly isFollower?: boolean;
}

export async function waysTo(store: Store, to: Addressee): Promise<Ways> {
  switch (to.kind) {
    case "PERSON":
      return { ...(await waysToPerson(store, to.personId)), ...(to.phone === undefined ? {} : { SMS: to.phone }) };
    case "ACCOUNT": {
      const account = await getAccount(store, to.username);
      if (account === undefined) return {};
      const personId = staffPersonOf(account);
      return {
        ...(personId === undefined ? {} : await waysToPerson(store, personId)),
        ...(account.phone === "" ? {} : { SMS: account.phone }),
        ...(account.email === "" ? {} : { EMAIL: account.email }),
      };
    }
    case "PHONE":
      return { SMS: to.phone };
  }
}

async function waysToPerson(store: Store, personId: string): Promise<Ways> {
  const openids: PersonItem["openids"] = (await getPerson(store, personId))?.openids ?? {};
  const { MINIPROGRAM: miniProgram, OFFICIAL_ACCOUNT: officialAccount } = openids;
  const isFollower = officialAccount === undefined ? undefined : await followsOfficialAccount(store, officialAccount);
  return {
    personId,
    ...(miniProgram === undefined ? {} : { MINIPROGRAM: miniProgram }),
    ...(officialAccount === undefined ? {} : { OFFICIAL_ACCOUNT: officialAccount }),
    ...(isFollower === undefined ? {} : { isFollower }),
  };
}

/** What is written to for a channel; undefined when there is no such way to them. Who left the official account wants nothing of it. */
export function addressFor(channel: NoticeChannel, ways: Ways): string | undefined {
  switch (channel) {
    case "MINIPROGRAM":
    case "SMS":
    case "EMAIL":
      return ways[channel];
    case "OFFICIAL_ACCOUNT":
      return ways.isFollower === true ? ways.OFFICIAL_ACCOUNT : undefined;
    case "OFFICIAL_ACCOUNT_SUBSCRIPTION":
      return ways.isFollower === false ? undefined : ways.OFFICIAL_ACCOUNT;
  }
}
