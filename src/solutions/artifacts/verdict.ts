/** Why somebody may or may not have an artifact now. */
export type Verdict =
  | 'allowed'
  | 'blocked'
  | 'infected'
  | 'scanning'
  | 'loginNeeded'
  | 'publicBodiesOnly'
  | 'requestNeeded';
export type Refusal = Exclude<Verdict, 'allowed'>;

/** Each refusal with what helps, as a part of a sentence, for lists of files. */
export const refusalTexts: Record<Refusal, string> = {
  blocked: 'gesperrt',
  infected: 'gesperrt, weil Schadsoftware darin gefunden wurde',
  scanning: 'wird noch auf Schadsoftware geprüft; bitte später erneut herunterladen',
  loginNeeded: 'nur für angemeldete Stellen; bitte anmelden und erneut herunterladen',
  publicBodiesOnly: 'nur für angemeldete öffentliche Stellen',
  requestNeeded: 'erst nach angenommener Anfrage; bitte auf der Seite der Lösung anfragen',
};
