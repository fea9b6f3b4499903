export default definePageConfig({ navigationBarTitleText: "发言限制", enablePullDownRefresh: true });
