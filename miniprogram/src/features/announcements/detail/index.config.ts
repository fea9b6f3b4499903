export default definePageConfig({ navigationBarTitleText: "公文通告", enablePullDownRefresh: true });
