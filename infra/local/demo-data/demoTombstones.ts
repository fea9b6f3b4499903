import { RETENTION_RULES, ruleInWords } from "@app/contract/engines/retention";
import { addDays, instantAt, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { ASKED_BY_PERSON, BY_PERSON, BY_RULE, tombstoneWrite, type Cleared } from "../../../functions/engines/retention/tombstones";

/** What went in the weeks before: an account whose holder asked for it, a registration that nobody ever sent, and one that was not approved a year ago. */
export function demoTombstoneItems(today: LocalDate): StoredItem[] {
  const at = (daysAgo: number, time: string) => instantAt(addDays(today, -daysAgo), time as TimeOfDay);
  const cleared: readonly Cleared[] = [
    { kind: "ACCOUNT", at: at(9, "20:14"), byName: BY_PERSON, because: ASKED_BY_PERSON, caseId: "01DEMOFORGOTTEN7K2Q9XTA", caseName: "共处理 4 条记录" },
    {
      kind: "REGISTRATION_DRAFT",
      at: at(3, "00:06"),
      byName: BY_RULE,
      because: `${ruleInWords(RETENTION_RULES.REGISTRATION_DRAFT, 30)}，已到期`,
      caseId: "01DEMODRAFTNEVERSENT4M8R",
      caseName: "海口市琼山区应急管理局",
    },
    {
      kind: "REGISTRATION",
      at: at(11, "00:03"),
      byName: BY_RULE,
      because: `${ruleInWords(RETENTION_RULES.REGISTRATION, 12)}，已到期`,
      caseId: "01DEMOREJECTEDLASTYEAR2W",
      caseName: "海口城投物业服务有限公司",
      orgPath: "CN/46/4601" as OrgPath,
    },
  ];
  return cleared.flatMap((each) => {
    const write = tombstoneWrite(each);
    return write.kind === "put" ? [write.item] : [];
  });
}
