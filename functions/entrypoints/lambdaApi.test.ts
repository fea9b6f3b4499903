import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { buildSync } from "esbuild";
import { ErrorBody } from "@app/contract/kernel/errors";
import { seal } from "../../infra/local/wechat-sandbox/callbackEnvelope";
import { SMS_TEMPLATE_CODES } from "../engines/messaging/smsTemplates";
import { CloudConfig } from "../platform/config/cloudConfig";
import { newCodeKeyPem } from "../platform/codes/ed25519CodeSigner";

const ENVIRONMENT = {
  ...Object.fromEntries(Object.keys(CloudConfig.shape).flatMap((name) => (name.endsWith("_URL") ? [] : [[name, "test"]]))),
  AWS_REGION: "cn-north-1",
  PUBLIC_BASE_URL: "https://visit.example.gov.cn",
  SMS_SDK_APP_ID: "1400000001",
  SMS_TEMPLATES: JSON.stringify(Object.fromEntries(SMS_TEMPLATE_CODES.map((code) => [code, "1"]))),
  SMS_REPORT_SECRET: "c".repeat(64),
  EDGE_SECRET: "e".repeat(64),
  SMTP_URL: "none",
  OFFICIAL_ACCOUNT_TEMPLATES: '{"template":{},"subscription":{}}',
  REQUEST_LIMITS_TIMES: "1",
  OFFICIAL_ACCOUNT_ENCODING_AES_KEY: "A".repeat(43),
  OFFICIAL_ACCOUNT_CALLBACK_MODE: "encrypted",
  BOOKING_CODE_KEY: newCodeKeyPem(),
  ACCOUNT_SECRET_KEY: "A".repeat(43),
};
/** Lambda carries no longer answer; the description of the API is the longest there is. */
const GATEWAY_MAX_BYTES = 6 * 1024 * 1024;
/** Bundled as for the cloud and asked in a process of its own: the test runner cannot load every package of it. */
const BUNDLE = join(__dirname, "../../.cache/test/lambdaApi.cjs");
const ANSWER = `
  const { handler } = require(${JSON.stringify(BUNDLE)});
  (async () => {
    const answers = [];
    for (const event of JSON.parse(process.argv[1])) answers.push(await handler(event, {}));
    // The pipe takes a long answer in several goes; an exit before the last would cut it off.
    process.stdout.write(JSON.stringify(answers), () => process.exit(0));
  })();`;
beforeAll(() =>
  buildSync({
    entryPoints: [join(__dirname, "lambdaApi.ts")],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@aws-sdk/*"],
    logLevel: "error",
  }),
);

const PUSH = seal({ token: "test", encodingAesKey: "A".repeat(43), appId: "another" }, "<xml></xml>", Date.now());

/** As the HTTP API gateway sends it, payload format 2.0. */
function gatewayEvent(method: string, rawPath: string, changes: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: "",
    headers: { host: "visit.example.gov.cn", "x-forwarded-for": "203.0.113.9" },
    requestContext: {
      accountId: "1",
      apiId: "a",
      domainName: "visit.example.gov.cn",
      domainPrefix: "visit",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "203.0.113.9", userAgent: "test" },
      requestId: "r",
      routeKey: "$default",
      stage: "$default",
      time: "07/Mar/2026:01:00:00 +0000",
      timeEpoch: 1_772_845_200_000,
    },
    isBase64Encoded: false,
    ...changes,
  };
}

function answerTo(event: APIGatewayProxyEventV2): { status: number | undefined; type: unknown; body: string } {
  const output = execFileSync(process.execPath, ["--no-warnings", "--eval", ANSWER, JSON.stringify([event])], {
    env: { PATH: process.env["PATH"], ...ENVIRONMENT },
    encoding: "utf8",
    maxBuffer: GATEWAY_MAX_BYTES,
  });
  // What was logged stands in the lines before.
  const [answer] = JSON.parse(output.split("\n").at(-1) ?? "") as APIGatewayProxyStructuredResultV2[];
  return {
    status: answer?.statusCode,
    type: answer?.headers?.["content-type"],
    body: answer?.isBase64Encoded === true ? Buffer.from(answer.body ?? "", "base64").toString() : (answer?.body ?? ""),
  };
}

it("answers the gateway's events through the same server", () => {
  expect(answerTo(gatewayEvent("GET", "/healthz"))).toEqual({ status: 200, type: "application/json; charset=utf-8", body: '{"status":"ok"}' });
  expect(JSON.parse(answerTo(gatewayEvent("GET", "/api/openapi.json")).body)).toMatchObject({ openapi: "3.1.0" });
});

it.each([
  ["an unknown path", gatewayEvent("GET", "/api/nothing"), 404, "ROUTE_UNKNOWN"],
  ["a route without a session", gatewayEvent("GET", "/api/sessions/current"), 401, "SESSION_MISSING"],
  ["a query that does not fit", gatewayEvent("GET", "/api/visits/facilities", { rawQueryString: "limit=0" }), 400, "INPUT_INVALID"],
  [
    "a body that is no JSON",
    gatewayEvent("POST", "/api/sessions/password", { body: "{", headers: { "content-type": "application/json" } }),
    400,
    "BODY_NOT_JSON",
  ],
  [
    // Only a body that arrived whole shows that it is for another app.
    "a push of WeChat's for another account",
    gatewayEvent("POST", "/wechat/official-account", {
      rawQueryString: PUSH.query,
      body: Buffer.from(PUSH.body).toString("base64"),
      isBase64Encoded: true,
      headers: { "content-type": "text/xml" },
    }),
    403,
    "CALLBACK_FORGED",
  ],
  [
    "a body in base64",
    gatewayEvent("POST", "/api/sessions/password", {
      body: Buffer.from('{"username":""}').toString("base64"),
      isBase64Encoded: true,
      headers: { "content-type": "application/json" },
    }),
    400,
    "INPUT_INVALID",
  ],
])("%s gets our refusal", (_, event, status, code) => {
  const answer = answerTo(event);
  expect([answer.status, ErrorBody.parse(JSON.parse(answer.body)).code]).toEqual([status, code]);
});
