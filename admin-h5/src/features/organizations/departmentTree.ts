import type { Department } from "@app/contract/organizations/organization.schema";

export interface DepartmentLine {
  readonly department: Department;
  readonly depth: number;
}

/** Departments as a person reads them: each below its own, in their order. One whose parent is gone stands at the top. */
export function departmentLines(departments: readonly Department[]): DepartmentLine[] {
  const ids = new Set<string>(departments.map(({ departmentId }) => departmentId));
  const below = (parentId: string | null, depth: number): DepartmentLine[] =>
    departments
      .filter((department) => (department.parentId !== null && ids.has(department.parentId) ? department.parentId : null) === parentId)
      .flatMap((department) => [{ department, depth }, ...below(department.departmentId, depth + 1)]);
  return below(null, 0);
}

/** Itself and everything below it, which it cannot be put under. */
export function withBelow(departments: readonly Department[], departmentId: string): Set<string> {
  const found = new Set([departmentId]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const department of departments) if (department.parentId !== null && found.has(department.parentId)) found.add(department.departmentId);
  }
  return found;
}
