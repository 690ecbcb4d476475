import { basicsSection } from './sections/basics.ts';
import { costsSection } from './sections/costs.ts';
import { documentsSection } from './sections/documents.ts';
import { linksSection } from './sections/links.ts';
import { protectionSection } from './sections/protection.ts';
import { servicesSection } from './sections/services.ts';
import { technologySection } from './sections/technology.ts';
import { termsSection } from './sections/terms.ts';
import { textsSection } from './sections/texts.ts';
import type { Section } from './sections.ts';

/** Every section of the form, in the order in which people know the answers. */
export const makeSections = (): readonly Section[] => [
  basicsSection(),
  textsSection(),
  technologySection(),
  servicesSection(),
  costsSection(),
  protectionSection(),
  documentsSection(),
  termsSection(),
  linksSection(),
];
