import { toBuffer } from "qrcode";
import sharp from "sharp";
import { qrPng } from "./qrPng";

const TEXT = "https://visit.example.gov.cn/#/features/visits/check-in/index?c=CG2.eyJmIjoiaGFpa291In0.x7";
const greyOf = async (png: Buffer) => sharp(png).flatten({ background: "white" }).greyscale().raw().toBuffer({ resolveWithObject: true });

it.each([90, 97, 240])("draws at %d px what the package draws, pixel for pixel", async (width) => {
  const [ours, theirs] = await Promise.all([greyOf(qrPng(TEXT, width)), greyOf(await toBuffer(TEXT, { errorCorrectionLevel: "M", margin: 2, width }))]);
  expect(ours.info).toMatchObject({ width, height: width });
  expect(ours.data.equals(theirs.data)).toBe(true);
});

it("the same text is the same picture, another text another", () => {
  expect(qrPng(TEXT, 640)).toEqual(qrPng(TEXT, 640));
  expect(qrPng(`${TEXT}1`, 640)).not.toEqual(qrPng(TEXT, 640));
  expect(qrPng(TEXT, 640).length).toBeLessThan(5_000);
});
