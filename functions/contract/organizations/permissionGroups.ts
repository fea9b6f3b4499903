import { PERMISSIONS, type Permission } from "./roles";

/** The rows of the permission matrix, in the groups of the menu. Each permission stands in one of them; its test says so. */
export const PERMISSION_GROUPS = [
  { title: "开放单位与场次", permissions: ["facilities.read", "facilities.edit", "facilities.approve", "slots.open", "slots.close"] },
  {
    title: "预约与入场",
    permissions: [
      "bookings.read",
      "bookings.decide",
      "teamVisits.report",
      "teamVisits.audit",
      "checkIns.record",
      "checkIns.read",
      "checkIns.supervise",
      "posters.read",
    ],
  },
  { title: "供需、失约与评价", permissions: ["demand.read", "noShows.read", "noShows.decide", "ratings.read", "ratings.moderate"] },
  { title: "线上活动", permissions: ["activities.read", "activities.submit", "activities.audit", "activities.review"] },
  { title: "统计", permissions: ["statistics.read"] },
  {
    title: "组织与人员",
    permissions: [
      "organizations.read",
      "organizations.edit",
      "people.read",
      "people.edit",
      "roles.edit",
      "registrations.review",
      "contacts.read",
      "contacts.edit",
    ],
  },
  { title: "审批与通告", permissions: ["approvals.read", "announcements.send", "officialAccount.edit", "content.moderate"] },
  { title: "安全与系统", permissions: ["audit.read", "personalData.reveal", "settings.read", "settings.edit", "system.read"] },
] as const satisfies readonly { readonly title: string; readonly permissions: readonly Permission[] }[];

/** In the order of the matrix, each once. */
export function inMatrixOrder(permissions: readonly Permission[]): Permission[] {
  const order: readonly Permission[] = PERMISSION_GROUPS.flatMap((group) => [...group.permissions]);
  return [...order, ...PERMISSIONS.filter((permission) => !order.includes(permission))].filter((permission) => permissions.includes(permission));
}
