import type { FieldProblem } from "@app/contract/kernel/errors";
import { AttachmentId } from "@app/contract/kernel/ids";
import { z } from "@app/contract/kernel/zod";
import { RegistrationContent, RegistrationLevel, registrationProblems, type RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { REGISTRATION_KIND_ROWS, type RegistrationKind } from "@app/contract/registrations/registrationKinds";

/** What the page holds while it is being filled in; kept as a draft, so it is parsed when read back. */
export const RegistrationForm = z.object({
  organizationName: z.string(),
  email: z.string(),
  place: z.string(),
  address: z.string(),
  officePhone: z.string(),
  principalName: z.string(),
  level: RegistrationLevel.nullable(),
  regions: z.array(z.string()),
  categories: z.array(z.string()),
  letter: AttachmentId.nullable(),
});
export type RegistrationForm = z.infer<typeof RegistrationForm>;

export function formOf({ organizationName, email, content }: RegistrationDetail): RegistrationForm {
  return {
    organizationName,
    email,
    place: content?.place ?? "",
    address: content?.address ?? "",
    officePhone: content?.officePhone ?? "",
    principalName: content?.principalName ?? "",
    level: content?.level ?? null,
    regions: content?.regions ?? [],
    categories: content?.categories ?? [],
    letter: content?.letter ?? null,
  };
}

/** What is sent: a field that the kind does not ask for is not there. */
export function contentOf(kind: RegistrationKind, form: RegistrationForm): object {
  const row = REGISTRATION_KIND_ROWS[kind];
  const { level, letter, categories, ...rest } = form;
  return {
    ...rest,
    categories: row.asksCategories ? categories : [],
    ...(row.asksLevel && level !== null ? { level } : {}),
    ...(letter === null ? {} : { letter }),
  };
}

const WORDS_FOR_MISSING: Readonly<Record<string, string>> = { "body.place": "请选择所在地，选到区县", "body.letter": "请上传盖章的授权书" };

/** Everything that is wrong with the form, at once, as the server would say it. */
export function problemsOf(kind: RegistrationKind, form: RegistrationForm): FieldProblem[] {
  const checked = RegistrationContent.safeParse(contentOf(kind, form));
  if (checked.success) return registrationProblems(kind, checked.data);
  const problems = checked.error.issues.map((issue) => ({ path: ["body", ...issue.path].join("."), message: issue.message }));
  // What one field says of another is said as soon as both are there.
  if (REGISTRATION_KIND_ROWS[kind].asksLevel && form.level === null) problems.push({ path: "body.level", message: "请选择机构层级" });
  if (REGISTRATION_KIND_ROWS[kind].asksCategories && form.categories.length === 0)
    problems.push({ path: "body.categories", message: "请至少选择一个管控类别" });
  return problems.map(({ path, message }) => ({ path, message: WORDS_FOR_MISSING[path] ?? message }));
}

export function problemOf(problems: readonly FieldProblem[], name: keyof RegistrationForm): string | undefined {
  return problems.find(({ path }) => path === `body.${name}` || path.startsWith(`body.${name}.`))?.message;
}
