/** XÖV standards that municipal procedures use, by the short names of the XRepository (https://www.xrepository.de). */
export const xoevStandards = [
  'XAusländer',
  'XBau',
  'XBeteiligung',
  'XBezahldienste',
  'XBreitband',
  'XDatenfelder',
  'xdomea',
  'XFall',
  'XFinanz',
  'XGewerbeanzeige',
  'XInneres',
  'XJustiz',
  'XMeld',
  'XPersonenstand',
  'XPlanung',
  'XProzess',
  'XRechnung',
  'XTrasse',
  'XUnternehmen',
  'XVergabe',
  'XWaffe',
  'XZuFi',
] as const;

/** True for a standard of the list, so that it is a tick and not a typed line. */
export const isKnownXoev = (name: string): boolean => (xoevStandards as readonly string[]).includes(name);
