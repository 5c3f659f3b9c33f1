/** The places of the project. Who adds one breaks no test that speaks of these. */
export const ours = ['china', 'wuxi', 'jiangyin', 'yixing', 'guangdong', 'zhuhai', 'chongqing', 'sandbox'];

export const isOurs = ({ slug }: { slug: string }) => ours.includes(slug);
