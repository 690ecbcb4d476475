import { month } from '../../shared/german.ts';

/** "Juni 2027" from the stored '2027-06'. */
export const monthText = (stored: string): string => month(new Date(`${stored}-01T12:00:00Z`));
