import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

export interface DynamodbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 90_000;
const READY_PAUSE_MS = 100;
const OUTPUT_KEPT_CHARACTERS = 4000;

const NO_JRE =
  "没有找到 Java 运行环境，DynamoDB Local 无法启动；请先安装：apt-get install default-jre-headless。 " +
  "No Java runtime was found, so DynamoDB Local cannot start; install one first: apt-get install default-jre-headless.";

/**
 * Amazon's own DynamoDB Local, in memory, for conformance tests. It is a test engine and no home for data: it has lost acknowledged transactions when
 * killed. Its listener has no address option, so keep it behind a firewall; the product only speaks to it over 127.0.0.1.
 */
export async function startDynamodbLocal({ port, heapMb = 256 }: { port?: number; heapMb?: number } = {}): Promise<DynamodbLocal> {
  const chosenPort = port ?? (await freePort());
  // Resolved from the working directory, since this file runs both as a module and inside a bundle.
  const packageFile = createRequire(join(process.cwd(), "package.json")).resolve("amplify-dynamodb-simulator/package.json");
  const emulator = join(dirname(packageFile), "emulator");
  const flags = [
    `-Xmx${heapMb}m`,
    "-Djava.library.path=./DynamoDBLocal_lib",
    "-jar",
    "DynamoDBLocal.jar",
    "-inMemory",
    "-disableTelemetry",
    "-port",
    String(chosenPort),
  ];
  const child = spawn("java", flags, { cwd: emulator, stdio: ["ignore", "pipe", "pipe"] });
  // A test run that ends by an error must not leave a Java process behind.
  const killAtExit = (): void => void child.kill("SIGKILL");
  process.once("exit", killAtExit);
  child.once("exit", () => process.removeListener("exit", killAtExit));
  const endpoint = `http://127.0.0.1:${chosenPort}`;
  try {
    await untilReady(child, endpoint);
    await warmUp(endpoint);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
  return { endpoint, stop: () => stopChild(child) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}

async function untilReady(child: ChildProcess, endpoint: string): Promise<void> {
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT_CHARACTERS);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  let failure: Error | undefined;
  child.once("error", (error: NodeJS.ErrnoException) => {
    failure = error.code === "ENOENT" ? new Error(NO_JRE, { cause: error }) : error;
  });
  child.once("exit", (code) => {
    failure ??= new Error(`DynamoDB Local ended with code ${code}: ${output}`);
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (failure === undefined) {
    if (await answers(endpoint)) return;
    if (Date.now() > deadline) failure = new Error(`DynamoDB Local did not answer within ${READY_TIMEOUT_MS} ms: ${output}`);
    await new Promise((resolve) => setTimeout(resolve, READY_PAUSE_MS));
  }
  throw failure;
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    // Any answer will do: without a signature it is a refusal, and that proves it listens.
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** The first table loads the engine's own library, which on a busy machine takes longer than the product's patience with one request. */
async function warmUp(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { requestTimeout: READY_TIMEOUT_MS },
  });
  const TableName = "warm-up";
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(insist);
}
