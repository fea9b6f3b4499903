import type { FieldProblem } from "@app/contract/kernel/errors";
import { AttachmentId } from "@app/contract/kernel/ids";
import { z } from "@app/contract/kernel/zod";
import { FACILITY_CATEGORIES, type FacilityCategory } from "@app/contract/visits/facility.schema";
import { FacilityContent, type ManagedFacilityDetail } from "@app/contract/visits/managedFacility.schema";

const text = z.string();
const number = z.number().nullable();

/** What the form holds while it is being filled in; kept as a draft, so it is parsed when read back. Lists are typed one line each. */
export const FacilityForm = z.object({
  districtCode: text,
  name: text,
  category: z.enum(FACILITY_CATEGORIES).nullable(),
  address: text,
  latitude: number,
  longitude: number,
  approximate: z.boolean(),
  phone: text,
  introduction: text,
  highlights: text,
  safetyNotice: text,
  transport: text,
  visitDurationMinutes: number,
  admissionNote: text,
  photos: z.array(AttachmentId),
  opensDaysAhead: number,
  closesDaysAhead: number,
  minimumNoticeMinutes: number,
  cancelDaysAhead: number,
  partyMin: number,
  partyMax: number,
});
export type FacilityForm = z.infer<typeof FacilityForm>;
export type FacilityField = keyof FacilityForm;

export const BLANK_FACILITY: FacilityForm = {
  districtCode: "",
  name: "",
  category: null,
  address: "",
  latitude: null,
  longitude: null,
  approximate: true,
  phone: "",
  introduction: "",
  highlights: "",
  safetyNotice: "",
  transport: "",
  visitDurationMinutes: 90,
  admissionNote: "",
  photos: [],
  opensDaysAhead: 28,
  closesDaysAhead: 1,
  minimumNoticeMinutes: 60,
  cancelDaysAhead: 1,
  partyMin: 1,
  partyMax: 6,
};

export function formOf(facility: ManagedFacilityDetail): FacilityForm {
  return {
    districtCode: "",
    name: facility.name,
    category: facility.category,
    address: facility.address,
    latitude: facility.place.latitude,
    longitude: facility.place.longitude,
    approximate: facility.place.approximate,
    phone: facility.phone,
    introduction: facility.introduction,
    highlights: facility.highlights.join("\n"),
    safetyNotice: facility.safetyNotice.join("\n"),
    transport: facility.transport,
    visitDurationMinutes: facility.visitDurationMinutes,
    admissionNote: facility.admissionNote ?? "",
    photos: facility.photos.map((photo) => photo.attachmentId),
    ...facility.visitRules,
  };
}

const linesOf = (typed: string): string[] =>
  typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The content as the contract wants it; what was left empty is for `problemsOf` to say. */
export function contentOf(form: FacilityForm): FacilityContent {
  const missing = undefined as unknown as number;
  const { latitude, longitude, approximate, opensDaysAhead, closesDaysAhead, minimumNoticeMinutes, cancelDaysAhead, partyMin, partyMax } = form;
  return {
    name: form.name.trim(),
    category: form.category ?? (undefined as unknown as FacilityCategory),
    address: form.address.trim(),
    place: { latitude: latitude ?? missing, longitude: longitude ?? missing, sourceSystem: "GCJ-02", approximate },
    phone: form.phone.trim(),
    introduction: form.introduction.trim(),
    highlights: linesOf(form.highlights),
    safetyNotice: linesOf(form.safetyNotice),
    transport: form.transport.trim(),
    visitDurationMinutes: form.visitDurationMinutes ?? missing,
    admissionNote: form.admissionNote.trim(),
    photos: form.photos,
    visitRules: {
      opensDaysAhead: opensDaysAhead ?? missing,
      closesDaysAhead: closesDaysAhead ?? missing,
      minimumNoticeMinutes: minimumNoticeMinutes ?? missing,
      cancelDaysAhead: cancelDaysAhead ?? missing,
      partyMin: partyMin ?? missing,
      partyMax: partyMax ?? missing,
    },
  };
}

/** All that the contract has against the form, at once, under the names of its fields. */
export function problemsOf(form: FacilityForm, isNew: boolean): FieldProblem[] {
  const checked = FacilityContent.safeParse(contentOf(form));
  const found = checked.success ? [] : checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  return [
    ...(isNew && form.districtCode === "" ? [{ path: "districtCode", message: "请选择区县" }] : []),
    ...(form.category === null ? [{ path: "category", message: "请选择设施类别" }] : []),
    ...found.filter(({ path }) => path !== "category"),
  ];
}

/** The problem of one field, found here or by the server: `body.place.latitude` is that of 纬度. */
export function problemOf(problems: readonly FieldProblem[], field: FacilityField): string | undefined {
  return problems.find(({ path }) => path.split(".").includes(field))?.message;
}

export interface Rebased {
  readonly form: FacilityForm;
  /** Fields that both changed, each differently: what was typed stays, and the form says that the other is there too. */
  readonly contested: readonly FacilityField[];
}

/** What was typed, put onto what somebody else has saved meanwhile (promise R5): untouched fields take theirs, touched ones stay. */
export function rebase(base: FacilityForm, typed: FacilityForm, current: FacilityForm): Rebased {
  const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
  const fields = Object.keys(current) as FacilityField[];
  const touched = fields.filter((field) => !same(typed[field], base[field]));
  return {
    form: { ...current, ...(Object.fromEntries(touched.map((field) => [field, typed[field]])) as Partial<FacilityForm>) },
    contested: touched.filter((field) => !same(current[field], base[field]) && !same(current[field], typed[field])),
  };
}

/** A page of 高德地图 at the point, for who wants to see where it is; it needs no key. */
export function mapPageOf(form: Pick<FacilityForm, "latitude" | "longitude" | "name">): string | undefined {
  if (form.latitude === null || form.longitude === null) return undefined;
  const query = new URLSearchParams({ position: `${form.longitude},${form.latitude}`, name: form.name === "" ? "开放单位" : form.name, coordinate: "gaode" });
  return `https://uri.amap.com/marker?${query.toString()}`;
}
