import { TrailKind } from "@app/contract/engines/trail";
import { OrgPath } from "@app/contract/organizations/orgPath";
import { rangeOf, type DateRange } from "../../ui/dateRange";

/** The filter of 操作日志 as the address says it. */
export interface AuditFilter {
  readonly kind: TrailKind;
  readonly person: string | undefined;
  readonly caseNumber: string | undefined;
  readonly place: OrgPath | undefined;
  readonly range: DateRange | undefined;
}

export function auditFilterOf(query: URLSearchParams): AuditFilter {
  const text = (name: string): string | undefined => {
    const value = query.get(name)?.trim();
    return value === undefined || value === "" ? undefined : value.slice(0, 64);
  };
  return {
    kind: TrailKind.safeParse(query.get("kind")).data ?? "OPERATION",
    person: text("person"),
    caseNumber: text("caseNumber"),
    place: OrgPath.safeParse(query.get("place")).data,
    range: rangeOf(query),
  };
}

export const auditParams = ({ kind, person, caseNumber, place, range }: AuditFilter): Record<string, string> => ({
  kind,
  ...(person === undefined ? {} : { person }),
  ...(caseNumber === undefined ? {} : { caseNumber }),
  ...(place === undefined ? {} : { place }),
  ...(range ?? {}),
});

export const auditQuery = ({ range, ...filter }: AuditFilter) => ({ ...filter, ...(range ?? {}) });
