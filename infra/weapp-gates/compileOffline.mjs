/**
 * Runs WeChat's packer over a project and writes what it says: node compileOffline.mjs <project folder> <answer file>.
 * A process of its own, because the packer forks helpers that outlive their work, and it loads hundreds of megabytes.
 */
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import ci from "miniprogram-ci";

const [projectPath, answerFile] = process.argv.slice(2);
const appid = "wx0000000000000000";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "pkcs1", format: "pem" },
});

let answer;
try {
  // `attr` is the one question it would ask WeChat's servers: the app's quotas.
  // Taro has minified already; doing it again would only triple the time.
  const project = new ci.Project({
    appid,
    type: "miniProgram",
    projectPath,
    privateKey,
    ignores: ["node_modules/**/*"],
    attr: async () => ({ ...ci.DefaultProjectAttr, appid }),
  });
  const compiled = await ci.getCompiledResult({
    project,
    version: "1",
    setting: { es6: true, es7: true, minify: false, autoPrefixWXSS: true },
    onProgressUpdate() {},
  });
  answer = { problems: [], files: Object.keys(compiled).length };
} catch (error) {
  answer = { problems: [error instanceof Error ? error.message : String(error)], files: 0 };
}
writeFileSync(answerFile, JSON.stringify(answer));
process.exit(0);
