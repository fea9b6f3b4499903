export default definePageConfig({ navigationBarTitleText: "闸口核销", enablePullDownRefresh: true });
