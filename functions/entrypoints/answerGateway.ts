import type { FastifyInstance, InjectOptions } from "fastify";
import serverless from "serverless-http";
import { SPREADSHEET_TYPE } from "@app/contract/kernel/spreadsheet";
import { believedHeaders } from "./forwardedFor";

export type LambdaHandler = ReturnType<typeof serverless>;

/**
 * The server as a handler of the gateway's events. The gateway carries texts; what it must not read as one goes in base64. serverless-http would take a
 * Fastify answer as text and an answer of unknown length as pieces to be cut apart, and spoil every file: it is handed the bytes and no such header.
 */
export function answerGateway(app: FastifyInstance, edgeSecret: string): LambdaHandler {
  const asked = {
    async inject(request: InjectOptions) {
      const believed = believedHeaders((request.headers ?? {}) as Record<string, string | undefined>, edgeSecret);
      const { statusCode, headers, rawPayload } = await app.inject({ ...request, headers: believed });
      const { "transfer-encoding": _pieces, ...whole } = headers;
      return { statusCode, headers: whole, body: rawPayload };
    },
  };
  // Its types only name servers of Node's own kind; it knows Fastify by `inject`.
  return serverless(asked as unknown as Parameters<typeof serverless>[0], { binary: [SPREADSHEET_TYPE] });
}
