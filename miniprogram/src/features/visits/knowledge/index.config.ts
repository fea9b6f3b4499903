export default definePageConfig({ navigationBarTitleText: "科普知识", enableShareAppMessage: true, enablePullDownRefresh: true });
