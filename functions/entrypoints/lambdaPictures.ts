import { refuseUnknownRoutes } from "../platform/http/createHttpApp";
import { createSharpPictures } from "../platform/pictures/sharpPictures";
import { answerGateway, type LambdaHandler } from "./answerGateway";
import { cloudProduct, edgeSecret } from "./cloudProduct";

let handle: LambdaHandler | undefined;

/** The same API with the picture library beside it. The gateway sends it `POST /api/attachments/{attachmentId}/completion` and nothing else. */
export const handler: LambdaHandler = async (event, context) => {
  if (handle === undefined) {
    const { app } = cloudProduct(createSharpPictures);
    refuseUnknownRoutes(app);
    await app.ready();
    handle = answerGateway(app, edgeSecret());
  }
  return handle(event, context);
};
