/** Payload of NO_SHOW_APPEALED, NO_SHOW_UPHELD and NO_SHOW_WAIVED. */
export interface NoShowDecided {
  readonly [name: string]: string;
  readonly personId: string;
  readonly contactPhone: string;
  readonly orgPath: string;
  readonly facilityId: string;
  readonly facilityName: string;
  readonly cityName: string;
  readonly date: string;
  /** What the one who acted wrote. */
  readonly remark: string;
}
