import { DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { epochMsOf } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { FilesUnavailable, LINK_MINUTES, type FileStore } from "../../../engines/files/fileStorePort";
import { linkHeaders } from "../linkHeaders";
import { LINK_VALID_SECONDS, linkSignedAtEpochMs } from "../linkMoments";
import { refuseBadKey, refuseUnlinkableKey } from "../refuseBadKey";

export interface S3FilesOptions {
  readonly bucket: string;
  readonly clock: Clock;
  /** For tests: another endpoint, credentials. */
  readonly connection?: S3ClientConfig;
}

const CONNECT_MS = 2_000;
const ANSWER_MS = 8_000;
const TRIES = 2;

/** Photos in a private S3 bucket; forms and links are S3's own. */
export function createS3Files({ bucket, clock, connection }: S3FilesOptions): FileStore {
  const client = new S3Client({
    maxAttempts: TRIES,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
    // A checksum in a form or link would bind it to bytes that nobody knows yet.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    ...connection,
  });
  const at = (key: string) => ({ Bucket: bucket, Key: refuseBadKey(key) });
  return {
    async signedUploadForm({ key, maxBytes, expiresAt }) {
      const seconds = Math.max(1, Math.ceil((epochMsOf(expiresAt) - epochMsOf(clock.now())) / 1000));
      const { url, fields } = await unlessAway(() =>
        createPresignedPost(client, { ...at(key), Conditions: [["content-length-range", 1, maxBytes]], Expires: seconds }),
      );
      return { url, fields };
    },
    head: (key) =>
      unlessMissing(async () => {
        const { ContentLength } = await client.send(new HeadObjectCommand(at(key)));
        return { sizeBytes: ContentLength ?? 0 };
      }),
    read: (key) =>
      unlessMissing(async () => {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return Body?.transformToByteArray();
      }),
    async write(key, bytes, contentType) {
      await unlessAway(() => client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType })));
    },
    signedUrl: (key) =>
      unlessAway(() =>
        getSignedUrl(
          client,
          new GetObjectCommand({
            ...at(refuseUnlinkableKey(key)),
            ResponseContentType: linkHeaders(key).type,
            ResponseContentDisposition: linkHeaders(key).disposition,
            ResponseCacheControl: `private, max-age=${LINK_MINUTES * 60}, immutable`,
          }),
          { expiresIn: LINK_VALID_SECONDS, signingDate: new Date(linkSignedAtEpochMs(clock.now())) },
        ),
      ),
    async remove(keys) {
      if (keys.length === 0) return;
      const answer = await unlessAway(() =>
        client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys.map((key) => ({ Key: refuseBadKey(key) })), Quiet: true } })),
      );
      const failed = answer.Errors?.[0];
      if (failed !== undefined) throw new FilesUnavailable(`${failed.Key ?? ""}: ${failed.Code ?? ""}`);
    },
  };
}

interface AwsError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** No answer, a server's failure or a throttle: the same request may succeed later. A refusal (403, 400) is a fault of the deployment and is thrown as it is. */
async function unlessAway<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { name, code, message, $metadata } = error as AwsError;
    const status = $metadata?.httpStatusCode;
    // The SDK gives every try its `$metadata`; without a status nobody has answered.
    const noAnswer = ($metadata !== undefined && status === undefined) || /^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH)/.test(code ?? "");
    if (noAnswer || (status !== undefined && (status >= 500 || status === 429))) throw new FilesUnavailable(`${name ?? ""}: ${message ?? ""}`);
    throw error;
  }
}

async function unlessMissing<T>(act: () => Promise<T>): Promise<T | undefined> {
  return unlessAway(async () => {
    try {
      return await act();
    } catch (error) {
      const { name, $metadata } = error as AwsError;
      if (name === "NoSuchKey" || name === "NotFound" || $metadata?.httpStatusCode === 404) return undefined;
      throw error;
    }
  });
}
