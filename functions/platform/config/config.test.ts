import { SMS_TEMPLATE_CODES } from "../../engines/messaging/smsTemplates";
import { readCloudConfig } from "./cloudConfig";
import { readLocalConfig } from "./localConfig";

const COMPLETE = {
  STORE_TABLE: "table",
  FILES_BUCKET: "photos",
  PUBLIC_BASE_URL: "https://visit.example.gov.cn",
  WECHAT_APP_ID: "wx1",
  WECHAT_APP_SECRET: "s1",
  OFFICIAL_ACCOUNT_APP_ID: "wx2",
  OFFICIAL_ACCOUNT_APP_SECRET: "s2",
  OFFICIAL_ACCOUNT_CALLBACK_TOKEN: "token3",
  OFFICIAL_ACCOUNT_ENCODING_AES_KEY: "A".repeat(43),
  SMS_SECRET_ID: "k",
  SMS_SECRET_KEY: "s3",
  SMS_SDK_APP_ID: "1400000001",
  SMS_SIGN_NAME: "城市环境共治平台",
  SMS_TEMPLATES: JSON.stringify(Object.fromEntries(SMS_TEMPLATE_CODES.map((code, index) => [code, String(2_400_001 + index)]))),
  SMS_REPORT_SECRET: "c".repeat(64),
  EDGE_SECRET: "e".repeat(64),
  SMTP_URL: "smtps://user:password@mail.example:465",
  BOOKING_CODE_KEY: "-----BEGIN PRIVATE KEY-----",
  ACCOUNT_SECRET_KEY: "B".repeat(43),
  TEMPLATE_BOOKING_CONFIRMED: "t1",
  TEMPLATE_BOOKING_DECLINED: "t2",
  TEMPLATE_BOOKING_EXPIRED: "t3",
  TEMPLATE_BOOKING_CLOSED_OUT: "t4",
  TEMPLATE_BOOKING_REMINDED: "t-reminded",
  TEMPLATE_WAITING_OFFER: "t6",
  TEMPLATE_WAITING_ENDED: "t7",
  TEMPLATE_SLOTS_OPENED: "t8",
  TEMPLATE_NO_SHOW: "t-no-show",
  TEMPLATE_WORK_REMINDER: "t5",
};

function problemsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readCloudConfig(environment);
    return [];
  } catch (error) {
    return [...(error as Error).message.matchAll(/^- (\w+):/gm)].map((match) => match[1] ?? "");
  }
}

it("names every missing setting of the cloud at once", () => {
  expect(problemsOf({}).sort()).toEqual(Object.keys(COMPLETE).sort());
});

it("many ids in one setting: each SMS template must be there, an official account's may lack, and all of it fits a Lambda's environment", () => {
  const { LOG_IN_CODE: _, ...some } = JSON.parse(COMPLETE.SMS_TEMPLATES) as Record<string, string>;
  expect(() => readCloudConfig({ ...COMPLETE, SMS_TEMPLATES: JSON.stringify(some) })).toThrow("- SMS_TEMPLATES.LOG_IN_CODE: ");
  const templates = Object.keys(COMPLETE).filter((name) => name.startsWith("TEMPLATE_"));
  const ids = Object.fromEntries(templates.map((name) => [name.slice("TEMPLATE_".length), "A".repeat(43)]));
  const full = {
    ...COMPLETE,
    ...Object.fromEntries(templates.map((name) => [name, "A".repeat(43)])),
    OFFICIAL_ACCOUNT_TEMPLATES: JSON.stringify({ template: ids, subscription: {} }),
    LONG_TERM_TEMPLATES: "WORK_REMINDER,BOOKING_CONFIRMED",
    MAIL_FROM: "none",
  };
  expect(readCloudConfig(full)).toMatchObject({ LONG_TERM_TEMPLATES: ["WORK_REMINDER", "BOOKING_CONFIRMED"], OFFICIAL_ACCOUNT_TEMPLATES: { template: ids } });
  // AWS counts names and values; the keys and secrets of a real account are a few hundred bytes longer than these.
  expect(Object.entries(full).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0)).toBeLessThan(3_400);
});

it("names the wrong ones, never their values, and takes a complete one with WeChat's own addresses", () => {
  const wrong = {
    PUBLIC_BASE_URL: "http://visit.example",
    BOOKING_CODE_KEY: "secret-key",
    WECHAT_APP_SECRET: "",
    OFFICIAL_ACCOUNT_ENCODING_AES_KEY: "A".repeat(42),
    OFFICIAL_ACCOUNT_CALLBACK_MODE: "none",
    SMS_SIGN_NAME: "【城市环境共治平台】",
    SMS_TEMPLATES: "not json",
    SMS_REPORT_SECRET: "c".repeat(42),
    EDGE_SECRET: "e".repeat(31),
    SMTP_URL: "https://mail.example",
  };
  expect(problemsOf({ ...COMPLETE, ...wrong }).sort()).toEqual(Object.keys(wrong).sort());
  expect(() => readCloudConfig({ ...COMPLETE, BOOKING_CODE_KEY: "secret-key" })).toThrow(/^(?!.*secret-key)/s);
  expect(readCloudConfig(COMPLETE)).toEqual({
    ...COMPLETE,
    REQUEST_LIMITS_TIMES: 1,
    OFFICIAL_ACCOUNT_CALLBACK_MODE: "encrypted",
    WECHAT_API_BASE_URL: "https://api.weixin.qq.com",
    WECHAT_AUTHORIZE_BASE_URL: "https://open.weixin.qq.com",
    SMS_API_BASE_URL: "https://sms.tencentcloudapi.com",
    SMS_REGION: "ap-guangzhou",
    SMS_TEMPLATES: JSON.parse(COMPLETE.SMS_TEMPLATES),
    MAIL_FROM: "none",
    OFFICIAL_ACCOUNT_TEMPLATES: { template: {}, subscription: {} },
    LONG_TERM_TEMPLATES: [],
  });
});

it("one machine needs nothing and listens to itself alone", () => {
  expect(readLocalConfig({})).toEqual({ HOST: "127.0.0.1", REQUEST_LIMITS_TIMES: 1 });
  expect(() => readLocalConfig({ PUBLIC_BASE_URL: "https://visit.example/path/" })).toThrow("PUBLIC_BASE_URL");
});
