import type { MenuButton } from "@app/contract/officialAccount/menu.schema";
import type { Replies } from "@app/contract/officialAccount/replies.schema";
import type { CodeTarget } from "@app/contract/officialAccount/sceneCode.schema";
import type { Instant } from "@app/contract/kernel/time";
import type { FieldChange, NewEvent } from "../../engines/events/event";
import type { ItemKey, Store, StoredItem, StoredValue, Write } from "../../engines/store/storePort";
import { absent, equals, versionIs } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-O3 the menu: draft, published version, publication under way | its page | primary | ACCOUNT_MENU / STATE | – | 1 |
 * | AP-O4 the replies | each message, at most twice a minute a process | primary | ACCOUNT_REPLIES / STATE | – | 1 |
 * | AP-O5 who changed one of them | its page | primary | ACCOUNT_MENU or ACCOUNT_REPLIES / EVENT#sequence | latest first | page |
 * | AP-O6 one code | each scan | primary | SCENE_CODE#id / STATE | – | 1 |
 * | AP-O7 all codes | their list | index1 | SCENE_CODES / moment#id | latest first | page |
 * | AP-O8 how many follow | the figures | primary | ACCOUNT_FOLLOWERS / TOTAL | – | 1 |
 */
type LastChange = { readonly byName: string; readonly at: Instant };

export interface MenuItem extends StoredItem {
  readonly draft: readonly MenuButton[];
  readonly lastChange?: LastChange;
  readonly published?: { readonly buttons: readonly MenuButton[]; readonly byName: string; readonly at: Instant };
  /** WeChat is being asked; whoever dies over it leaves it here, and after `until` it counts as gone. */
  readonly underWay?: { readonly publicationId: string; readonly byName: string; readonly until: Instant };
  readonly failure?: { readonly sentence: string; readonly byName: string; readonly at: Instant };
  /** What staff look at when they save or publish. */
  readonly version: number;
  /** Of every write, also of those that only say how far a publication is. */
  readonly revision: number;
}

export interface RepliesItem extends StoredItem {
  readonly replies: Replies;
  readonly lastChange: LastChange;
  readonly version: number;
}

export interface CodeItem extends StoredItem {
  readonly codeId: string;
  readonly name: string;
  readonly target: CodeTarget;
  readonly targetLabel: string;
  readonly isDisabled: boolean;
  readonly expiresAt?: Instant;
  readonly ticket: string;
  readonly url: string;
  readonly createdByName: string;
  readonly createdAt: Instant;
  /** Of staff's changes; the figures below change without it. */
  readonly version: number;
  readonly scans: number;
  readonly newFollowers: number;
}

export const MENU_KEY: ItemKey = { pk: "ACCOUNT_MENU", sk: "STATE" };
export const REPLIES_KEY: ItemKey = { pk: "ACCOUNT_REPLIES", sk: "STATE" };
export const FOLLOWERS_TOTAL_KEY: ItemKey = { pk: "ACCOUNT_FOLLOWERS", sk: "TOTAL" };
export const SCENE_CODES_PK = "SCENE_CODES";
export const codeKey = (codeId: string): ItemKey => ({ pk: `SCENE_CODE#${codeId}`, sk: "STATE" });
export const codeIndex = (code: { readonly codeId: string; readonly createdAt: Instant }): ItemKey => ({
  pk: SCENE_CODES_PK,
  sk: `${code.createdAt}#${code.codeId}`,
});

const SCENE_PREFIX = "code_";
export const sceneOf = (codeId: string): string => `${SCENE_PREFIX}${codeId}`;
/** The code that a scene names; undefined for an old poster's or somebody else's. */
export const codeIdOfScene = (scene: string): string | undefined => /^code_([A-Za-z0-9_-]{1,40})$/.exec(scene)?.[1];

export const getMenuItem = async (store: Store): Promise<MenuItem> =>
  ((await store.get(MENU_KEY)) as MenuItem | undefined) ?? { ...MENU_KEY, draft: [], version: 0, revision: 0 };
export const getRepliesItem = async (store: Store): Promise<RepliesItem | undefined> => (await store.get(REPLIES_KEY)) as RepliesItem | undefined;
export const getCode = async (store: Store, codeId: string): Promise<CodeItem | undefined> => (await store.get(codeKey(codeId))) as CodeItem | undefined;
export const getFollowersTotal = async (store: Store): Promise<number> => Number((await store.get(FOLLOWERS_TOTAL_KEY))?.["followers"] ?? 0);

export const putVersioned = (tag: string, item: StoredItem, versionBefore: number): Write => ({
  kind: "put",
  tag,
  item,
  condition: versionBefore === 0 ? absent : versionIs(versionBefore),
});

export const menuWrite = (after: Omit<MenuItem, "revision">, before: MenuItem): Write => ({
  kind: "put",
  tag: "menu",
  item: { ...after, revision: before.revision + 1 } as MenuItem,
  condition: before.revision === 0 ? absent : equals("revision", before.revision),
});

/** The account is the country's: its changes stand in the country's own trail. */
export function accountEvent(
  event: { readonly eventType: string; readonly casePk: string; readonly caseId: string; readonly caseName: string; readonly sequence: number },
  changed: readonly FieldChange[],
  more: { readonly [name: string]: StoredValue } = {},
): NewEvent {
  return { ...event, caseKind: "officialAccount", payload: { changed, orgPath: "CN", ...more }, changed };
}
