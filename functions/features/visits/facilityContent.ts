import type { FacilityContent } from "@app/contract/visits/managedFacility.schema";
import type { FacilityItem } from "./facilityRepository";

/** The content as it is stored: what was left empty has no attribute, so that emptying a field empties it. */
export function storedContent(
  content: FacilityContent,
): Pick<FacilityItem, Exclude<keyof FacilityContent, "admissionNote">> & { readonly admissionNote?: string } {
  const { admissionNote, ...rest } = content;
  return { ...rest, ...(admissionNote === undefined || admissionNote === "" ? {} : { admissionNote }) };
}

/** The same facility with other content. */
export function withContent(facility: FacilityItem, content: FacilityContent): FacilityItem {
  const { admissionNote: _note, ...kept } = facility;
  return { ...(kept as FacilityItem), ...storedContent(content) };
}
