/** Addresses of this feature's pages. */
export const solutionPath = (slug: string): string => `/loesungen/${slug}`;
export const editPath = (slug: string): string => `/loesungen/${slug}/bearbeiten`;
export const sectionPath = (slug: string, section: string): string => `${editPath(slug)}/${section}`;
export const artifactsPath = (slug: string): string => `/loesungen/${slug}/projektergebnisse`;
/** The assistant that clears rights and licences. */
export const rightsPath = (slug: string): string => `/loesungen/${slug}/rechte`;
/** One page for the legal office. */
export const rightsSheetPath = (slug: string): string => `/loesungen/${slug}/rechtsblatt`;
export const previewPath = (slug: string): string => `/loesungen/${slug}/vorschau`;
export const submitPath = (slug: string): string => `/loesungen/${slug}/einreichen`;
export const reviewPath = (slug: string): string => `/loesungen/${slug}/freigabe`;
export const withdrawPath = (slug: string): string => `/loesungen/${slug}/zurueckziehen`;
export const historyPath = (slug: string): string => `/loesungen/${slug}/verlauf`;
export const adoptPath = (slug: string): string => `/loesungen/${slug}/uebernehmen`;
export const releasePath = (slug: string, number: number): string => `/loesungen/${slug}/versionen/${number}`;
export const notRecommendedPath = (slug: string, number: number): string =>
  `${releasePath(slug, number)}/nicht-empfohlen`;
export const downloadPath = (slug: string, artifactId: string, filename: string): string =>
  `/loesungen/${slug}/projektergebnisse/${artifactId}/${encodeURIComponent(filename)}`;
export const announcedListPath = '/in-abschluss';
export const announcedPath = (slug: string): string => `${announcedListPath}/${slug}`;
export const announcePath = (slug: string): string => `/loesungen/${slug}/ankuendigen`;
export const withdrawAnnouncementPath = (slug: string): string =>
  `/loesungen/${slug}/ankuendigung-zuruecknehmen`;
export const copyPath = (slug: string): string => `/loesungen/${slug}/kopieren`;
export const importPath = (id: string): string => `/meine-loesungen/import/${id}`;
export const contentsPath = (slug: string, artifactId: string): string =>
  `/loesungen/${slug}/projektergebnisse/${artifactId}/inhalt`;
/** All files of a release that somebody may have, as one ZIP. */
export const bundlePath = (slug: string, number: number): string => `${releasePath(slug, number)}/alle.zip`;
export const ownSolutionsPath = '/meine-loesungen';
export const adoptionsPath = '/kdn/uebernahmen';
export const noticesPath = '/sicherheitshinweise';
export const newNoticePath = (slug: string): string => `/loesungen/${slug}/sicherheitshinweis`;
export const noticePath = (slug: string, id: string): string =>
  `/loesungen/${slug}/sicherheitshinweise/${id}`;
export const offersPath = '/betriebsangebote';
export const offerPath = (slug: string): string => `/loesungen/${slug}/betriebsangebot`;
export const offerCommentPath = (slug: string, id: string): string =>
  `/loesungen/${slug}/betriebsangebote/${id}/anmerkung`;
export const readinessPath = '/nachnutzungsreife';
