export default definePageConfig({ navigationBarTitleText: "隐私说明和用户协议" });
