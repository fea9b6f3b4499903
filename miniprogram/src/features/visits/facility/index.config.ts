export default definePageConfig({ navigationBarTitleText: "预约参观", enableShareAppMessage: true, enablePullDownRefresh: true });
