import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { cloudProduct } from "./cloudProduct";

/**
 * New items of the table's stream. Each event is read again before it is applied, so that a record that comes late or twice meets the markers as they
 * are now. The first record that fails stops the batch there; the stream gives it and the rest again.
 */
export async function handler(batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const { consumers, engine } = cloudProduct();
  for (const record of batch.Records) {
    const pk = record.dynamodb?.Keys?.["pk"]?.S;
    const sk = record.dynamodb?.Keys?.["sk"]?.S;
    if (pk === undefined || sk === undefined || !sk.startsWith("EVENT#")) continue;
    try {
      const item = await engine.store.get({ pk, sk });
      if (item !== undefined) await consumers.apply(item);
    } catch {
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
    }
  }
  return { batchItemFailures: [] };
}
