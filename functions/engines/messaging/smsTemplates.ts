/**
 * Every short message of the product. Providers in China send reported templates only: these sentences are reported word for word, each `{name}` as a variable in the
 * order of its first appearance, and the id the provider gave each is configuration. No sentence is made of variables alone, for such a template is refused.
 */
export const SMS_TEMPLATES = {
  LOG_IN_CODE: "验证码 {code}，{minutes} 分钟内有效，用于登录城市环境共治平台管理后台。不是您本人操作请忽略，不要告诉任何人。",
  PROVE_PHONE_CODE: "验证码 {code}，{minutes} 分钟内有效，用于把本手机号登记为城市环境共治平台的管理员手机号。与您无关请忽略，不要告诉任何人。",
  BIND_STAFF_CODE: "验证码 {code}，{minutes} 分钟内有效，用于在微信里绑定城市环境共治平台的工作账号。不是您本人操作请忽略，不要告诉任何人。",
  BOOKING_CONFIRMED: "您预约的「{facility}」{day} 参观（{heads} 人）已确认。入场时请出示小程序「我的预约」里的参观码。",
  BOOKING_DECLINED: "您预约的「{facility}」{day} 参观未通过。原因：{reason}。您可以在小程序里改约其他场次。",
  BOOKING_EXPIRED: "很抱歉，「{facility}」没有在规定时间内确认您 {day} 的参观预约，系统已自动取消。您可以在小程序里改约其他场次。",
  BOOKING_CLOSED_OUT: "很抱歉，「{facility}」临时关闭了 {day} 的场次，您的参观预约已取消。原因：{reason}。您可以在小程序里改约其他时间。",
  BOOKING_REMINDED: "提醒：您预约了 {day} 参观「{facility}」（{heads} 人）。入场时请出示小程序「我的预约」里的参观码。不能前往的，请尽早取消或致电开放单位。",
  WAITING_OFFERED: "您候补的「{facility}」{day} 参观有名额了（{heads} 人），为您保留到 {until}。请打开小程序「我的预约」里的「候补」接受，或让给别人。",
  WAITING_LAPSED: "您候补的「{facility}」{day} 名额没有在保留时间内接受，已让给下一组。您可以在小程序里重新加入候补。",
  WAITING_ENDED: "您候补的「{facility}」{day} 参观已结束候补：{reason}。您可以在小程序里改约其他时间。",
  NO_SHOW: "您预约的「{facility}」{day}参观：{matter}。{hint}。详情见小程序「我的」里的「失约记录」。",
  WORK_REMINDER: "{unit}：{matter}。{hint}。请登录管理后台查看。",
  ACCOUNT_SECURITY: "您在城市环境共治平台的{matter}。{hint}。",
} as const satisfies Record<string, string>;
export type SmsTemplateCode = keyof typeof SMS_TEMPLATES;
export const SMS_TEMPLATE_CODES = Object.keys(SMS_TEMPLATES) as SmsTemplateCode[];
export type SmsParameters = Readonly<Record<string, string>>;

/** A variable that is longer costs the whole message, so it is cut. */
export const SMS_PARAMETER_LENGTH_MAX = 60;

/** In the order in which the provider numbers them. */
export function smsParameterNames(code: SmsTemplateCode): string[] {
  return [...new Set([...SMS_TEMPLATES[code].matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}

/** The variables of a message in their order; undefined when one is missing. An end mark stands in the template already, and an address in a variable is refused. */
export function smsParameterValues(code: SmsTemplateCode, parameters: SmsParameters): string[] | undefined {
  const values = smsParameterNames(code).map((name) => fit(parameters[name] ?? ""));
  return values.includes("") ? undefined : values;
}

/** The sentence as the phone shows it. */
export function smsText(code: SmsTemplateCode, parameters: SmsParameters): string {
  return SMS_TEMPLATES[code].replace(/\{(\w+)\}/g, (_, name: string) => fit(parameters[name] ?? ""));
}

function fit(text: string): string {
  const oneLine = text
    .replace(/https?:\/\/\S+/gi, "")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[。；，.;,]+$/u, "");
  return [...oneLine].length <= SMS_PARAMETER_LENGTH_MAX
    ? oneLine
    : `${[...oneLine]
        .slice(0, SMS_PARAMETER_LENGTH_MAX - 1)
        .join("")
        .trimEnd()}…`;
}
