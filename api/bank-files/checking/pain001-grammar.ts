/** An element that occurs once; at most once where the name ends in `?`, at least once with `+`, any number of times with `*`. */
type Child = string;

const account: readonly Child[] = ['Id', 'Ccy?'];
const agent: readonly Child[] = ['FinInstnId'];
const totals: readonly Child[] = ['NbOfTxs', 'CtrlSum'];

/**
 * What we use of pain.001.001.09, by path: which elements, in the order of the standard. Stated here once more, apart from the code that writes,
 * so that a slip in one shows against the other. What is not listed has text only.
 */
export const grammar: Readonly<Record<string, readonly Child[]>> = {
  '': ['CstmrCdtTrfInitn'],
  CstmrCdtTrfInitn: ['GrpHdr', 'PmtInf'],
  GrpHdr: ['MsgId', 'CreDtTm', ...totals, 'InitgPty'],
  InitgPty: ['Nm'],
  PmtInf: ['PmtInfId', 'PmtMtd', 'BtchBookg', ...totals, 'ReqdExctnDt', 'Dbtr', 'DbtrAcct', 'DbtrAgt', 'CdtTrfTxInf+'],
  ReqdExctnDt: ['Dt'],
  Dbtr: ['Nm'],
  DbtrAcct: account,
  DbtrAgt: agent,
  CdtTrfTxInf: ['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf'],
  PmtId: ['EndToEndId'],
  Amt: ['InstdAmt'],
  CdtrAgt: agent,
  Cdtr: ['Nm'],
  CdtrAcct: account,
  RmtInf: ['Ustrd'],
  FinInstnId: ['ClrSysMmbId?', 'Nm', 'Othr?'],
  ClrSysMmbId: ['ClrSysId', 'MmbId'],
  ClrSysId: ['Cd'],
  'Acct/Id': ['Othr'],
  Othr: ['Id'],
};

const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** The children of an element, or undefined for one with text only. */
export function childrenOf(path: string): readonly Child[] | undefined {
  return /Acct\/Id$/.test(path) ? grammar['Acct/Id'] : grammar[lastName(path)];
}

/** Follows a file through the grammar. Its answers are null, or what is wrong. */
export function walk() {
  const open: { path: string; left: Child[] }[] = [{ path: '', left: [...grammar['']!] }];
  return {
    opened(path: string): string | null {
      const { left, path: parent } = open.at(-1)!;
      const name = lastName(path);
      while (left[0] !== undefined && bare(left[0]) !== name && left[0].endsWith('?')) left.shift();
      if (left[0] === undefined || bare(left[0]) !== name)
        return `${name} in ${parent || 'Document'} where ${left[0] ?? 'nothing'} is due`;
      // Now it may come again, or not.
      if (/[+*]$/.test(left[0])) left[0] = `${name}*`;
      else left.shift();
      open.push({ path, left: [...(childrenOf(path) ?? [])] });
      return null;
    },
    closed(): string | null {
      const { path, left } = open.pop()!;
      const missing = left.find((child) => !/[?*]$/.test(child));
      return missing ? `${bare(missing)} is missing in ${path || 'Document'}` : null;
    },
  };
}

const bare = (child: Child) => child.replace(/[?+*]$/, '');
