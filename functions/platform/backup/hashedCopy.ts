import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Copies a file and tells what was copied. */
export async function hashedCopy(from: string, to: string): Promise<string> {
  const hash = createHash("sha256");
  const watching = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      done(null, piece);
    },
  });
  await pipeline(createReadStream(from), watching, createWriteStream(to, { mode: 0o600 }));
  return hash.digest("hex");
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
