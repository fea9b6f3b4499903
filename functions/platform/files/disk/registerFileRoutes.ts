import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyInstance, FastifyReply } from "fastify";
import { refusalEntry } from "@app/contract/kernel/errors";
import { FILE_KEY, FilesUnavailable } from "../../../engines/files/fileStorePort";
import { sendRefusal } from "../../http/createHttpApp";
import type { DiskFiles } from "./diskFiles";
import { linkHeaders } from "../linkHeaders";
import { refusalPage } from "./refusalPage";

/** The form's own fields and the part's headers; what is far beyond the allowed size is refused before it is read. */
const FORM_OVERHEAD_BYTES = 64 * 1024;
/** Above every purpose's limit: the signed form says the exact one. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;

const fileErrors = {
  FORM_FORGED: refusalEntry(403, "这次上传没有得到允许，请返回页面重新选择照片。"),
  FORM_EXPIRED: refusalEntry(403, "上传等得太久，已经过期，请点「重试」。"),
  FORM_UNREADABLE: refusalEntry(400, "没有收到完整的照片，请点「重试」。"),
  FILE_TOO_LARGE: refusalEntry(413, "这个文件太大，请压缩后再传。"),
  FILES_UNAVAILABLE: refusalEntry(503, "照片暂时存不下来，请稍后点「重试」。"),
} as const;

const LINK_REFUSALS = {
  FORGED: { status: 403, title: "这个照片链接不完整", sentence: "请回到小程序或管理后台，从原来的页面打开照片。" },
  EXPIRED: { status: 410, title: "照片链接已过期", sentence: "照片链接一小时内有效。请回到小程序或管理后台，刷新页面后再打开。" },
  MISSING: { status: 404, title: "没有这张照片", sentence: "照片可能已被删除。请回到小程序或管理后台查看最新内容。" },
} as const;

/**
 * The addresses of the disk's forms and links: `POST /files` takes a signed form, `GET /files/…` shows a file to whoever has a link that has not expired.
 * Whatever a file holds, no browser runs it: it is sent with the type we gave it, unsniffed, in a sandbox without rights.
 */
export async function registerFileRoutes(app: FastifyInstance, files: DiskFiles): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: FILE_BYTES_MAX, files: 1, fields: 20, fieldSize: 8 * 1024, fieldNameSize: 100 },
      throwFileSizeLimit: false,
    });
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof FilesUnavailable) return sendRefusal(reply, { code: "FILES_UNAVAILABLE" }, fileErrors, request.id);
      // What the parser says of a form that is cut or no form at all carries no code of its own; a fault of ours or of the system does.
      if (error instanceof TypeError || (error as NodeJS.ErrnoException).errno !== undefined) throw error;
      return refuseUpload(reply, "FORM_UNREADABLE", request.id);
    });

    scope.post("/files", async (request, reply) => {
      if (!request.isMultipart()) return refuseUpload(reply, "FORM_UNREADABLE", request.id);
      const fields: Record<string, unknown> = {};
      for await (const part of request.parts()) {
        if (part.type === "field") {
          fields[part.fieldname] = part.value;
          continue;
        }
        const refusal = await receive(files, fields, part, Number(request.headers["content-length"] ?? 0));
        if (refusal !== undefined) return refuseUpload(reply, refusal, request.id);
        return reply.status(204).header("cache-control", "no-store").send();
      }
      return refuseUpload(reply, "FORM_UNREADABLE", request.id);
    });

    scope.get<{ Params: { folder: string; name: string }; Querystring: Record<string, unknown> }>("/files/:folder/:name", async (request, reply) => {
      const key = `${request.params.folder}/${request.params.name}`;
      const judged = FILE_KEY.test(key) ? files.signatures.judgeLink(key, request.query, files.clock.now()) : ({ verdict: "FORGED" } as const);
      if (judged.verdict !== "GOOD") return showRefusal(reply, judged.verdict);
      const file = await files.openRead(key);
      if (file === undefined) return showRefusal(reply, "MISSING");
      const { type, disposition } = linkHeaders(key);
      return shut(reply)
        .header("cache-control", `private, max-age=${judged.secondsLeft}, immutable`)
        .header("content-type", type)
        .header("content-disposition", disposition)
        .header("content-length", file.sizeBytes)
        .send(file.content);
    });
  });
}

async function receive(
  files: DiskFiles,
  fields: Readonly<Record<string, unknown>>,
  part: MultipartFile,
  contentLength: number,
): Promise<keyof typeof fileErrors | undefined> {
  const form = files.signatures.judgeForm(fields, files.clock.now());
  if (form.verdict !== "GOOD") return form.verdict === "EXPIRED" ? "FORM_EXPIRED" : "FORM_FORGED";
  if (contentLength > form.maxBytes + FORM_OVERHEAD_BYTES) return "FILE_TOO_LARGE";
  if (part.fieldname !== "file") return "FORM_UNREADABLE";
  const outcome = await files.receive(form.key, part.file, form.maxBytes);
  return outcome === "RECEIVED" ? undefined : outcome === "EMPTY" ? "FORM_UNREADABLE" : "FILE_TOO_LARGE";
}

/** The rest of the body is not waited for: the connection ends with the answer. */
function refuseUpload(reply: FastifyReply, code: keyof typeof fileErrors, requestId: string): FastifyReply {
  return sendRefusal(reply.header("connection", "close"), { code }, fileErrors, requestId);
}

function showRefusal(reply: FastifyReply, reason: keyof typeof LINK_REFUSALS): FastifyReply {
  const { status, title, sentence } = LINK_REFUSALS[reason];
  return shut(reply).status(status).header("cache-control", "no-store").type("text/html; charset=utf-8").send(refusalPage(title, sentence));
}

function shut(reply: FastifyReply): FastifyReply {
  return reply
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'")
    .header("referrer-policy", "no-referrer");
}
