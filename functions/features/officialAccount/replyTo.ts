import { FACILITY_CATEGORY_LABELS } from "@app/contract/visits/facility.schema";
import type { OfficialAccountContent, OfficialAccountReply } from "../../engines/messaging/officialAccountMessages";
import type { Store } from "../../engines/store/storePort";
import { findPublicFacilities, getPublicFacility, type FacilityItem } from "../visits/public";
import { HOME_PAGE, keywordOf, menuEntryOf, NOT_UNDERSTOOD, WELCOME, withoutKeywords } from "./keywords";

/** A longer text names nothing; more facilities than this are a list that nobody reads in a chat. */
const LOOKED_AT_LENGTH = 40;
const FACILITIES_SHOWN_MAX = 5;

interface ReplyDeps {
  readonly store: Store;
  readonly publicOrigin: string;
}

/** What stands in the follower's chat. The same message and store give the same words; `null` where a follower expects none. */
export async function replyTo(deps: ReplyDeps, content: OfficialAccountContent): Promise<OfficialAccountReply | null> {
  switch (content.kind) {
    case "FOLLOWED":
      return (await sceneReply(deps, content.scene ?? "")) ?? linked(deps, WELCOME, HOME_PAGE);
    case "SCANNED":
      return (await sceneReply(deps, content.scene)) ?? linked(deps, WELCOME, HOME_PAGE);
    case "CLICKED": {
      const entry = menuEntryOf(content.key);
      return entry === undefined ? linked(deps, NOT_UNDERSTOOD, HOME_PAGE) : linked(deps, entry.says, entry.opens);
    }
    case "TEXT":
      return textReply(deps, content.text.slice(0, LOOKED_AT_LENGTH));
    case "UNFOLLOWED":
    case "OTHER":
      return null;
  }
}

/** `facility_<id>` and `booking_<id>` are what our codes say; another scene is an old poster's or somebody else's. */
async function sceneReply(deps: ReplyDeps, scene: string): Promise<OfficialAccountReply | undefined> {
  const [, kind, id] = /^(facility|booking)_([A-Za-z0-9~_.:-]{1,64})$/.exec(scene) ?? [];
  if (id === undefined) return undefined;
  if (kind === "booking") return linked(deps, "打开您的预约，入场时出示里面的参观码：", `features/visits/booking/index?bookingId=${encodeURIComponent(id)}`);
  const facility = await getPublicFacility(deps.store, id);
  return facility === undefined ? undefined : facilityCard(deps, facility);
}

async function textReply(deps: ReplyDeps, text: string): Promise<OfficialAccountReply> {
  const found = await findPublicFacilities(deps.store, withoutKeywords(text), FACILITIES_SHOWN_MAX);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return facilityCard(deps, first);
  if (first !== undefined)
    return { kind: "TEXT", text: ["您要找的是哪一家？", ...found.map((facility) => `${facility.name}\n${linkOf(deps, facilityPage(facility))}`)].join("\n\n") };
  const keyword = keywordOf(text);
  return keyword === undefined ? linked(deps, NOT_UNDERSTOOD, HOME_PAGE) : linked(deps, keyword.says, keyword.opens);
}

function facilityCard(deps: ReplyDeps, facility: FacilityItem): OfficialAccountReply {
  const place = `${facility.cityName} · ${FACILITY_CATEGORY_LABELS[facility.category]}`;
  const state = facility.status === "OPEN" ? "点开看开放时间，免费预约参观。" : "目前暂停开放，点开看原因和恢复时间。";
  return { kind: "CARD", title: facility.name, description: `${place}\n${state}`, url: linkOf(deps, facilityPage(facility)) };
}

const facilityPage = (facility: FacilityItem): string => `features/visits/facility/index?facilityId=${facility.facilityId}`;
const linkOf = (deps: ReplyDeps, page: string): string => `${deps.publicOrigin}/#/${page}`;
const linked = (deps: ReplyDeps, words: string, page: string): OfficialAccountReply => ({ kind: "TEXT", text: `${words}\n${linkOf(deps, page)}` });
