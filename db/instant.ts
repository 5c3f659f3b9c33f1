/** An instant as JSON made by the database has it, like those that columns are read as: `2020-05-20T09:00:00+08:00`. */
export const instantIn = (column: string): string =>
  `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;
