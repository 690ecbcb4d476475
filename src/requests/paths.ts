/** Addresses of this feature's pages. */
export const casesPath = '/vorgaenge';
export const requestPath = (id: string): string => `/vorgaenge/anfragen/${id}`;
