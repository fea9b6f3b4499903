import { Input } from "antd";
import type { FieldProblem } from "@app/contract/kernel/errors";
import { FormField, fieldState, problemAt } from "../../ui/FormField";

/** What both forms of an organisation ask for. */
export interface OrganizationText {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly principalName: string;
  readonly principalPhone: string;
  readonly email: string;
}

const FIELDS = [
  { name: "name", label: "名称" },
  { name: "address", label: "地址（选填）" },
  { name: "phone", label: "电话（选填）", hint: "例如 0898-66123456" },
  { name: "principalName", label: "负责人（选填）" },
  { name: "principalPhone", label: "负责人手机（选填）" },
  { name: "email", label: "邮箱（选填）" },
] as const;

export function OrganizationFields({
  isNew = false,
  value,
  problems,
  isDisabled = false,
  locked = [],
  starred = [],
  hints = {},
  onChange,
}: {
  /** The drawer of a new one lies over the form of another. */
  readonly isNew?: boolean;
  readonly value: OrganizationText;
  readonly problems: readonly FieldProblem[];
  readonly isDisabled?: boolean;
  readonly locked?: readonly (keyof OrganizationText)[];
  /** Marked with *: kept by the bureau above. */
  readonly starred?: readonly (keyof OrganizationText)[];
  readonly hints?: Partial<Record<keyof OrganizationText, string>>;
  readonly onChange: (value: OrganizationText) => void;
}) {
  return (
    <div className="organization-fields">
      {FIELDS.map((field) => {
        const testId = `organization-${field.name}`;
        const id = isNew ? `new-${testId}` : testId;
        const problem = problemAt(problems, field.name);
        return (
          <FormField
            key={field.name}
            id={id}
            label={starred.includes(field.name) ? `${field.label} *` : field.label}
            hint={hints[field.name] ?? ("hint" in field ? field.hint : undefined)}
            problem={problem}
          >
            <Input
              id={id}
              value={value[field.name]}
              disabled={isDisabled || locked.includes(field.name)}
              onChange={(event) => onChange({ ...value, [field.name]: event.target.value })}
              {...fieldState(id, problem)}
              data-testid={testId}
            />
          </FormField>
        );
      })}
    </div>
  );
}
