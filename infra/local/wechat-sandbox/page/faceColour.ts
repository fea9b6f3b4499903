/** White letters on each stay above 4.5 to 1. */
export const FACE_COLOURS = ["#2b6cb0", "#9c4221", "#6b46c1", "#0f766e", "#97266d", "#3f6212"] as const;

/** The same colour for the same person on every page. */
export function faceColour(personId: string): string {
  const sum = [...personId].reduce((total, character) => total + character.charCodeAt(0), 0);
  return FACE_COLOURS[sum % FACE_COLOURS.length]!;
}
