export default definePageConfig({
  navigationBarTitleText: "城市环境共治平台",
  enablePullDownRefresh: true,
  // Above the tab bar, so that the next page is on its way before the thumb arrives.
  onReachBottomDistance: 200,
});
