import { spawn } from "node:child_process";
import { REPOSITORY } from "./bundleTypeScript.mjs";
import { PlainFailure } from "./plainFailure.mjs";

const OUTPUT_LINES_SHOWN = 40;
const running = new Set();

/** Ends what is still running, so that nothing outlives the command that started it. */
export function stopChildren() {
  for (const child of running) child.kill("SIGTERM");
}

/**
 * Runs a command quietly under one line of progress. When it fails, its last words are shown.
 * @param {string} title
 * @param {{ command: string, args: string[], env?: Record<string, string> }} what
 */
export function runWithProgress(title, { command, args, env = {} }) {
  const startedAtMs = Date.now();
  const seconds = () => ((Date.now() - startedAtMs) / 1000).toFixed(1);
  const tty = process.stdout.isTTY === true;
  let timer;
  if (tty) timer = setInterval(() => process.stdout.write(`\r  ${title} … ${Math.floor(Number(seconds()))} 秒`), 1000);
  else console.log(`  ${title} …`);
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      cwd: REPOSITORY,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    running.add(child);
    let output = "";
    const keep = (chunk) => (output = (output + chunk).slice(-200_000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const close = () => {
      running.delete(child);
      clearInterval(timer);
      if (tty) process.stdout.write("\r\u001b[2K");
    };
    child.on("error", (error) => {
      close();
      failed(new PlainFailure(`${title}失败：无法运行 ${command}（${error.message}）。`));
    });
    child.on("close", (code) => {
      close();
      // The mini-program's builder ends with 0 when a module is missing.
      if (code !== 0 || /Module not found|Failed to compile|编译失败/.test(output))
        return failed(new PlainFailure(`${title}失败，最后的输出：\n\n${lastLines(output)}`));
      console.log(`  ✓ ${title}（${seconds()} 秒）`);
      done();
    });
  });
}

/** Without colours and redrawn progress lines, which make a log unreadable. */
function lastLines(output) {
  const lines = output
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
    .split("\n")
    .map((line) => line.split("\r").at(-1).trimEnd())
    .filter((line) => line !== "");
  return lines
    .slice(-OUTPUT_LINES_SHOWN)
    .map((line) => `    ${line}`)
    .join("\n");
}
