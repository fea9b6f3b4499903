import serverless from "serverless-http";
import { SPREADSHEET_TYPE } from "@app/contract/kernel/spreadsheet";
import { refuseUnknownRoutes } from "../platform/http/createHttpApp";
import { cloudProduct } from "./cloudProduct";

type LambdaHandler = ReturnType<typeof serverless>;
let handle: LambdaHandler | undefined;

/** The API behind the HTTP API gateway. */
export const handler: LambdaHandler = async (event, context) => {
  if (handle === undefined) {
    const { app } = cloudProduct();
    refuseUnknownRoutes(app);
    await app.ready();
    // serverless-http knows Fastify by its `routing`; its types only name servers of Node's own kind.
    // The gateway carries texts; what it must not read as one goes in base64.
    handle = serverless(app as unknown as Parameters<typeof serverless>[0], { binary: [SPREADSHEET_TYPE] });
  }
  return handle(event, context);
};
