import { createAccountConsole, type AccountConsole } from "./accountConsole";
import { createAccessTokens, type AccessTokens } from "./accessTokens";
import type { PictureCheckOfSandbox } from "./contentChecks";
import { demoApps, demoCallback, demoSms, type SandboxApps } from "./demoApps";
import { demoPeople, type DemoPerson } from "./demoPeople";
import { demoTemplates, type DemoTemplate } from "./demoTemplates";
import { createFaults, type Faults } from "./faults";
import { createInboxes, type Inboxes } from "./inboxes";
import { createLoginCodes, type LoginCodes } from "./loginCodes";
import { createMinuteQuota, type MinuteQuota } from "./minuteQuota";
import { createPeople, type People } from "./people";
import type { SentSmsOfSandbox } from "./smsReports";
import { createStateFile, type StateFile } from "./stateFile";

export interface WechatSandboxOptions {
  readonly people?: readonly DemoPerson[];
  readonly templates?: readonly DemoTemplate[];
  readonly apps?: SandboxApps;
  /** Where the official account's messages are pushed, as its console would say; asked late, for the product may learn its own port last. */
  readonly callbackUrl?: () => string;
  /** Where the mini-program's own pushes go. */
  readonly miniProgramCallbackUrl?: () => string;
  /** Where what became of an SMS is reported, with the secret behind it. */
  readonly smsReportsUrl?: () => string;
  /** The carrier reports an SMS by itself after that long; without it, when a test or the page says so. */
  readonly smsReportedAfterMs?: number;
  /** Pictures are judged to be fine by themselves after that long; without it, from the page alone. */
  readonly picturesAnsweredAfterMs?: number;
  readonly callback?: { readonly token: string; readonly encodingAesKey: string };
  /** Inboxes and consents survive a restart in this JSON file; without it they end with the process. */
  readonly stateFile?: string;
  readonly nowEpochMs?: () => number;
  /** How long a `timeout` fault keeps its caller waiting; longer than any caller's patience. */
  readonly slowAnswerMs?: number;
  /** Where "open the mini-program as this person" leads. */
  readonly productUrl?: string;
  /** Where a tapped card leads in the browser edition. */
  readonly pageUrl?: (page: string) => string;
  /** Pages the mini-program has published; without the list any well-formed page is taken. */
  readonly publishedPages?: readonly string[];
  /** Hosts besides the sandbox's own and this machine that a log-in may return to, as set in the official account's console. */
  readonly redirectHosts?: readonly string[];
  /** What a scanned mini-program code opens. */
  readonly codeTargetUrl?: (code: { readonly origin: string; readonly page: string; readonly scene: string }) => string;
}

/** Tencent Cloud SMS: its account, and what it answers of single numbers. */
export interface SandboxSms {
  readonly secretId: string;
  readonly secretKey: string;
  readonly sdkAppId: string;
  readonly signName: string;
  /** Number → the code with which it is refused. */
  readonly refusals: Map<string, string>;
  /** Numbers that receive nothing, though Tencent takes the message: the carrier reports each as failed, with this code and description. */
  readonly unreachable: Map<string, { readonly errmsg: string; readonly description: string }>;
  /** Taken, and no report sent of it yet. */
  readonly unreported: SentSmsOfSandbox[];
  /** Whether the account may look for what it sent; Tencent opens it on request. */
  mayPull: boolean;
}

/** The mail server: where it listens, and the SMTP number with which it refuses an address. */
export interface SandboxMail {
  url: string;
  readonly refusals: Map<string, number>;
}

/** All that the routes share; also what a test in the same process may hold in its hand. */
export interface WechatSandbox {
  readonly apps: SandboxApps;
  readonly sms: SandboxSms;
  readonly mail: SandboxMail;
  readonly callback: { readonly token: string; readonly encodingAesKey: string };
  readonly callbackUrl: () => string | undefined;
  readonly miniProgramCallbackUrl: () => string | undefined;
  readonly smsReportsUrl: () => string | undefined;
  readonly smsReportedAfterMs: number | undefined;
  readonly picturesAnsweredAfterMs: number | undefined;
  /** Latest first. */
  readonly pictureChecks: PictureCheckOfSandbox[];
  readonly people: People;
  readonly templates: readonly DemoTemplate[];
  readonly codes: LoginCodes;
  /** Of the phone number button; a log-in's code is none of them. */
  readonly phoneCodes: LoginCodes;
  readonly tokens: AccessTokens;
  readonly inboxes: Inboxes;
  readonly account: AccountConsole;
  readonly faults: Faults;
  readonly loginQuota: MinuteQuota;
  readonly stateFile: StateFile;
  readonly nowEpochMs: () => number;
  readonly slowAnswerMs: number;
  readonly productUrl: string;
  readonly pageUrl: (page: string) => string;
  readonly publishedPages: readonly string[] | undefined;
  readonly redirectHosts: readonly string[];
  readonly codeTargetUrl: (code: { readonly origin: string; readonly page: string; readonly scene: string }) => string;
}

/** code2session allows a person 100 log-ins a minute. */
const LOGINS_PER_MINUTE_MAX = 100;

export function createWechatSandboxState(options: WechatSandboxOptions): WechatSandbox {
  const nowEpochMs = options.nowEpochMs ?? Date.now;
  const apps = options.apps ?? demoApps;
  const productUrl = options.productUrl ?? "/";
  const stateFile = createStateFile(options.stateFile, () => ({ ...inboxes.snapshot(), account: account.snapshot() }));
  const kept = stateFile.load();
  const inboxes = createInboxes(kept, () => stateFile.saveSoon());
  const account = createAccountConsole(kept?.account, () => stateFile.saveSoon());
  return {
    apps,
    sms: { ...demoSms, refusals: new Map(), unreachable: new Map(), unreported: [], mayPull: true },
    mail: { url: "", refusals: new Map() },
    callback: options.callback ?? demoCallback,
    callbackUrl: options.callbackUrl ?? (() => undefined),
    miniProgramCallbackUrl: options.miniProgramCallbackUrl ?? (() => undefined),
    smsReportsUrl: options.smsReportsUrl ?? (() => undefined),
    smsReportedAfterMs: options.smsReportedAfterMs,
    picturesAnsweredAfterMs: options.picturesAnsweredAfterMs,
    pictureChecks: [],
    people: createPeople(options.people ?? demoPeople, [apps.miniProgram.appId, apps.officialAccount.appId]),
    templates: options.templates ?? demoTemplates,
    codes: createLoginCodes(nowEpochMs),
    phoneCodes: createLoginCodes(nowEpochMs),
    tokens: createAccessTokens(nowEpochMs),
    inboxes,
    account,
    faults: createFaults(),
    loginQuota: createMinuteQuota({ callsMax: LOGINS_PER_MINUTE_MAX, nowEpochMs }),
    stateFile,
    nowEpochMs,
    slowAnswerMs: options.slowAnswerMs ?? 15_000,
    productUrl,
    // The browser edition of the mini-program names its pages in the fragment.
    pageUrl: options.pageUrl ?? ((page) => `${productUrl}#/${page}`),
    publishedPages: options.publishedPages,
    redirectHosts: options.redirectHosts ?? [],
    codeTargetUrl: options.codeTargetUrl ?? (({ origin, page, scene }) => `${origin}/#/${page}?scene=${encodeURIComponent(scene)}`),
  };
}
