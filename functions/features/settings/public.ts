/** What other features may know of settings: the words that an office offers in a form. */
export { dictionaryEntries } from "./dictionaries";
