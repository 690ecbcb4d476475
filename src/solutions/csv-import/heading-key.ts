/** A heading without case and doubled spaces, so that "titel " finds "Titel". */
export const headingKey = (heading: string): string =>
  heading.toLocaleLowerCase('de').replaceAll(/\s+/g, ' ').trim();
