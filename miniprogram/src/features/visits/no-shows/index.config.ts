export default definePageConfig({ navigationBarTitleText: "失约记录", enablePullDownRefresh: true, onReachBottomDistance: 200 });
