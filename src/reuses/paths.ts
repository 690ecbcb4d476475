/** Addresses of this feature's pages. */
export const reusePath = (id: string): string => `/vorgaenge/nachnutzungen/${id}`;
