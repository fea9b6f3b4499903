import serverless from "serverless-http";
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
    handle = serverless(app as unknown as Parameters<typeof serverless>[0]);
  }
  return handle(event, context);
};
