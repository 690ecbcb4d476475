const day = 24 * 60 * 60 * 1000;

/** Days within which a side is expected to answer: a promise of service said on every page, not a legal term. */
export const answerDays = 14;

/** Until when an answer to something written at `at` is expected. */
export const answerDue = (at: Date): Date => new Date(at.getTime() + answerDays * day);
