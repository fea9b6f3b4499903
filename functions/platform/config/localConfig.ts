import { z } from "@app/contract/kernel/zod";

/** So many times the usual limits of requests (decision 0014); the benchmark raises them. */
export const RequestLimitsTimes = z.coerce.number("REQUEST_LIMITS_TIMES must be a number").positive("REQUEST_LIMITS_TIMES must be above 0").default(1);

const LocalConfig = z.object({
  /** The address to listen on. This machine alone unless somebody opens it, because the sandbox lets anybody be anybody. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where people open the product when it is not http://localhost:PORT, e.g. behind a proxy with a certificate. */
  PUBLIC_BASE_URL: z
    .url("PUBLIC_BASE_URL 应为完整地址，例如 https://visit.example.gov.cn")
    .regex(/^https?:\/\/[^/]+$/, "PUBLIC_BASE_URL 不带路径和末尾的斜杠")
    .optional(),
  REQUEST_LIMITS_TIMES: RequestLimitsTimes,
});

/** What one machine reads from its environment beside the start command's own options; all problems at once. */
export function readLocalConfig(environment: Readonly<Record<string, string | undefined>>): z.infer<typeof LocalConfig> {
  const parsed = LocalConfig.safeParse({
    HOST: environment["HOST"],
    PUBLIC_BASE_URL: environment["PUBLIC_BASE_URL"],
    REQUEST_LIMITS_TIMES: environment["REQUEST_LIMITS_TIMES"],
  });
  if (parsed.success) return parsed.data;
  throw new Error(`配置有误：\n${parsed.error.issues.map((issue) => `- ${issue.path.join(".")}：${issue.message}`).join("\n")}`);
}
