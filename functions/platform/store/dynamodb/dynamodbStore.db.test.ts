import { startDynamodbLocal, type DynamodbLocal } from "../../../../infra/local/dynamodb/startDynamodbLocal";
import { describeStore } from "../store.case";
import { dynamodbClient, openDynamodbStore } from "./dynamodbStore";
import { createTableIfMissing } from "./tableDefinition";

const CONNECTION = { region: "cn-north-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

let local: DynamodbLocal;
beforeAll(async () => {
  local = await startDynamodbLocal();
}, 120_000);
afterAll(() => local.stop());

describeStore(
  "DynamoDB",
  async () => {
    const connection = { ...CONNECTION, endpoint: local.endpoint };
    const client = dynamodbClient(connection);
    await createTableIfMissing(client, "shared");
    client.destroy();
    const store = openDynamodbStore({ tableName: "shared", ...connection });
    return { store, close: () => store.close() };
  },
  { tieOrder: "DynamoDB promises no order among equal sort keys of a secondary index" },
);
