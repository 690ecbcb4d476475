import { timeText } from '../../shared/german.ts';
import {
  accessibilityMethodLabels,
  accessibilityStatusLabels,
  type Content,
  dataProtectionStatusLabels,
  personalDataLabels,
} from '../../solutions/index.ts';

const after = (on: string): string => (on === '' ? '' : `Stand ${timeText(on)}`);
const lines = (parts: string[]): string[] => parts.filter((part) => part !== '');

/** What is stated of accessibility, a line each; none where nothing is stated. */
export function accessibilityText({ status, method, on }: Content['accessibility']): string[] {
  if (status === '') return [];
  return lines([
    accessibilityStatusLabels[status],
    method === '' ? '' : accessibilityMethodLabels[method],
    after(on),
  ]);
}

/** What is stated of data protection, a line each; none where nothing is stated. */
export function dataProtectionText({ personalData, status, on, note }: Content['dataProtection']): string[] {
  return lines([
    personalData === '' ? '' : personalDataLabels[personalData],
    status === '' ? '' : dataProtectionStatusLabels[status],
    after(on),
    note,
  ]);
}
