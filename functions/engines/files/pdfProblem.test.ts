import { deflateSync } from "node:zlib";
import { aPdf } from "../../testing/documents";
import { pdfProblem } from "./pdfProblem";

const listOf = (objects: string, dictionary = "/Filter /FlateDecode"): Buffer =>
  Buffer.concat([Buffer.from(`7 0 obj\n<< /Type /ObjStm /N 1 ${dictionary} >>\nstream\n`), deflateSync(objects), Buffer.from("\nendstream\nendobj\n")]);

it("R14 a PDF that can only be read is taken, with packed lists of objects too", () => {
  expect(pdfProblem(aPdf())).toBeUndefined();
  expect(pdfProblem(aPdf(listOf("8 0 << /Type /Annot >>")))).toBeUndefined();
});

it.each<[string, string | Buffer, string]>([
  ["a script", "7 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj", "PDF_ACTIVE"],
  ["a script whose name is written in numbers", "7 0 obj << /S /J#61vaScr#69pt /JS (app.alert(1)) >> endobj", "PDF_ACTIVE"],
  ["a script behind the word stream in a remark", "% stream\n7 0 obj << /S /JavaScript >> endobj\n% endstream", "PDF_ACTIVE"],
  ["a script in a packed list", listOf("8 0 << /S /JavaScript /JS (x) >>"), "PDF_ACTIVE"],
  [
    "a list whose own name is written in numbers",
    Buffer.from(listOf("8 0 << /S /JavaScript >>").toString("latin1").replace("/ObjStm", "/Obj#53tm"), "latin1"),
    "PDF_ACTIVE",
  ],
  ["a program to start", "7 0 obj << /S /Launch /F (calc.exe) >> endobj", "PDF_ACTIVE"],
  ["a file inside", "7 0 obj << /Type /EmbeddedFile >> endobj", "PDF_ACTIVE"],
  ["a password", "trailer << /Encrypt 9 0 R >>", "PDF_LOCKED"],
  ["a list that is packed twice", listOf("8 0 << >>", "/Filter [/ASCIIHexDecode /FlateDecode]"), "PDF_LOCKED"],
  ["a list that swells without end", listOf(" ".repeat(40 * 1024 * 1024)), "PDF_LOCKED"],
])("R14 a PDF with %s is not taken", (_, part, problem) => {
  expect(pdfProblem(aPdf(part))).toBe(problem);
});

it("R14 one that is cut off is broken", () => {
  const whole = aPdf();
  expect(pdfProblem(whole.subarray(0, whole.length - 10))).toBe("PDF_BROKEN");
});
