/** Name, page with its query, and words that stand there only when it has been drawn, full or empty. */
type Screen = readonly [name: string, page: string, words: RegExp];

/** The phone's pages as people see them who have something on them. `phoneScreens.test.ts` keeps them complete. */
export const PHONE_SCREENS = {
  visitor: [
    ["knowledge", "features/visits/knowledge/index?facilityId=haikou-baishamen", /污水/],
    ["follows", "features/visits/follows/index", /可预约|暂无可约日期|还没有关注的单位/],
    ["my-no-shows", "features/visits/no-shows/index", /失约/],
    ["footprints", "features/visits/footprints/index", /\d+ 家|还没有足迹/],
    ["waiting-gone", "features/visits/waiting/index?slotId=none", /我的预约/],
    ["my-ban", "features/content/my-ban/index", /没有发言限制/],
    ["inbox", "features/notices/inbox/index", /预约成功通知/],
    ["announcements-none", "features/announcements/list/index", /还没有收到公文通告/],
    ["gate-of-others", "features/gate/today/index?facilityId=haikou-baishamen", /不是这家单位的工作人员/],
    ["qr-log-in-without-a-code", "features/sessions/qr-log-in/index", /请扫电脑上的登录码/],
    ["qr-log-in-cut-off", "features/sessions/qr-log-in/index?ticket=x", /请重新扫码/],
  ],
  officer: [
    ["me-of-an-officer", "pages/me/index", /我的审批/],
    ["inbox-of-an-officer", "features/notices/inbox/index", /登录密码已修改|关于做好开放日活动安全工作/],
    ["announcements", "features/announcements/list/index", /关于做好开放日活动安全工作/],
    ["announcement", "features/announcements/detail/index?announcementId=DEMOANNOUNCESAFETY", /确认收到/],
    ["announcement-gone", "features/announcements/detail/index?announcementId=DEMOANNOUNCENONE", /没有找到/],
    ["approvals", "features/approvals/mine/index", /秀英区应急管理局/],
    ["approval", "features/approvals/decide/index?approvalId=DEMOAPPROVAL00000000", /办理经过/],
    ["approval-gone", "features/approvals/decide/index?approvalId=DEMOAPPROVAL99999999", /没有找到/],
    ["privacy-of-an-officer", "features/sessions/privacy/index", /工作账号由单位管理/],
  ],
} as const satisfies Readonly<Record<string, readonly Screen[]>>;

/** Pages that a journey looks at on its way, in states that an address alone does not reach: its file, and the name of the picture. */
export const SEEN_ON_THE_WAY = {
  "pages/home/index": ["everyScreen.browser.test.ts", "home"],
  "pages/bookings/index": ["everyScreen.browser.test.ts", "my-bookings"],
  "features/visits/facility/index": ["everyScreen.browser.test.ts", "facility"],
  "features/visits/booking-form/index": ["everyScreen.browser.test.ts", "team-form"],
  "features/visits/booking/index": ["everyScreen.browser.test.ts", "booking"],
  "features/visits/check-in/index": ["everyScreen.browser.test.ts", "check-in"],
  "features/sessions/bind-staff/index": ["everyScreen.browser.test.ts", "bind-staff"],
  "features/sessions/my-records/index": ["everyScreen.browser.test.ts", "my-records"],
  "features/sessions/agreement/index": ["everyScreen.browser.test.ts", "agreement"],
} as const satisfies Readonly<Record<string, readonly [journey: string, picture: string]>>;
