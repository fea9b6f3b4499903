export interface AgreeButtonProps {
  readonly id: string;
  readonly onAgree: () => void;
  readonly children: string;
}

export interface PhoneButtonProps {
  readonly id: string;
  /** What stands for the phone, once and for five minutes; only our server can ask WeChat for the number. */
  readonly onCode: (phoneCode: string) => void;
  /** The person said no, or WeChat has no number: it can still be typed. */
  readonly onNone: () => void;
  readonly children: string;
}
