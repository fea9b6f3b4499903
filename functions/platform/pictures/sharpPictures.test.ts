import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import type { PictureProblem, PreparedPicture } from "../../engines/files/picturePort";
import { CAMERA, phonePhoto } from "../../testing/photos";
import { createSharpPictures } from "./sharpPictures";

const MAX_PIXELS = 50_000_000;
const COPIES = [
  { key: "public/A.jpg", maxEdgePx: 2048 },
  { key: "thumbnails/A.jpg", maxEdgePx: 400 },
];

/** A store of one upload; what the work writes is kept by key. */
async function prepare(
  bytes: Uint8Array | undefined,
): Promise<{ found: PreparedPicture | PictureProblem | undefined; written: ReadonlyMap<string, Uint8Array> }> {
  const written = new Map<string, Uint8Array>();
  const pictures = createSharpPictures({ read: async () => bytes, write: async (key, content) => void written.set(key, content) });
  return { found: await pictures.prepare({ from: "uploads/A", original: "originals/A", copies: COPIES, maxPixels: MAX_PIXELS }), written };
}

const jpeg = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#2a7" } })
    .jpeg()
    .toBuffer();

/** A PNG by hand: any size in its header, any chunks, the pixels as given. */
function png(width: number, height: number, pixels: Buffer, ...before: Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), ...before, chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}
function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

describe("R14 what is no still picture is refused by what it is", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  it.each<[string, string, Buffer]>([
    ["an SVG", "SVG", Buffer.from(svg)],
    ["an SVG behind a declaration", "SVG", Buffer.from(`\uFEFF <?xml version="1.0"?><!-- x -->${svg}`)],
    ["an SVG in UTF-16", "SVG", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(svg, "utf16le")])],
    ["a page", "HTML", Buffer.from("  <!DOCTYPE html><script>alert(1)</script>")],
    ["a script", "PROGRAM", Buffer.from("#!/bin/sh\nrm -rf /")],
    ["a Windows program", "PROGRAM", Buffer.from("MZ\x90\0\x03", "latin1")],
    ["a Linux program", "PROGRAM", Buffer.from("\x7fELF\x02\x01", "latin1")],
    ["an archive or office document", "ZIP", Buffer.from("PK\x03\x04\x14\0", "latin1")],
    ["a gzip bomb", "ZIP", Buffer.from("\x1f\x8b\x08\0", "latin1")],
    ["a PDF", "PDF", Buffer.from("%PDF-1.7\n")],
    ["a film", "VIDEO", Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1")],
    ["an iPhone's HEIC", "HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1")],
    ["an AVIF", "AVIF", Buffer.from("\0\0\0\x18ftypavif\0\0\0\0", "latin1")],
    ["a GIF", "GIF", Buffer.from("GIF89a\x01\0\x01\0", "latin1")],
    ["a TIFF", "TIFF", Buffer.from("II*\0\x08\0\0\0", "latin1")],
    ["a BMP", "BMP", Buffer.concat([Buffer.from("BM"), Buffer.alloc(60)])],
    ["text", "TEXT", Buffer.from("这不是照片")],
    ["bytes without meaning", "UNKNOWN", Buffer.from([1, 2, 3, 0, 250, 251])],
  ])("%s is %s", async (_, kind, bytes) => {
    const { found, written } = await prepare(bytes);
    expect([found, [...written.keys()]]).toEqual([{ problem: "KIND", kind }, []]);
  });

  it("an animated WebP and an animated PNG are told apart from stills", async () => {
    const frames = await sharp(Buffer.concat([Buffer.alloc(300, 20), Buffer.alloc(300, 220)]), { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } })
      .webp({ loop: 0, delay: [100, 100] })
      .toBuffer();
    expect((await prepare(frames)).found).toEqual({ problem: "ANIMATED" });
    const animation = Buffer.alloc(8);
    animation.writeUInt32BE(2);
    const rows = deflateSync(Buffer.alloc(2 * 3));
    expect((await prepare(png(2, 2, rows, chunk("acTL", animation)))).found).toEqual({ problem: "ANIMATED" });
    expect((await prepare(png(2, 2, rows))).found).toMatchObject({ widthPx: 2 });
  });

  it("a truncated JPEG and one whose middle is damaged are broken, and nothing of them is kept", async () => {
    const whole = await phonePhoto({ width: 900, height: 700 }, true);
    for (const cut of [whole.subarray(0, whole.length / 2), whole.subarray(0, 200), Buffer.from("\xff\xd8\xff\xe0", "latin1")]) {
      const { found, written } = await prepare(cut);
      expect([found, [...written.keys()]]).toEqual([{ problem: "BROKEN" }, []]);
    }
  });

  it("a PNG that begins rightly and goes on as a page is broken", async () => {
    expect((await prepare(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.from("<script>alert(1)</script>")]))).found).toEqual({
      problem: "BROKEN",
    });
  });

  it("a bomb is known by its header and never decoded", async () => {
    expect((await prepare(png(30_000, 30_000, deflateSync(Buffer.alloc(1000))))).found).toEqual({
      problem: "TOO_MANY_PIXELS",
      widthPx: 30_000,
      heightPx: 30_000,
    });
  });

  it("a small PNG that would unpack to 60 MB is the small picture that it says it is", async () => {
    const { found } = await prepare(png(4, 4, deflateSync(Buffer.alloc(60_000_000))));
    expect(found).toEqual({ widthPx: 4, heightPx: 4, takenAt: undefined, place: undefined });
  });

  it("nothing uploaded is no picture and no problem", async () => {
    expect(await prepare(undefined)).toEqual({ found: undefined, written: new Map() });
  });
});

describe("what is a picture", () => {
  it("R14 a phone's photo: upright, small enough, with place and time for staff; the original as it came", async () => {
    const bytes = await phonePhoto({ width: 3000, height: 2000 });
    const { found, written } = await prepare(bytes);
    expect(found).toEqual({ widthPx: 2000, heightPx: 3000, takenAt: CAMERA.takenAt, place: { latitude: CAMERA.latitude, longitude: CAMERA.longitude } });
    expect([...written.keys()]).toEqual(["originals/A", "public/A.jpg", "thumbnails/A.jpg"]);
    expect(Buffer.from(written.get("originals/A") ?? []).equals(bytes)).toBe(true);
    const [shown, thumbnail] = await Promise.all(COPIES.map(({ key }) => sharp(written.get(key)).metadata()));
    expect([shown?.width, shown?.height, shown?.format, thumbnail?.width, thumbnail?.height]).toEqual([1365, 2048, "jpeg", 266, 400]);
  });

  it("a small one is not blown up; a transparent one stands on white", async () => {
    const clear = await sharp({ create: { width: 30, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const { found, written } = await prepare(clear);
    expect(found).toEqual({ widthPx: 30, heightPx: 20, takenAt: undefined, place: undefined });
    const { data, info } = await sharp(written.get("public/A.jpg")).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, data[0], data[1], data[2]]).toEqual([30, 255, 255, 255]);
  });

  it("a PNG under the limits is taken whatever it was called, and so is WebP", async () => {
    for (const bytes of [
      await sharp(await jpeg(50, 40))
        .png()
        .toBuffer(),
      await sharp(await jpeg(50, 40))
        .webp()
        .toBuffer(),
    ]) {
      expect((await prepare(bytes)).found).toMatchObject({ widthPx: 50, heightPx: 40 });
    }
  });

  it("R14 one that is a picture and a page at once ends as a picture alone", async () => {
    const { written } = await prepare(Buffer.concat([await jpeg(60, 60), Buffer.from("<html><script>alert('both')</script>PK\x03\x04")]));
    for (const { key } of COPIES) expect(Buffer.from(written.get(key) ?? []).includes("script")).toBe(false);
    expect(written.size).toBe(3);
  });

  it("an EXIF of nonsense is left out and refuses nothing", async () => {
    const bytes = await sharp(await jpeg(60, 60))
      .withExif({
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "999/1 4/1 47/1", GPSLongitudeRef: "E", GPSLongitude: "110/1 19/1 6/1" },
        IFD2: { DateTimeOriginal: "0000:00:00 00:00:00" },
      })
      .toBuffer();
    expect((await prepare(bytes)).found).toEqual({ widthPx: 60, heightPx: 60, takenAt: undefined, place: undefined });
  });

  it("R14 no copy of any picture carries a byte of what a camera, an editor or an attacker wrote beside the pixels", async () => {
    const secret = fc.stringMatching(/^[a-zA-Z]{12,20}$/);
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom("jpeg" as const, "png" as const, "webp" as const),
        fc.integer({ min: 0, max: 89 }),
        fc.integer({ min: 0, max: 179 }),
        async (words, orientation, format, latitude, longitude) => {
          const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#a52" } })
            .withMetadata({ orientation })
            .withExif({
              IFD0: { Make: words, ImageDescription: words, Copyright: words },
              IFD2: { UserComment: words, DateTimeOriginal: "2026:03:06 14:32:10" },
              IFD3: { GPSLatitudeRef: "N", GPSLatitude: `${latitude}/1 4/1 47/1`, GPSLongitudeRef: "E", GPSLongitude: `${longitude}/1 19/1 6/1` },
            })
            .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>${words}</exif:GPSLatitude></x:xmpmeta>`)
            .toFormat(format)
            .toBuffer();
          expect(bytes.includes(words)).toBe(true);
          const { written } = await prepare(bytes);
          for (const { key } of COPIES) {
            const copy = Buffer.from(written.get(key) ?? []);
            expect(copy.length).toBeGreaterThan(100);
            for (const trace of [words, "Exif", "GPS", "http", "xmp", "2026:03:06", "ICC_PROFILE", "Photoshop"]) expect(copy.includes(trace)).toBe(false);
            const { exif, xmp, iptc, icc, orientation: turned } = await sharp(copy).metadata();
            expect([exif, xmp, iptc, icc, turned]).toEqual([undefined, undefined, undefined, undefined, undefined]);
          }
        },
      ),
      { numRuns: 40, seed: 20260307 },
    );
  });

  it("R7 many at once wait their turn and none is lost", async () => {
    const bytes = await jpeg(800, 600);
    let reading = 0;
    let most = 0;
    const pictures = createSharpPictures({
      read: async () => {
        reading += 1;
        most = Math.max(most, reading);
        return bytes;
      },
      write: async (key) => void (key.startsWith("thumbnails/") && (reading -= 1)),
    });
    const all = await Promise.all(
      Array.from({ length: 9 }, () => pictures.prepare({ from: "uploads/A", original: "originals/A", copies: COPIES, maxPixels: MAX_PIXELS })),
    );
    expect([all.length, all.every((found) => found !== undefined && "widthPx" in found), most]).toEqual([9, true, 2]);
  });
});
