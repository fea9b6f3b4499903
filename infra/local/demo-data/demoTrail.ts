import { addDays, instantAt, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { eventWrite, type NewEvent } from "../../../functions/engines/events/event";
import { trailWrites } from "../../../functions/engines/events/trail";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { trailKindOf } from "../../../functions/features/audit/public";
import { demoAccounts, type DemoAccount } from "./accounts";
import { demoTeams } from "./demoTeams";

type Told = Omit<NewEvent, "casePk" | "sequence">;
const DEVICES = ["Windows · Chrome", "Windows · Edge", "Mac · Safari"] as const;
const DESKS = ["hainan.province", "haikou.city", "sanya.city", "baishamen.admin", "hongsha.admin", "jiance.admin"];

/**
 * 操作日志 of the last days beside what the teams' visits leave there: who logged in and who failed to, who saw or took along personal data, exports, and changes of
 * people. Each event lies by itself, for the accounts' own trails begin with whoever uses the demonstration.
 */
export function demoTrailItems({ seed, today }: { readonly seed: number; readonly today: LocalDate }): StoredItem[] {
  const items: StoredItem[] = [];
  const tell = (daysAgo: number, time: string, username: string, event: Told, device: string = DEVICES[0]): void => {
    const account = accountOf(username);
    const { role, orgPath } = account.grant;
    const at: Instant = instantAt(addDays(today, -daysAgo), time as TimeOfDay);
    const number = String(items.length).padStart(4, "0");
    const actor = {
      kind: "USER",
      id: account.accountId,
      accountId: account.accountId,
      username,
      name: account.displayName,
      grants: [{ role, orgPath }],
      from: { address: `10.46.${DESKS.indexOf(username) + 1}.${20 + DESKS.indexOf(username)}`, device },
    } as const;
    const context = { eventId: `demo-trail-${number}`, at, requestId: undefined, actor, trailKindOf, consumersOf: () => [] };
    const placed: NewEvent = { orgPath, ...event, casePk: `DEMO_TRAIL#${number}`, sequence: 1 };
    for (const write of [eventWrite(placed, context), ...trailWrites(placed, context)]) if (write.kind === "put") items.push(write.item);
  };

  for (let daysAgo = 6; daysAgo >= 1; daysAgo -= 1)
    for (const [index, username] of DESKS.entries()) {
      if ((index + daysAgo) % 3 === 0) continue;
      const device = DEVICES[index % DEVICES.length];
      tell(daysAgo, `08:${String(30 + index * 4)}`, username, aboutAccount(username, "LOGGED_IN_BY_PASSWORD"), device);
      if ((index + daysAgo) % 3 === 1) tell(daysAgo, `17:${String(40 + index)}`, username, aboutAccount(username, "LOGGED_OUT"), device);
    }
  tell(3, "08:29", "haikou.city", aboutAccount("haikou.city", "LOG_IN_FAILED"), DEVICES[1]);
  tell(2, "14:02", "hainan.province", aboutAccount("hainan.province", "LOGGED_IN_BY_PHONE"), "iPhone · Safari");

  tell(4, "10:20", "haikou.city", exported("BOOKINGS", "预约明细", 42));
  tell(1, "16:05", "hainan.province", exported("CHECK_INS", "入场记录", 318));
  tell(2, "09:46", "haikou.city", { ...exported("BOOKINGS", "预约明细", 6), eventType: "PERSONAL_DATA_EXPORTED", said: "6 行，处理投诉" });
  const { items: teams } = demoTeams({ seed, today });
  for (const [index, team] of teams
    .filter(({ pk, sk }) => pk.startsWith("BOOKING#") && sk === "STATE")
    .slice(0, 3)
    .entries()) {
    const bookingId = String(team["bookingId"]);
    const reason = ["联系预约人", "核对身份", "联系预约人"][index] ?? "联系预约人";
    tell(index + 1, "11:1" + index, index === 1 ? "haikou.city" : "baishamen.admin", {
      eventType: "PERSONAL_DATA_REVEALED",
      caseKind: "personalData",
      caseId: `demo-reveal-${index}`,
      about: { caseKind: "booking", caseId: bookingId },
      caseName: String(team["facilityName"]),
      said: reason,
      payload: { of: "booking", ofId: bookingId, reason, fields: ["联系人", "联系电话"] },
    });
  }

  tell(5, "15:10", "haikou.city", { ...aboutPerson("acc-he-jing", "何静", "he.jing"), eventType: "ACCOUNT_CREATED" });
  tell(2, "10:31", "baishamen.admin", {
    ...aboutPerson("acc-he-wenjun", "何文军", "he.wenjun"),
    eventType: "ACCOUNT_DISABLED",
    said: "已调离岗位",
    changed: [{ label: "状态", before: "在用", after: "已停用" }],
  });
  return items;
}

function accountOf(username: string): DemoAccount {
  const account = demoAccounts.find((candidate) => candidate.username === username);
  if (account === undefined) throw new Error(`no account ${username}`);
  return account;
}

function aboutAccount(username: string, eventType: string): Told {
  const { accountId, displayName } = accountOf(username);
  return { eventType, caseKind: "account", caseId: accountId, caseName: displayName, payload: { username } };
}

function aboutPerson(accountId: string, name: string, username: string): Omit<Told, "eventType"> {
  return { caseKind: "account", caseId: accountId, caseName: name, payload: { username, name } };
}

function exported(exportKind: string, title: string, rows: number): Told {
  return {
    eventType: "EXPORT_MADE",
    caseKind: "EXPORT",
    caseId: `demo-${exportKind}-${rows}`,
    caseName: title,
    said: `${rows} 行`,
    payload: { exportKind, rows, fileName: `${title}.xlsx` },
  };
}
