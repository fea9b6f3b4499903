import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addDays, localDateOf, type Instant } from "@app/contract/kernel/time";
import type { AccountChange, AccountChangesQuery, FollowerFigures, FollowerFiguresQuery } from "@app/contract/officialAccount/follower.schema";
import { STANDARD_REPLIES } from "@app/contract/officialAccount/replyMatching";
import type { TriedReply } from "@app/contract/officialAccount/replies.schema";
import type { SceneCode, SceneCodeDetail, SceneCodesQuery } from "@app/contract/officialAccount/sceneCode.schema";
import { readEvent } from "../../../engines/events/event";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { Store } from "../../../engines/store/storePort";
import { ACCOUNT_FIGURES, CODE_FIGURES, readDays } from "../accountFigures";
import { getCode, getFollowersTotal, getRepliesItem, MENU_KEY, REPLIES_KEY, SCENE_CODES_PK, type CodeItem } from "../accountRepository";
import { toSceneCode } from "../codeView";
import type { OfficialAccountDeskDeps } from "../officialAccountDeps";
import { answerTo } from "../replyTo";

const CODE_DAYS_SHOWN = 30;

export async function listSceneCodes(store: Store, query: SceneCodesQuery, now: Instant): Promise<Result<Page<SceneCode>, KernelRefusal>> {
  const found = await queryMerged(store, { index: "index1", pks: [SCENE_CODES_PK], range: {}, order: "descending", ...pageOf(query) });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  return ok({ items: (found.items as readonly CodeItem[]).map((item) => toSceneCode(item, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}

export async function getSceneCode(deps: OfficialAccountDeskDeps, codeId: string): Promise<Result<SceneCodeDetail, KernelRefusal>> {
  const { store, clock } = deps.engine;
  const item = await getCode(store, codeId);
  if (item === undefined) return refuse({ code: "NOT_FOUND", what: "个二维码" });
  const to = localDateOf(clock.now());
  const [png, days] = await Promise.all([deps.drawQrPng(item.url), readDays(store, { codeId }, { from: addDays(to, 1 - CODE_DAYS_SHOWN), to }, CODE_FIGURES)]);
  return ok({ ...toSceneCode(item, clock.now()), qrPngBase64: Buffer.from(png).toString("base64"), days });
}

/** Totals go backwards from now: only today's is kept. */
export async function getFollowerFigures(store: Store, query: FollowerFiguresQuery, now: Instant): Promise<Result<FollowerFigures, never>> {
  const to = localDateOf(now);
  const [total, counted] = await Promise.all([
    getFollowersTotal(store),
    readDays(store, "ACCOUNT", { from: addDays(to, 1 - Number(query.days)), to }, ACCOUNT_FIGURES),
  ]);
  let atEnd = total;
  const days = [...counted].reverse().map(({ date, gained, lost, forgotten, scans, menuTaps }) => {
    const day = { date, gained, lost, net: gained - lost, total: atEnd, scans, menuTaps };
    // Whoever deleted their account is known no more, and has not left.
    atEnd -= gained - lost - forgotten;
    return day;
  });
  return ok({ total, days: days.reverse() });
}

/** The very function that answers followers, over what is saved now. */
export async function tryReply(deps: OfficialAccountDeskDeps, text: string): Promise<Result<TriedReply, never>> {
  const { store, clock } = deps.engine;
  const replies = (await getRepliesItem(store))?.replies ?? STANDARD_REPLIES;
  const { reply, because, rule } = await answerTo({ store, publicOrigin: deps.publicOrigin, replies, now: clock.now() }, text);
  return ok({
    because,
    ...(rule === undefined ? {} : { rulePosition: replies.rules.indexOf(rule) + 1 }),
    ...(reply.kind === "CARD" ? { title: reply.title, text: reply.description, url: reply.url } : { text: reply.text }),
  });
}

const DID: Readonly<Record<string, string>> = {
  ACCOUNT_MENU_SAVED: "保存草稿",
  ACCOUNT_MENU_PUBLISHED: "发布",
  ACCOUNT_MENU_REMOVED: "撤下菜单",
  ACCOUNT_REPLIES_CHANGED: "修改",
};

export async function listAccountChanges(store: Store, query: AccountChangesQuery): Promise<Result<Page<AccountChange>, KernelRefusal>> {
  const found = await queryMerged(store, {
    index: "primary",
    pks: [query.of === "MENU" ? MENU_KEY.pk : REPLIES_KEY.pk],
    range: { from: "EVENT#", to: "EVENT#~" },
    order: "descending",
    ...pageOf(query),
  });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const items = found.items.flatMap((item): AccountChange[] => {
    const event = readEvent(item);
    if (event === undefined) return [];
    const { changed, menu } = event.payload as unknown as Pick<AccountChange, "changed" | "menu">;
    return [{ at: event.at, byName: event.by.name, did: DID[event.eventType] ?? event.eventType, changed, ...(menu === undefined ? {} : { menu }) }];
  });
  return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
}

const pageOf = ({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) => ({ limit, cursor });
