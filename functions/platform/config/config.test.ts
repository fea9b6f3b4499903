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
  SMS_GATEWAY_URL: "https://sms.example/send",
  SMS_KEY_ID: "k",
  SMS_SECRET: "s3",
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

it("names the wrong ones, never their values, and takes a complete one with WeChat's own addresses", () => {
  const wrong = {
    PUBLIC_BASE_URL: "http://visit.example",
    BOOKING_CODE_KEY: "secret-key",
    WECHAT_APP_SECRET: "",
    OFFICIAL_ACCOUNT_ENCODING_AES_KEY: "A".repeat(42),
    OFFICIAL_ACCOUNT_CALLBACK_MODE: "none",
  };
  expect(problemsOf({ ...COMPLETE, ...wrong }).sort()).toEqual(Object.keys(wrong).sort());
  expect(() => readCloudConfig({ ...COMPLETE, BOOKING_CODE_KEY: "secret-key" })).toThrow(/^(?!.*secret-key)/s);
  expect(readCloudConfig(COMPLETE)).toEqual({
    ...COMPLETE,
    OFFICIAL_ACCOUNT_CALLBACK_MODE: "encrypted",
    WECHAT_API_BASE_URL: "https://api.weixin.qq.com",
    WECHAT_AUTHORIZE_BASE_URL: "https://open.weixin.qq.com",
  });
});

it("one machine needs nothing and listens to itself alone", () => {
  expect(readLocalConfig({})).toEqual({ HOST: "127.0.0.1" });
  expect(() => readLocalConfig({ PUBLIC_BASE_URL: "https://visit.example/path/" })).toThrow("PUBLIC_BASE_URL");
});
