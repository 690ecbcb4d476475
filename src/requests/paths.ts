/** Addresses of this feature's pages. */
export const casesPath = '/vorgaenge';
export const requestPath = (id: string): string => `/vorgaenge/anfragen/${id}`;
export const askPath = (slug: string): string => `/loesungen/${slug}/anfragen`;
export const rejectPath = (slug: string): string => `/loesungen/${slug}/nicht-nachgenutzt`;
