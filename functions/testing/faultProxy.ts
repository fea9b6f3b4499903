import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";

/** What happens to one request. `dropBefore` never reaches the database; `dropAfter` does, and only its answer is lost. */
export type Fault = "none" | "delay" | "conflict" | "throttle" | "serverError" | "dropBefore" | "dropAfter";

export interface FaultProxy {
  readonly endpoint: string;
  /** How often each fault was dealt so far. */
  readonly dealt: Readonly<Record<Fault, number>>;
  stop(): Promise<void>;
}

export interface FaultProxyOptions {
  /** The DynamoDB endpoint behind, `http://127.0.0.1:8000`. */
  readonly target: string;
  /** Decides by the operation (`TransactWriteItems`) and the number of the request, from 0. */
  readonly rule: (operation: string, requestNumber: number) => Fault;
  readonly delayMs?: number;
}

const NAMESPACE = "com.amazonaws.dynamodb.v20120810#";

/** A proxy before DynamoDB Local that fails as the cloud does: Local itself never conflicts, throttles or loses an answer. */
export async function startFaultProxy({ target, rule, delayMs = 20 }: FaultProxyOptions): Promise<FaultProxy> {
  const dealt: Record<Fault, number> = { none: 0, delay: 0, conflict: 0, throttle: 0, serverError: 0, dropBefore: 0, dropAfter: 0 };
  let requestNumber = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const operation =
      String(request.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    const fault = rule(operation, requestNumber);
    requestNumber += 1;
    dealt[fault] += 1;
    switch (fault) {
      case "dropBefore":
        request.socket.destroy();
        return;
      case "conflict":
        return refuse(response, 400, {
          __type: `${NAMESPACE}TransactionCanceledException`,
          Message: "Transaction cancelled",
          CancellationReasons: conflictReasons(body),
        });
      case "throttle":
        return refuse(response, 400, { __type: `${NAMESPACE}ThrottlingException`, message: "Rate exceeded" });
      case "serverError":
        return refuse(response, 500, { __type: `${NAMESPACE}InternalServerError`, message: "Internal server error" });
      case "delay":
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        break;
      case "none":
      case "dropAfter":
        break;
    }
    const answer = await forward(target, request, body);
    if (fault === "dropAfter") request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    dealt,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As DynamoDB tells it: one reason for each write, in order; here the first one met another transaction. */
function conflictReasons(body: Buffer): { Code: string; Message?: string }[] {
  const { TransactItems = [] } = JSON.parse(body.toString()) as { TransactItems?: unknown[] };
  return TransactItems.map((_, position) =>
    position === 0 ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" } : { Code: "None" },
  );
}

function refuse(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const onward = httpRequest(new URL(url ?? "/", target), { method, headers }, (answer) => {
      bodyOf(answer).then((answerBody) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: answerBody }), reject);
    });
    onward.once("error", reject);
    onward.end(body);
  });
}
