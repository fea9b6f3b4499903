import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { buildSync } from "esbuild";
import { factsOf, readWorkbook } from "../testing/readWorkbook";

/** Bundled and asked in a process of its own: the test runner cannot load every package of it. */
const BUNDLE = join(__dirname, "../../.cache/test/lambdaFiles.cjs");
const ASK = `
  import { grantAt, startTestProduct } from "../testing/startTestProduct";
  import { aFacility, putItems } from "../testing/visitBuilders";
  import { answerGateway } from "./answerGateway";

  async function main() {
    const test = await startTestProduct();
    await putItems(test.store, [aFacility()]);
    const token = await test.token({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const path = "/api/statistics/visits.xlsx";
    const event = { version: "2.0", rawPath: path, rawQueryString: "", headers: { host: "a", authorization: "Bearer " + token }, requestContext: { http: { method: "GET", path, sourceIp: "203.0.113.9" } } };
    const answer = await answerGateway(test.product.app, "secret")(event, {});
    await test.stop();
    console.log(JSON.stringify(answer));
  }
  void main();`;

it("a workbook goes through the gateway as base64 and arrives whole", () => {
  const stdin = { contents: ASK, resolveDir: __dirname, loader: "ts" as const };
  buildSync({ stdin, outfile: BUNDLE, bundle: true, platform: "node", target: "node20", format: "cjs", external: ["libsql", "qrcode"], logLevel: "error" });
  const answer = JSON.parse(execFileSync(process.execPath, ["--no-warnings", BUNDLE], { encoding: "utf8" })) as APIGatewayProxyStructuredResultV2;
  expect([answer.statusCode, answer.isBase64Encoded]).toEqual([200, true]);
  expect(factsOf(readWorkbook(Buffer.from(answer.body ?? "", "base64")))).toMatchObject({ 导出人: "吴海波（地市级管理员）", 行数: "2 行（不含合计）" });
});
