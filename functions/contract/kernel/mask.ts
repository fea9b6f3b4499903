/** 139****0001. Anything shorter than a mobile number is hidden whole. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? "*".repeat(phone.length) : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** Stands where the name of somebody stood who asked to be forgotten. It tells nobody, so it is shown whole. */
export const FORGOTTEN_NAME = "已注销用户";

/** 林*燕, 王*: the first character, and the last of three or more. */
export function maskName(name: string): string {
  if (name === FORGOTTEN_NAME) return name;
  const characters = [...name];
  if (characters.length <= 1) return "*";
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${"*".repeat(characters.length - 2)}${characters[characters.length - 1]}`;
}
