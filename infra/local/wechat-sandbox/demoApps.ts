/** The two apps the sandbox knows, bound to one Open Platform account: a person has one unionid, and one openid in each. */
export interface SandboxApp {
  readonly appId: string;
  readonly appSecret: string;
}

export interface SandboxApps {
  readonly miniProgram: SandboxApp;
  readonly officialAccount: SandboxApp;
}

// No secrets: they open nothing but the sandbox.
export const demoApps: SandboxApps = {
  miniProgram: { appId: "wx5a4db0c000000001", appSecret: "sandbox-mini-program-secret" },
  officialAccount: { appId: "wx5a4db0c000000002", appSecret: "sandbox-official-account-secret" },
};

/** What the official account's console would hold beside the callback's address. */
export const demoCallback = { token: "sandboxCallbackToken", encodingAesKey: "sandboxEncodingAesKey0000000000000000000000" } as const;

/** What Tencent Cloud's console would hold. */
export const demoSms = {
  region: "ap-guangzhou",
  secretId: "AKIDsandbox",
  secretKey: "sandbox-tencent-secret",
  sdkAppId: "1400000001",
  signName: "城市环境共治平台",
  /** Behind the address of the reports. */
  reportSecret: "sandbox-sms-reports",
} as const;
