/** Payload of PERSON_BANNED, BAN_APPEALED, BAN_UPHELD, PERSON_UNBANNED and BAN_ENDED. */
export interface BanStepped {
  readonly [name: string]: string;
  readonly personId: string;
  readonly contactPhone: string;
  readonly orgPath: string;
  readonly facilityName: string;
  /** The rating that it was made for; its moderators read of it there. */
  readonly madeFor: string;
  /** What the one who acted wrote: of the first, the reason. */
  readonly remark: string;
  /** The last day of it, or empty. */
  readonly until: string;
}
