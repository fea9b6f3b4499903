/** Where anybody opens the product in a browser or in WeChat. */
export const homeAddress = (): string => `${API_ORIGIN}/`;
