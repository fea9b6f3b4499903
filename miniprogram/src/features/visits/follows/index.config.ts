export default definePageConfig({ navigationBarTitleText: "我关注的单位", enablePullDownRefresh: true });
