import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
  type CreateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { SECONDARY_INDEXES } from "../../../engines/store/storePort";

export const TTL_ATTRIBUTE = "expiresAtEpochSeconds";

/** The one table of the product, as a value: local creation and the cloud's templates both read it, so they cannot differ. */
export function tableDefinition(tableName: string) {
  const keyAttributes = ["pk", "sk", ...SECONDARY_INDEXES.flatMap((index) => [`${index}pk`, `${index}sk`])];
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keyAttributes.map((name) => ({ AttributeName: name, AttributeType: "S" as const })),
    KeySchema: keySchema("pk", "sk"),
    GlobalSecondaryIndexes: SECONDARY_INDEXES.map((index) => ({
      IndexName: index,
      KeySchema: keySchema(`${index}pk`, `${index}sk`),
      Projection: { ProjectionType: "ALL" as const },
    })),
    // Consumers of events need what was written, not what was there before.
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  } satisfies CreateTableCommandInput;
}

function keySchema(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
}

/** For development and tests; in the cloud the deployment makes the table. */
export async function createTableIfMissing(client: DynamoDBClient, tableName: string): Promise<void> {
  const isNew = await client.send(new CreateTableCommand(tableDefinition(tableName))).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ResourceInUseException) return false;
      throw error;
    },
  );
  // Also when another process has just begun to make it.
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: tableName });
  if (isNew) await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true } }));
}
