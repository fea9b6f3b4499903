import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import { dateLabel, type Instant } from "@app/contract/kernel/time";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { PersonalRecords } from "../../engines/personalData/personalRecords";
import { equals, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";
import { getPerson, openidKey, personKey, unionidKey, WECHAT_APPS, type PersonItem } from "./personRepository";
import { readSession, sessionsPk } from "./sessionRepository";

const APP_LABELS = { MINIPROGRAM: "小程序", OFFICIAL_ACCOUNT: "公众号" } as const satisfies Record<(typeof WECHAT_APPS)[number], string>;

/** | AP-N3 · what a person has agreed to · their data · primary · PERSON#id / CONSENT#version · by version | */
interface ConsentItem extends StoredItem {
  readonly agreementVersion: string;
  readonly agreedAt: Instant;
}
const consentKey = (personId: string, agreementVersion: string): ItemKey => ({ pk: `PERSON#${personId}`, sk: `CONSENT#${agreementVersion}` });

/** That they agreed, and when: one record a version, and the newest on the person, where each log-in finds it. */
export function consentWrite(personId: string, agreementVersion: string, agreedAt: Instant): Write {
  return { kind: "put", tag: "consent", item: { ...consentKey(personId, agreementVersion), agreementVersion, agreedAt } };
}

/** Where they are logged in, as a visitor; sessions of staff stand with their account. */
export function personalSessions(store: Store): PersonalRecords<"SESSIONS"> {
  const pageOf = (personId: string, page: { limit: number; cursor: string | undefined }) =>
    queryMerged(store, { index: "index1", pks: [sessionsPk({ username: undefined, personId })], range: {}, order: "descending", ...page });
  const theirs = async (personId: string, limit: number): Promise<readonly StoredItem[]> => {
    const page = await pageOf(personId, { limit, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : page.items;
  };
  return {
    kind: "SESSIONS",
    async list(personId, page) {
      const found = await pageOf(personId, page);
      if (found === "CURSOR_INVALID") return found;
      const items = found.items.map(readSession).map(({ startedAt, device, address, lastSeenOn }): PersonalRecord => ({
        at: startedAt ?? NEVER_NOTED,
        title: device ?? "微信",
        facts: [
          ...(address === undefined ? [] : [{ label: "网络地址", value: address }]),
          ...(lastSeenOn === undefined ? [] : [{ label: "最近使用", value: dateLabel(lastSeenOn) }]),
        ],
      }));
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },
    async handOver({ from, to, limit }) {
      const sessions = await theirs(from, limit);
      for (const { pk, sk, index1 } of sessions) {
        const set = { personId: to, index1: { pk: sessionsPk({ username: undefined, personId: to }), sk: index1?.sk ?? "" } };
        await store.transact([{ kind: "update", tag: "session", key: { pk, sk }, set, condition: equals("personId", from) }]);
      }
      return sessions.length;
    },
    async forget({ personId, limit }) {
      const sessions = await theirs(personId, limit);
      for (const { pk, sk } of sessions) await store.transact([{ kind: "delete", tag: "session", key: { pk, sk } }]);
      return sessions.length;
    },
  };
}

/** Who they are to WeChat. Handed over by the log-in that found out, and taken away by the last step of forgetting. */
export function personalIdentity(store: Store): PersonalRecords<"WECHAT"> {
  return {
    kind: "WECHAT",
    async list(personId) {
      const person = await getPerson(store, personId);
      const facts = WECHAT_APPS.flatMap((app) => {
        const openid = person?.openids[app];
        return openid === undefined ? [] : [{ label: `${APP_LABELS[app]}标识（openid）`, value: openid }];
      });
      if (person === undefined || facts.length === 0) return { items: [] };
      const union = person.unionid === undefined ? [] : [{ label: "统一标识（unionid）", value: person.unionid }];
      return { items: [{ at: person.createdAt ?? NEVER_NOTED, title: "微信身份", facts: [...facts, ...union] }] };
    },
    handOver: async () => 0,
    forget: async () => 0,
  };
}
/** People from before their first log-in was noted. */
const NEVER_NOTED = "2026-01-01T00:00:00.000+08:00" as Instant;

export function personalConsents(store: Store): PersonalRecords<"CONSENTS"> {
  return {
    kind: "CONSENTS",
    async list(personId) {
      const { items } = await store.query({ index: "primary", pk: `PERSON#${personId}`, range: { beginsWith: "CONSENT#" }, order: "descending", limit: 100 });
      return {
        items: (items as readonly ConsentItem[]).map(({ agreementVersion, agreedAt }): PersonalRecord => ({
          at: agreedAt,
          title: `同意个人信息保护说明和用户协议（${agreementVersion} 版）`,
          facts: [],
        })),
      };
    },
    // Each consent names the identity that gave it; the survivor is asked for its own.
    handOver: async () => 0,
    // Moment and version stay, under an id that leads to nobody any more: that there was a consent has to be shown.
    forget: async () => 0,
  };
}

/** The last step of forgetting: what WeChat calls them leads nowhere from now on, so a new log-in is a new person. */
export function forgetIdentityWrites(person: PersonItem, forgottenAt: Instant): Write[] {
  const keys = WECHAT_APPS.flatMap((app) => (person.openids[app] === undefined ? [] : [openidKey(app, person.openids[app])]));
  return [
    {
      kind: "put",
      tag: "person",
      item: { ...personKey(person.personId), personId: person.personId, openids: {}, forgottenAt, version: person.version + 1 },
      condition: versionIs(person.version),
    },
    ...keys.map((key, index): Write => ({ kind: "delete", tag: `openid ${index}`, key })),
    ...(person.unionid === undefined ? [] : [{ kind: "delete", tag: "unionid", key: unionidKey(person.unionid) } as const]),
  ];
}
