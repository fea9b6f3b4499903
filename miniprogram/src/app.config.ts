/**
 * The main package holds the tab pages only, since each visitor downloads it first. A feature is one subpackage; give a new page its line
 * in `subpackages` and a folder `features/<noun>/<page>/index.tsx` with an `index.config.ts` beside it.
 */
export default defineAppConfig({
  pages: ["pages/home/index", "pages/bookings/index", "pages/me/index"],
  subpackages: [
    {
      root: "features/visits",
      pages: [
        "facility/index",
        "knowledge/index",
        "booking-form/index",
        "booking/index",
        "check-in/index",
        "waiting/index",
        "follows/index",
        "no-shows/index",
        "footprints/index",
      ],
    },
    { root: "features/sessions", pages: ["bind-staff/index", "qr-log-in/index", "privacy/index", "my-records/index", "agreement/index"] },
    { root: "features/content", pages: ["my-ban/index"] },
    { root: "features/gate", pages: ["today/index"] },
    { root: "features/notices", pages: ["inbox/index"] },
    { root: "features/announcements", pages: ["list/index", "detail/index"] },
    { root: "features/approvals", pages: ["mine/index", "decide/index"] },
  ],
  window: {
    navigationBarTitleText: "城市环境共治平台",
    navigationBarBackgroundColor: "#ffffff",
    navigationBarTextStyle: "black",
    backgroundColor: "#f6f5f2",
    backgroundTextStyle: "dark",
  },
  tabBar: {
    color: "#66625b",
    selectedColor: "#0b7a55",
    backgroundColor: "#ffffff",
    borderStyle: "white",
    list: [
      { pagePath: "pages/home/index", text: "首页", iconPath: "assets/tab/home.png", selectedIconPath: "assets/tab/homeActive.png" },
      { pagePath: "pages/bookings/index", text: "我的预约", iconPath: "assets/tab/bookings.png", selectedIconPath: "assets/tab/bookingsActive.png" },
      { pagePath: "pages/me/index", text: "我的", iconPath: "assets/tab/me.png", selectedIconPath: "assets/tab/meActive.png" },
    ],
  },
  lazyCodeLoading: "requiredComponents",
  // Nearest-first needs a district, not a doorstep: the fuzzy call asks for less, and WeChat forbids declaring the precise ones beside it.
  requiredPrivateInfos: ["getFuzzyLocation"],
  permission: { "scope.userFuzzyLocation": { desc: "用于按距离排列您附近的开放单位" } },
  __usePrivacyCheck__: true,
});
