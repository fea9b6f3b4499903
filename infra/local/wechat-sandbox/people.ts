import { createHash } from "node:crypto";
import type { DemoPerson } from "./demoPeople";

/** WeChat's ids are 28 characters beginning with o; derived, so that they survive a restart and the product recognises everybody. */
const wechatIdOf = (...parts: string[]): string => `o${createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 27)}`;

export const openidOf = (appId: string, personId: string): string => wechatIdOf("openid", appId, personId);
export const unionidOf = (personId: string): string => wechatIdOf("unionid", personId);

export interface People {
  readonly all: readonly DemoPerson[];
  byId(personId: string): DemoPerson | undefined;
  byOpenid(appId: string, openid: string): DemoPerson | undefined;
}

export function createPeople(all: readonly DemoPerson[], appIds: readonly string[]): People {
  const byId = new Map(all.map((person) => [person.id, person]));
  const byOpenid = new Map(all.flatMap((person) => appIds.map((appId) => [`${appId} ${openidOf(appId, person.id)}`, person] as const)));
  return {
    all,
    byId: (personId) => byId.get(personId),
    byOpenid: (appId, openid) => byOpenid.get(`${appId} ${openid}`),
  };
}
