/** Addresses of this feature's pages. */
export const reusePath = (id: string): string => `/vorgaenge/nachnutzungen/${id}`;
export const reportPath = (slug: string): string => `/loesungen/${slug}/nachnutzung`;
export const reportForOtherPath = (slug: string): string => `/loesungen/${slug}/nachnutzung-melden`;
export const kdnReusesPath = '/kdn/nachnutzungen';
