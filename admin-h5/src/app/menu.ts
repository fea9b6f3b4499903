import type { Permission } from "@app/contract/organizations/roles";
import { PATHS } from "../platform/paths";

export interface MenuEntry {
  readonly path: string;
  readonly label: string;
  readonly icon:
    | "workbench"
    | "latest"
    | "statistics"
    | "bookings"
    | "backFill"
    | "slots"
    | "demand"
    | "noShows"
    | "ratings"
    | "content"
    | "checkIns"
    | "posters"
    | "activities"
    | "reportActivity"
    | "contacts"
    | "organizations"
    | "people"
    | "roles"
    | "attention"
    | "facilities"
    | "approvals"
    | "approvalProgress"
    | "leave"
    | "audit"
    | "settings"
    | "registrations"
    | "officialAccount"
    | "inbox"
    | "announcements"
    | "system";
  /** Absent: everybody's own. */
  readonly permission?: Permission;
}

/** Where everybody begins, above the groups. */
const HOME_MENU: readonly MenuEntry[] = [{ path: PATHS.workbench, label: "工作台", icon: "workbench" }];

/** 预约参观, in the order of the manual people know. */
const VISITS_MENU: readonly MenuEntry[] = [
  { path: PATHS.latest, label: "最新数据", icon: "latest", permission: "statistics.read" },
  { path: PATHS.statistics, label: "综合统计", icon: "statistics", permission: "statistics.read" },
  { path: PATHS.bookings, label: "预约管理", icon: "bookings", permission: "bookings.read" },
  { path: PATHS.backFill, label: "数据补录", icon: "backFill", permission: "teamVisits.report" },
  { path: PATHS.attention, label: "需处理", icon: "attention", permission: "bookings.read" },
  { path: PATHS.slots, label: "场次管理", icon: "slots", permission: "slots.open" },
  { path: PATHS.demand, label: "供需情况", icon: "demand", permission: "demand.read" },
  { path: PATHS.noShows, label: "失约管理", icon: "noShows", permission: "noShows.read" },
  { path: PATHS.ratings, label: "参观评价", icon: "ratings", permission: "ratings.read" },
  { path: PATHS.content, label: "内容审核", icon: "content", permission: "content.moderate" },
  { path: PATHS.checkIns, label: "入场记录", icon: "checkIns", permission: "checkIns.read" },
  { path: PATHS.posters, label: "打卡海报", icon: "posters", permission: "posters.read" },
];

const ACTIVITIES_MENU: readonly MenuEntry[] = [
  { path: PATHS.activities, label: "活动列表", icon: "activities", permission: "activities.read" },
  { path: PATHS.reportActivity, label: "活动上报", icon: "reportActivity", permission: "activities.submit" },
];

const UNITS_MENU: readonly MenuEntry[] = [
  { path: PATHS.facilities, label: "单位资料", icon: "facilities", permission: "facilities.read" },
  { path: PATHS.contacts, label: "通讯录", icon: "contacts", permission: "contacts.read" },
  { path: PATHS.registrations, label: "注册审核", icon: "registrations", permission: "registrations.review" },
];

const PEOPLE_MENU: readonly MenuEntry[] = [
  { path: PATHS.organizations, label: "组织机构", icon: "organizations", permission: "organizations.read" },
  { path: PATHS.people, label: "人员", icon: "people", permission: "people.read" },
  { path: PATHS.roles, label: "角色权限", icon: "roles", permission: "roles.edit" },
];

const APPROVALS_MENU: readonly MenuEntry[] = [
  { path: PATHS.approvals, label: "我的审批", icon: "approvals" },
  { path: PATHS.approvalProgress, label: "审批进度", icon: "approvalProgress", permission: "approvals.read" },
  { path: PATHS.leave, label: "请假与代理", icon: "leave" },
];

const MESSAGES_MENU: readonly MenuEntry[] = [
  { path: PATHS.inbox, label: "收件箱", icon: "inbox" },
  { path: PATHS.announcements, label: "公文通告", icon: "announcements" },
];

const SYSTEM_MENU: readonly MenuEntry[] = [
  { path: PATHS.officialAccount, label: "公众号", icon: "officialAccount", permission: "officialAccount.edit" },
  { path: PATHS.audit, label: "操作日志", icon: "audit", permission: "audit.read" },
  { path: PATHS.settings, label: "系统设置", icon: "settings", permission: "settings.read" },
  { path: PATHS.system, label: "系统运行", icon: "system", permission: "system.read" },
];

/** The groups of the manual, in its order; one that would be empty is left out. */
const MENU: readonly { readonly title: string; readonly entries: readonly MenuEntry[] }[] = [
  { title: "", entries: HOME_MENU },
  { title: "预约参观", entries: VISITS_MENU },
  { title: "线上活动", entries: ACTIVITIES_MENU },
  { title: "单位管理", entries: UNITS_MENU },
  { title: "组织与人员", entries: PEOPLE_MENU },
  { title: "审批", entries: APPROVALS_MENU },
  { title: "消息", entries: MESSAGES_MENU },
  { title: "系统", entries: SYSTEM_MENU },
];

export function menuGroupsFor(permissions: readonly Permission[]): { title: string; entries: MenuEntry[] }[] {
  return MENU.map(({ title, entries }) => ({ title, entries: entries.filter((entry) => isOpenTo(entry, permissions)) })).filter(
    ({ entries }) => entries.length > 0,
  );
}

function isOpenTo({ permission }: MenuEntry, permissions: readonly Permission[]): boolean {
  return permission === undefined || permissions.includes(permission);
}

export function menuFor(permissions: readonly Permission[]): MenuEntry[] {
  return menuGroupsFor(permissions).flatMap(({ entries }) => entries);
}

/** The entry that an address belongs to: its own, or that of the nearest page above. */
export function currentEntry(entries: readonly MenuEntry[], pathname: string): MenuEntry | undefined {
  return entries
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    .reduce<MenuEntry | undefined>((longest, entry) => (entry.path.length > (longest?.path.length ?? 0) ? entry : longest), undefined);
}
