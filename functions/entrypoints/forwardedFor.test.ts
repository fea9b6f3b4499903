import { readFileSync } from "node:fs";
import { join } from "node:path";
import { believedHeaders, EDGE_HEADER } from "./forwardedFor";

const SECRET = "e".repeat(64);

it.each([
  ["through CloudFront", { [EDGE_HEADER]: SECRET, "x-forwarded-for": "203.0.113.9, 130.176.0.1" }, "203.0.113.9, 130.176.0.1"],
  [
    "through CloudFront, with an address made up before",
    { [EDGE_HEADER]: SECRET, "x-forwarded-for": "1.1.1.1, 203.0.113.9, 130.176.0.1" },
    "1.1.1.1, 203.0.113.9, 130.176.0.1",
  ],
  ["directly, with an address made up", { "x-forwarded-for": "1.1.1.1, 203.0.113.9" }, "203.0.113.9"],
  ["directly, with another secret", { [EDGE_HEADER]: "f".repeat(64), "x-forwarded-for": "1.1.1.1,203.0.113.9" }, "203.0.113.9"],
  ["directly", { "x-forwarded-for": "203.0.113.9" }, "203.0.113.9"],
  ["without an address", {}, undefined],
])("R17 %s", (_, headers, expected) => {
  const believed = believedHeaders({ ...headers, accept: "*/*" }, SECRET);
  expect(believed).toEqual({ accept: "*/*", ...(expected === undefined ? {} : { "x-forwarded-for": expected }) });
});

it("CloudFront sends the secret under that name to the API, and the functions know it", () => {
  const read = (path: string): string => readFileSync(join(__dirname, "../..", path), "utf8");
  const value = "{{resolve:secretsmanager:civic-green/${sls:stage}:SecretString:edgeSecret}}";
  expect(read("infra/aws/site.yml")).toContain(`{ HeaderName: ${EDGE_HEADER}, HeaderValue: "${value}" }`);
  expect(read("serverless.yml")).toContain(`EDGE_SECRET: "${value}"`);
});
