/** Templates as they were reported to the provider: its id, the sentence with its numbered variables, and what the product calls it. Written apart from the product's own. */
export interface DemoSmsTemplate {
  readonly templateId: string;
  readonly code: string;
  readonly words: string;
}

const LINES: readonly (readonly [string, string])[] = [
  ["LOG_IN_CODE", "验证码 {1}，{2} 分钟内有效，用于登录城市环境共治平台管理后台。不是您本人操作请忽略，不要告诉任何人。"],
  ["PROVE_PHONE_CODE", "验证码 {1}，{2} 分钟内有效，用于把本手机号登记为城市环境共治平台的管理员手机号。与您无关请忽略，不要告诉任何人。"],
  ["BIND_STAFF_CODE", "验证码 {1}，{2} 分钟内有效，用于在微信里绑定城市环境共治平台的工作账号。不是您本人操作请忽略，不要告诉任何人。"],
  ["BOOKING_CONFIRMED", "您预约的「{1}」{2} 参观（{3} 人）已确认。入场时请出示小程序「我的预约」里的参观码。"],
  ["BOOKING_DECLINED", "您预约的「{1}」{2} 参观未通过。原因：{3}。您可以在小程序里改约其他场次。"],
  ["BOOKING_EXPIRED", "很抱歉，「{1}」没有在规定时间内确认您 {2} 的参观预约，系统已自动取消。您可以在小程序里改约其他场次。"],
  ["BOOKING_CLOSED_OUT", "很抱歉，「{1}」临时关闭了 {2} 的场次，您的参观预约已取消。原因：{3}。您可以在小程序里改约其他时间。"],
  ["BOOKING_REMINDED", "提醒：您预约了 {1} 参观「{2}」（{3} 人）。入场时请出示小程序「我的预约」里的参观码。不能前往的，请尽早取消或致电开放单位。"],
  ["WAITING_OFFERED", "您候补的「{1}」{2} 参观有名额了（{3} 人），为您保留到 {4}。请打开小程序「我的预约」里的「候补」接受，或让给别人。"],
  ["WAITING_LAPSED", "您候补的「{1}」{2} 名额没有在保留时间内接受，已让给下一组。您可以在小程序里重新加入候补。"],
  ["WAITING_ENDED", "您候补的「{1}」{2} 参观已结束候补：{3}。您可以在小程序里改约其他时间。"],
  ["NO_SHOW", "您预约的「{1}」{2}参观：{3}。{4}。详情见小程序「我的」里的「失约记录」。"],
  ["WORK_REMINDER", "{1}：{2}。{3}。请登录管理后台查看。"],
  ["ACCOUNT_SECURITY", "您在城市环境共治平台的{1}。{2}。"],
];

export const demoSmsTemplates: readonly DemoSmsTemplate[] = LINES.map(([code, words], index) => ({ templateId: String(2_400_001 + index), code, words }));
export const demoSmsTemplateIds: Readonly<Record<string, string>> = Object.fromEntries(demoSmsTemplates.map(({ code, templateId }) => [code, templateId]));
