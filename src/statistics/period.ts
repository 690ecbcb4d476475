import { isoDate, month as monthName } from '../shared/german.ts';
import type { StatisticsQuery } from './query.ts';

type Months = Pick<StatisticsQuery, 'von' | 'bis'>;

const label = (key: string): string => monthName(new Date(`${key}-15T12:00:00Z`));
const padded = (month: number): string => String(month).padStart(2, '0');
const quarterMonths = (year: number, quarter: number): Months => ({
  von: `${year}-${padded(quarter * 3 - 2)}`,
  bis: `${year}-${padded(quarter * 3)}`,
});

/** How a sentence about the period begins: "Im 3. Quartal 2026", "Seit Juli 2026", "Seit Beginn". */
export function periodText({ von, bis }: Months): string {
  if (von === '' && bis === '') return 'Seit Beginn';
  if (von === '') return `Bis ${label(bis)}`;
  if (bis === '') return `Seit ${label(von)}`;
  if (von === bis) return `Im ${label(von)}`;
  const year = Number(von.slice(0, 4));
  if (von === `${year}-01` && bis === `${year}-12`) return `Im Jahr ${year}`;
  const quarter = Math.ceil(Number(von.slice(5)) / 3);
  const whole = quarterMonths(year, quarter);
  if (von === whole.von && bis === whole.bis) return `Im ${quarter}. Quartal ${year}`;
  return `Von ${label(von)} bis ${label(bis)}`;
}

const offeredQuarters = 3;

/** Periods to choose with one click: everything, the running year, the running quarter and those before it. */
export function usualPeriods(now: Date): (Months & { label: string })[] {
  const [year = 0, month = 0] = isoDate(now).split('-').map(Number);
  const running = year * 4 + Math.ceil(month / 3) - 1;
  const quarters = Array.from({ length: offeredQuarters }, (_, index) => {
    const [ofYear, quarter] = [Math.floor((running - index) / 4), ((running - index) % 4) + 1];
    return { label: `${quarter}. Quartal ${ofYear}`, ...quarterMonths(ofYear, quarter) };
  });
  return [
    { label: 'Seit Beginn', von: '', bis: '' },
    { label: `Jahr ${year}`, von: `${year}-01`, bis: `${year}-12` },
    ...quarters,
  ];
}
