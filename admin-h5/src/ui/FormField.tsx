import { useEffect, useRef, type ReactNode } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";

/** A label, its control, and what is wrong with it; the control gets `fieldState` of the same id. */
export function FormField({
  id,
  label,
  hint,
  problem,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem: string | undefined;
  readonly children: ReactNode;
}) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (problem !== undefined && line.current !== null) leadToFirst(line.current, id);
  }, [problem, id]);
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint === undefined ? null : <p className="form-hint">{hint}</p>}
      <p ref={line} id={`${id}-problem`} className="field-problem" role={problem === undefined ? undefined : "alert"} data-testid={`${id}-problem`}>
        {problem}
      </p>
    </div>
  );
}

/** To the first of several, which may be out of sight; whoever is typing is left where they are. */
export function leadToFirst(line: HTMLElement, id: string): void {
  const form = line.closest("form, .ant-drawer-body, .panel");
  const active = document.activeElement;
  if (form?.querySelector('.field-problem[role="alert"]') !== line || active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) return;
  document.getElementById(id)?.focus();
  line.scrollIntoView({ block: "nearest" });
}

export function fieldState(id: string, problem: string | undefined) {
  return problem === undefined ? {} : { status: "error" as const, "aria-invalid": true, "aria-describedby": `${id}-problem` };
}

/** The first problem of a field of the body, whether the contract found it here or the server there. */
export function problemAt(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.path === field || problem.path === `body.${field}`)?.message;
}

/** The problems of a schema's check, in the server's form. */
export function problemsOf(error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}
