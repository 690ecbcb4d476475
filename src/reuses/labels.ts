import type { ReuseRelation, ReuseStage, ReuseState } from './reuse.types.ts';

export const stageLabels: Record<ReuseStage, string> = {
  trial: 'in Erprobung',
  pilot: 'Pilotbetrieb',
  productive: 'Produktivbetrieb',
  ended: 'beendet',
};

export const relationLabels: Record<ReuseRelation, string> = {
  transfer: 'Nachnutzung',
  own: 'Eigennutzung',
  partner: 'Partnernutzung',
};

export const stateLabels: Record<ReuseState, string> = {
  reported: 'gemeldet',
  confirmed: 'bestätigt',
  disputed: 'bestritten',
};
