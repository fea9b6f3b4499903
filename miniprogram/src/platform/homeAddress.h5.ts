/** Where anybody opens the product in a browser or in WeChat: here. */
export const homeAddress = (): string => `${window.location.origin}/`;
