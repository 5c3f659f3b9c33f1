/** Committed histories of claims that went straight from filing to payment, by file, with the programme. */
export const programmeHistories: ReadonlyMap<string, string> = new Map(
  [
    'wuxi online-on-the-job',
    'wuxi new-hire-pre-job',
    'chongqing enterprise-online',
    'chongqing project-based',
    'guangdong online-job-adaptation',
    'sandbox class-with-allowance',
    'sandbox external-assessment',
    'sandbox individual-hours',
    'sandbox paid-first',
  ].map((name) => [`${name.replaceAll(' ', '-')}.json`, name]),
);
