/**
 * Roles and what each may do. A grant is a role at a place of the organisation tree; it holds for that subtree. Visitors hold no grant: what is
 * their own is theirs by being the booker.
 */
export const ROLES = [
  "FACILITY_STAFF",
  "FACILITY_ADMIN",
  "CITY_ADMIN",
  "PROVINCE_ADMIN",
  "PLATFORM_ADMIN",
  "AGENCY_USER",
  "AGENCY_PRINCIPAL",
  "SURVEY_CONTRACTOR",
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS = {
  FACILITY_STAFF: "设施工作人员",
  FACILITY_ADMIN: "开放单位管理员",
  CITY_ADMIN: "地市级管理员",
  PROVINCE_ADMIN: "省级管理员",
  PLATFORM_ADMIN: "平台管理员",
  AGENCY_USER: "机构用户",
  AGENCY_PRINCIPAL: "机构负责人",
  SURVEY_CONTRACTOR: "第三方测评机构",
} as const satisfies Record<Role, string>;

export const PERMISSIONS = [
  "facilities.read",
  "facilities.edit",
  "facilities.approve",
  "slots.open",
  "slots.close",
  "bookings.read",
  "bookings.decide",
  "teamVisits.report",
  "teamVisits.audit",
  "checkIns.record",
  "checkIns.read",
  "checkIns.supervise",
  "activities.read",
  "activities.submit",
  "activities.audit",
  "activities.review",
  "contacts.read",
  "contacts.edit",
  "demand.read",
  "noShows.read",
  "noShows.decide",
  "ratings.moderate",
  "posters.read",
  "statistics.read",
  "system.read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const PERMISSION_LABELS = {
  "facilities.read": "查看开放单位",
  "facilities.edit": "修改开放单位资料",
  "facilities.approve": "新增开放单位、变更开放状态",
  "slots.open": "开放场次",
  "slots.close": "关闭和重新开放场次",
  "bookings.read": "查看预约",
  "bookings.decide": "确认或婉拒预约",
  "teamVisits.report": "上报和补录团队参观",
  "teamVisits.audit": "审核和驳回团队参观",
  "checkIns.record": "扫码核销",
  "checkIns.read": "查看入场记录",
  "checkIns.supervise": "撤销入场、处理入场冲突",
  "activities.read": "查看线上活动",
  "activities.submit": "上报线上活动",
  "activities.audit": "审核和驳回线上活动",
  "activities.review": "复议受众超过 1000 人的线上活动",
  "contacts.read": "查看通讯录",
  "contacts.edit": "修改本单位联系方式",
  "demand.read": "查看供需情况",
  "noShows.read": "查看失约记录",
  "noShows.decide": "设定失约规则、处理申诉和豁免",
  "ratings.moderate": "审核参观评价",
  "posters.read": "打印打卡海报",
  "statistics.read": "查看统计",
  "system.read": "查看系统运行情况",
} as const satisfies Record<Permission, string>;

/** The clients a session may be for. */
export const AUDIENCES = ["MINIPROGRAM", "BACK_OFFICE"] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * What a client may be used for, whatever the roles of its user: a phone that is lost or lent opens the gate's list, never the back office (promise R13).
 */
export const AUDIENCE_PERMISSIONS = {
  MINIPROGRAM: ["facilities.read", "bookings.read", "checkIns.record", "checkIns.read", "checkIns.supervise"],
  BACK_OFFICE: PERMISSIONS,
} as const satisfies Record<Audience, readonly Permission[]>;

const BUREAU_PERMISSIONS = [
  "facilities.read",
  "facilities.edit",
  "facilities.approve",
  "bookings.read",
  "teamVisits.audit",
  "checkIns.read",
  "activities.read",
  "activities.submit",
  "activities.audit",
  "contacts.read",
  "contacts.edit",
  "demand.read",
  "noShows.read",
  "noShows.decide",
  "ratings.moderate",
  "posters.read",
  "statistics.read",
] as const satisfies readonly Permission[];

/** Seed 000, 二: city and province admins see, audit and return what lies below them; the facility itself confirms, receives and reports. */
export const ROLE_PERMISSIONS = {
  FACILITY_STAFF: ["facilities.read", "bookings.read", "checkIns.record", "checkIns.read"],
  FACILITY_ADMIN: [
    "facilities.read",
    "facilities.edit",
    "slots.open",
    "slots.close",
    "bookings.read",
    "bookings.decide",
    "teamVisits.report",
    "checkIns.record",
    "checkIns.read",
    "checkIns.supervise",
    "activities.read",
    "activities.submit",
    "contacts.read",
    "contacts.edit",
    "demand.read",
    "noShows.read",
    "posters.read",
    "statistics.read",
  ],
  CITY_ADMIN: BUREAU_PERMISSIONS,
  PROVINCE_ADMIN: BUREAU_PERMISSIONS,
  PLATFORM_ADMIN: [
    "facilities.read",
    "bookings.read",
    "checkIns.read",
    "activities.read",
    "activities.review",
    "contacts.read",
    "contacts.edit",
    "demand.read",
    "noShows.read",
    "posters.read",
    "statistics.read",
    "system.read",
  ],
  // Their systems are not open yet: the back office greets them and says so.
  AGENCY_USER: [],
  AGENCY_PRINCIPAL: [],
  SURVEY_CONTRACTOR: [],
} as const satisfies Record<Role, readonly Permission[]>;
