import { ACCOUNT_PAGES, type Opens } from "@app/contract/officialAccount/accountPages";
import { ruleFor, ruleOfKey, withoutWords } from "@app/contract/officialAccount/replyMatching";
import type { Replies, ReplyAnswer, ReplyRule } from "@app/contract/officialAccount/replies.schema";
import type { Instant } from "@app/contract/kernel/time";
import { FACILITY_CATEGORY_LABELS } from "@app/contract/visits/facility.schema";
import type { OfficialAccountContent, OfficialAccountReply } from "../../engines/messaging/officialAccountMessages";
import type { Store } from "../../engines/store/storePort";
import { findPublicFacilities, getPublicFacility, type FacilityItem } from "../visits/public";
import { codeIdOfScene, getCode } from "./accountRepository";

/** A longer text names nothing; more facilities than this are a list that nobody reads in a chat. */
const LOOKED_AT_LENGTH = 40;
const FACILITIES_SHOWN_MAX = 5;
const HOME: Opens = { kind: "PAGE", page: "HOME" };

export interface ReplyDeps {
  readonly store: Store;
  readonly publicOrigin: string;
  readonly replies: Replies;
  readonly now: Instant;
}

/** What stands in the follower's chat. The same message and store give the same words; `null` where a follower expects none. */
export async function replyTo(deps: ReplyDeps, content: OfficialAccountContent): Promise<OfficialAccountReply | null> {
  switch (content.kind) {
    case "FOLLOWED":
      return (await sceneReply(deps, content.scene ?? "")) ?? written(deps, deps.replies.welcome);
    case "SCANNED":
      return (await sceneReply(deps, content.scene)) ?? written(deps, deps.replies.welcome);
    case "CLICKED":
      return written(deps, ruleOfKey(deps.replies.rules, content.key)?.answer ?? deps.replies.fallback);
    case "TEXT":
      return (await answerTo(deps, content.text)).reply;
    case "UNFOLLOWED":
    case "VIEWED":
    case "PICTURE_CHECKED":
    case "OTHER":
      return null;
  }
}

export interface ChosenAnswer {
  readonly reply: OfficialAccountReply;
  readonly because: "RULE" | "FACILITY" | "FALLBACK";
  readonly rule?: ReplyRule;
}

/** A word that an office wants answered exactly comes first; then a facility that is named; then the first rule whose word is in the text. */
export async function answerTo(deps: ReplyDeps, whole: string): Promise<ChosenAnswer> {
  const { rules, fallback } = deps.replies;
  const text = whole.slice(0, LOOKED_AT_LENGTH);
  const ofKind = (kind: ReplyRule["match"]): ReplyRule[] => rules.filter(({ match }) => match === kind);
  const exact = ruleFor(ofKind("EXACT"), text);
  if (exact !== undefined) return { reply: written(deps, exact.answer), because: "RULE", rule: exact };
  const facilities = await findPublicFacilities(deps.store, withoutWords(ofKind("CONTAINS"), text), FACILITIES_SHOWN_MAX);
  const [first, second] = facilities;
  if (first !== undefined && second === undefined) return { reply: facilityCard(deps, first), because: "FACILITY" };
  if (first !== undefined) return { reply: { kind: "TEXT", text: whichOne(deps, facilities) }, because: "FACILITY" };
  const rule = ruleFor(ofKind("CONTAINS"), text);
  return rule === undefined ? { reply: written(deps, fallback), because: "FALLBACK" } : { reply: written(deps, rule.answer), because: "RULE", rule };
}

/** `code_<id>` is one of our codes; `facility_<id>` and `booking_<id>` stand on posters of before; another scene is somebody else's. */
async function sceneReply(deps: ReplyDeps, scene: string): Promise<OfficialAccountReply | undefined> {
  const codeId = codeIdOfScene(scene);
  if (codeId !== undefined) return codeReply(deps, codeId);
  const [, kind, id] = /^(facility|booking)_([A-Za-z0-9~_.:-]{1,64})$/.exec(scene) ?? [];
  if (id === undefined) return undefined;
  if (kind === "booking") {
    const page = `features/visits/booking/index?bookingId=${encodeURIComponent(id)}`;
    return { kind: "TEXT", text: `打开您的预约，入场时出示里面的参观码：\n${linkOf(deps, page)}` };
  }
  return facilityReply(deps, id);
}

async function codeReply(deps: ReplyDeps, codeId: string): Promise<OfficialAccountReply | undefined> {
  const code = await getCode(deps.store, codeId);
  if (code === undefined) return undefined;
  if (code.isDisabled || (code.expiresAt !== undefined && code.expiresAt <= deps.now))
    return written(deps, { kind: "TEXT", text: "您扫的二维码已经停用。预约参观请点这里：", opens: HOME });
  switch (code.target.kind) {
    case "FACILITY":
      return facilityReply(deps, code.target.facilityId);
    case "KEYWORD": {
      const rule = ruleOfKey(deps.replies.rules, code.target.key);
      return rule === undefined ? undefined : written(deps, rule.answer);
    }
    case "PAGE":
      return written(deps, { kind: "CARD", title: code.name, description: "点开查看", opens: { kind: "PAGE", page: code.target.page } });
  }
}

async function facilityReply(deps: ReplyDeps, facilityId: string): Promise<OfficialAccountReply | undefined> {
  const facility = await getPublicFacility(deps.store, facilityId);
  return facility === undefined ? undefined : facilityCard(deps, facility);
}

function facilityCard(deps: ReplyDeps, facility: FacilityItem): OfficialAccountReply {
  const place = `${facility.cityName} · ${FACILITY_CATEGORY_LABELS[facility.category]}`;
  const state = facility.status === "OPEN" ? "点开看开放时间，免费预约参观。" : "目前暂停开放，点开看原因和恢复时间。";
  return { kind: "CARD", title: facility.name, description: `${place}\n${state}`, url: linkOf(deps, facilityPage(facility)) };
}

function whichOne(deps: ReplyDeps, facilities: readonly FacilityItem[]): string {
  return ["您要找的是哪一家？", ...facilities.map((facility) => `${facility.name}\n${linkOf(deps, facilityPage(facility))}`)].join("\n\n");
}

/** An answer of the office as it goes to WeChat: a text within its 2048 bytes, or a card. */
function written(deps: ReplyDeps, answer: ReplyAnswer): OfficialAccountReply {
  if (answer.kind === "CARD") return { kind: "CARD", title: answer.title, description: answer.description, url: opened(deps, answer.opens) };
  return { kind: "TEXT", text: answer.opens === undefined ? answer.text : `${answer.text}\n${opened(deps, answer.opens)}` };
}

const opened = (deps: ReplyDeps, opens: Opens): string => (opens.kind === "URL" ? opens.url : linkOf(deps, ACCOUNT_PAGES[opens.page].path));
const facilityPage = (facility: FacilityItem): string => `features/visits/facility/index?facilityId=${facility.facilityId}`;
const linkOf = (deps: { readonly publicOrigin: string }, page: string): string => `${deps.publicOrigin}/#/${page}`;
