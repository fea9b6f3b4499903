import { TRAIL_KIND_LABELS } from "@app/contract/engines/trail";
import type { TrailDetail, TrailLine } from "@app/contract/audit/trail.schema";
import { orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS, type Role } from "@app/contract/organizations/roles";
import { placeNames } from "@app/contract/regions/placeNames";
import type { EventRecord } from "../../engines/events/event";
import type { TrailEntry } from "../../engines/events/trail";
import { caseLabelOf, eventWords, hasNumber } from "./eventWords";
import { changesOfEvent, factsOf, withoutNumbers } from "./trailFacts";
import { entryIdOf } from "./trailRepository";

export function toTrailLine(entry: TrailEntry): TrailLine {
  const { kind, at, byName, username, accountId, address, device, caseKind, caseName, said, orgPath } = entry;
  return {
    entryId: entryIdOf(entry),
    kind,
    kindLabel: TRAIL_KIND_LABELS[kind],
    at,
    words: eventWords(entry.eventType),
    ...(said === undefined ? {} : { said: withoutNumbers(said) }),
    byName,
    ...(username === undefined ? {} : { username }),
    accountId,
    roleLabels: entry.roles.map((role) => ROLE_LABELS[role as Role]),
    ...(address === undefined ? {} : { address }),
    ...(device === undefined ? {} : { device }),
    caseLabel: caseLabelOf(caseKind),
    ...(caseName === undefined ? {} : { caseName }),
    ...(hasNumber(caseKind) ? { caseNumber: entry.caseId.slice(-8) } : {}),
    orgPath,
    placeName: placeNameOf(orgPath),
    changes: (entry.changed ?? []).map(({ label, before, after }) => ({ label, before, after })),
  };
}

/** @param event absent when it is gone; the entry says what it can by itself */
export function toTrailDetail(entry: TrailEntry, event: EventRecord | undefined): TrailDetail {
  const line = toTrailLine(entry);
  return {
    ...line,
    changes: line.changes.length > 0 || event === undefined ? line.changes : changesOfEvent(event),
    facts: event === undefined ? [] : factsOf(event),
    ...(event?.requestId === undefined ? {} : { requestId: event.requestId }),
  };
}

/** 「海南省海口市美兰区」; a unit is named by its entries. */
export function placeNameOf(path: OrgPath): string {
  if (orgLevelOf(path) === "COUNTRY") return "全国平台";
  return placeNames(path).join("");
}
