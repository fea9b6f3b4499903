export default definePageConfig({ navigationBarTitleText: "打卡足迹", enablePullDownRefresh: true });
