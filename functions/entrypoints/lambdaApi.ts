import { refuseUnknownRoutes } from "../platform/http/createHttpApp";
import { answerGateway, type LambdaHandler } from "./answerGateway";
import { cloudProduct, edgeSecret } from "./cloudProduct";

let handle: LambdaHandler | undefined;

/** The API behind the HTTP API gateway. */
export const handler: LambdaHandler = async (event, context) => {
  if (handle === undefined) {
    const { app } = cloudProduct();
    refuseUnknownRoutes(app);
    await app.ready();
    handle = answerGateway(app, edgeSecret());
  }
  return handle(event, context);
};
