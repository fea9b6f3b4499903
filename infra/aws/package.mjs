// npm run package:aws: builds what a deployment would upload, without a network and without an account, and holds it to its limits.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";
import { REPOSITORY, bundleTypeScript } from "../local/bundleTypeScript.mjs";

const FOLDER = ".artifacts/aws";
/** Promise P8: the API's bundle zipped. The others hold the same code and the same limit; `pictures` has the picture library beside it. */
const ZIP_BYTES_MAX = { api: 3_000_000, consumers: 3_000_000, sweeps: 3_000_000, pictures: 15_000_000 };
/** What the pictures function runs on Lambda's Linux; npm leaves it out on another kind of machine. */
const PICTURE_BINARIES = ["@img/sharp-linux-x64", "@img/sharp-libvips-linux-x64"];

const osls = spawnSync(process.execPath, [join(REPOSITORY, "node_modules/osls/bin/serverless.js"), "package", "--package", FOLDER, ...process.argv.slice(2)], {
  cwd: REPOSITORY,
  stdio: "inherit",
  env: { ...process.env, SLS_TELEMETRY_DISABLED: "1", SLS_NOTIFICATIONS_MODE: "off" },
});
if (osls.status !== 0) process.exit(osls.status ?? 1);

const problems = [];
for (const [name, bytesMax] of Object.entries(ZIP_BYTES_MAX)) {
  const bytes = statSync(join(REPOSITORY, FOLDER, `${name}.zip`)).size;
  console.log(`${name}.zip ${(bytes / 1000).toFixed(0)} KB`);
  if (bytes > bytesMax) problems.push(`${name}.zip is larger than ${bytesMax / 1_000_000} MB; see what its entry point imports`);
}
for (const name of PICTURE_BINARIES) {
  if (!existsSync(join(REPOSITORY, "node_modules", name)))
    problems.push(`pictures.zip lacks ${name}: run "npm install --no-save --os=linux --cpu=x64 --libc=glibc sharp", then package again`);
}
const template = JSON.parse(readFileSync(join(REPOSITORY, FOLDER, "cloudformation-template-update-stack.json"), "utf8"));
for (const [name, { Properties }] of Object.entries(template.Resources)) {
  // CloudFormation refuses them in a Lambda's environment, but only while it deploys.
  if (JSON.stringify(Properties ?? {}).includes("{{resolve:ssm-secure:")) problems.push(`${name} refers to an SSM secure string; use Secrets Manager`);
}
const load = async (entry, name) => {
  const outfile = `.cache/scripts/${name}.mjs`;
  await bundleTypeScript({ entry, outfile, format: "esm" });
  return import(pathToFileURL(join(REPOSITORY, outfile)).href);
};
// What the functions refuse to start without must be in their environment.
const { CloudConfig } = await load("functions/platform/config/cloudConfig.ts", "cloudConfig");
const given = Object.keys(template.Resources.ApiLambdaFunction.Properties.Environment.Variables);
const required = CloudConfig.safeParse({}).error.issues.map((issue) => issue.path[0]);
for (const name of required) if (!given.includes(name)) problems.push(`serverless.yml: provider.environment lacks ${name}`);

// The template's table and the adapter's are one shape, written twice because CloudFormation reads no TypeScript.
const { TTL_ATTRIBUTE, tableDefinition } = await load("functions/platform/store/dynamodb/tableDefinition.ts", "tableDefinition");
const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } = tableDefinition("");
const table = template.Resources.Table.Properties;
const wanted = { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, stream: StreamSpecification.StreamViewType, expiry: TTL_ATTRIBUTE };
const written = {
  KeySchema: table.KeySchema,
  AttributeDefinitions: table.AttributeDefinitions,
  GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
  stream: table.StreamSpecification.StreamViewType,
  expiry: table.TimeToLiveSpecification.AttributeName,
};
for (const part of Object.keys(wanted)) {
  if (!isDeepStrictEqual(wanted[part], written[part]))
    problems.push(`infra/aws/table.yml: ${part} differs from functions/platform/store/dynamodb/tableDefinition.ts`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
