/** Addresses of this feature's pages. */
export const organisationPath = (slug: string): string => `/organisationen/${slug}`;
export const contactPath = (slug: string): string => `/organisationen/${slug}/kontakt`;
export const membersPath = (slug: string): string => `/organisationen/${slug}/mitglieder`;
/** Where an organisation says what it does for others. */
export const competencesPath = '/meine-kompetenzen';
export const modelRegionPath = (key: string): string => `/modellregionen/${key}`;
export const programmePath = (key: string): string => `/programme/${key}`;
export const cooperationPath = (key: string): string => `/kooperationen/${key}`;
export const cooperationDeskPath = (key: string): string => `/betrieb/kooperationen/${key}`;
export const operatorPath = (slug: string): string => `/betrieb/organisationen/${slug}`;

export type ListFilters = { q: string; art: string; land: string; modellregion: string };

/** The list of organisations with these filters; what is not set stays out of the address. */
export function listPath(filters: Partial<ListFilters>, page = 1): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  if (page > 1) query.set('seite', String(page));
  const text = query.toString();
  return text === '' ? '/organisationen' : `/organisationen?${text}`;
}
