import { crc32, createDeflateRaw } from "node:zlib";
import type { Instant } from "@app/contract/kernel/time";

export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<string> | AsyncIterable<string>;
}

interface WrittenEntry {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

const LOCAL_HEADER = 0x04034b50;
const DATA_DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
/** Sizes follow the data, because nobody knows them before; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** What 32 bits can say; beyond it an archive would be a zip64, which no sheet of ours needs. */
const SIZE_MAX = 0xffff_ffff;

/**
 * A ZIP archive as it comes into being: each entry is packed while its content is made, and nothing is kept but the directory. Packing runs on
 * zlib's own thread, so each piece of content gives the event loop a turn.
 */
export async function* zipArchive(entries: Iterable<ZipEntry>, at: Instant): AsyncGenerator<Buffer> {
  const modified = dosTime(at);
  const written: WrittenEntry[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const sizes = { crc: 0, packedBytes: 0, bytes: 0 };
    const header = localHeader(name, modified);
    yield header;
    for await (const packed of pack(entry.content, sizes)) yield packed;
    const descriptor = numbers([4, DATA_DESCRIPTOR], [4, sizes.crc], [4, sizes.packedBytes], [4, sizes.bytes]);
    yield descriptor;
    written.push({ name, offset, ...sizes });
    offset += header.length + sizes.packedBytes + descriptor.length;
    refuseIfTooLarge(offset);
  }
  const directory = Buffer.concat(written.map((entry) => centralHeader(entry, modified)));
  yield directory;
  yield numbers([4, END_OF_DIRECTORY], [2, 0], [2, 0], [2, written.length], [2, written.length], [4, directory.length], [4, offset], [2, 0]);
}

async function* pack(content: ZipEntry["content"], sizes: { crc: number; packedBytes: number; bytes: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  const ready: Buffer[] = [];
  deflate.on("data", (packed: Buffer) => {
    sizes.packedBytes += packed.length;
    ready.push(packed);
  });
  try {
    for await (const text of content) {
      const bytes = Buffer.from(text);
      sizes.crc = crc32(bytes, sizes.crc);
      sizes.bytes += bytes.length;
      refuseIfTooLarge(sizes.bytes);
      await new Promise<void>((resolve, reject) => deflate.write(bytes, (error) => (error === null || error === undefined ? resolve() : reject(error))));
      yield* ready.splice(0);
    }
    await new Promise<void>((resolve, reject) => {
      deflate.once("end", resolve).once("error", reject);
      deflate.end();
    });
    yield* ready.splice(0);
  } finally {
    deflate.destroy();
  }
}

function refuseIfTooLarge(bytes: number): void {
  if (bytes > SIZE_MAX) throw new Error(`an archive of more than ${SIZE_MAX} bytes needs zip64`);
}

function localHeader(name: Buffer, modified: number): Buffer {
  return Buffer.concat([
    numbers([4, LOCAL_HEADER], [2, VERSION], [2, FLAGS], [2, DEFLATE], [4, modified], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);
}

function centralHeader({ name, offset, crc, packedBytes, bytes }: WrittenEntry, modified: number): Buffer {
  return Buffer.concat([
    numbers([4, CENTRAL_HEADER], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATE], [4, modified], [4, crc], [4, packedBytes], [4, bytes]),
    // No extra field, no comment, first disk, no attributes.
    numbers([2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
    name,
  ]);
}

/** Little-endian fields one after the other: [width in bytes, value]. */
function numbers(...fields: readonly (readonly [2 | 4, number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let position = 0;
  for (const [width, value] of fields) position = bytes.writeUIntLE(value, position, width);
  return bytes;
}

/** Date and time of MS-DOS in one number; a year before 1980 cannot be said. */
function dosTime(at: Instant): number {
  const part = (from: number, to: number): number => Number(at.slice(from, to));
  const date = (Math.max(part(0, 4) - 1980, 0) << 9) | (part(5, 7) << 5) | part(8, 10);
  const time = (part(11, 13) << 11) | (part(14, 16) << 5) | (part(17, 19) >> 1);
  return date * 65_536 + time;
}
