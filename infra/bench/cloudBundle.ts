import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { SMS_TEMPLATE_CODES } from "../../functions/engines/messaging/smsTemplates";
import { newCodeKeyPem } from "../../functions/platform/codes/ed25519CodeSigner";
import { CloudConfig } from "../../functions/platform/config/cloudConfig";
import { percentiles, rounded } from "./loadGenerator";

const FILE = ".cache/bench/lambdaApi.cjs";
const STARTS = 7;

/** What a cold container pays: reading the bundle, building the routes, the first answer. Measured from before the first line of ours. */
const FIRST_ANSWER = `
  const startedAt = process.hrtime.bigint();
  const { handler } = require(${JSON.stringify(resolve(FILE))});
  const http = { method: "GET", path: "/healthz", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" };
  handler({ version: "2.0", routeKey: "$default", rawPath: "/healthz", rawQueryString: "", headers: {}, requestContext: { http }, isBase64Encoded: false }, {}).then((answer) => {
    if (answer.statusCode !== 200) throw new Error(JSON.stringify(answer));
    console.log(Number(process.hrtime.bigint() - startedAt) / 1e6);
    process.exit(0);
  });`;

/** P8: size of the API's bundle as it is uploaded, and the time to the first answer of a fresh process. */
export async function measureCloudBundle(): Promise<object> {
  await build({
    entryPoints: ["functions/entrypoints/lambdaApi.ts"],
    outfile: FILE,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@aws-sdk/*", "sharp"],
    logLevel: "silent",
  });
  const bytes = readFileSync(FILE);
  const env = { ...process.env, ...benchEnvironment() };
  const took = Array.from({ length: STARTS }, () =>
    Number(execFileSync(process.execPath, ["--no-warnings", "--eval", FIRST_ANSWER], { env, encoding: "utf8" })),
  );
  rmSync(FILE);
  return { bundleKb: rounded(bytes.length / 1024), zippedKb: rounded(gzipSync(bytes, { level: 9 }).length / 1024), firstAnswerP50Ms: percentiles(took).p50Ms };
}

function benchEnvironment(): Record<string, string> {
  const texts = Object.keys(CloudConfig.shape).filter((name) => !name.endsWith("_URL"));
  return {
    ...Object.fromEntries(texts.map((name) => [name, "bench"])),
    AWS_REGION: "cn-north-1",
    PUBLIC_BASE_URL: "https://visit.example",
    SMS_SDK_APP_ID: "1400000001",
    SMS_TEMPLATES: JSON.stringify(Object.fromEntries(SMS_TEMPLATE_CODES.map((code) => [code, "1"]))),
    SMS_REPORT_SECRET: "c".repeat(64),
    EDGE_SECRET: "e".repeat(64),
    SMTP_URL: "none",
    REQUEST_LIMITS_TIMES: "1",
    OFFICIAL_ACCOUNT_TEMPLATES: '{"template":{},"subscription":{}}',
    OFFICIAL_ACCOUNT_ENCODING_AES_KEY: "A".repeat(43),
    OFFICIAL_ACCOUNT_CALLBACK_MODE: "encrypted",
    BOOKING_CODE_KEY: newCodeKeyPem(),
    ACCOUNT_SECRET_KEY: "A".repeat(43),
  };
}
