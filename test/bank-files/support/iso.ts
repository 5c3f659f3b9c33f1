/** Messages of a bank, with the parts that a test is about. */

const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n';

export const transaction = (id: string, status: string, amount = '444.00', more = '') =>
  `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${amount}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>`;

export const reason = (code: string) => `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`;

export const pain002 = (transactions: string, group = '', of = '') =>
  `${prolog}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>${group}</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>M1</OrgnlPmtInfId>${of}${transactions}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;

export const detail = (id: string, amount: string | null = '444.00', more = '') =>
  `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${amount === null ? '' : `<Amt Ccy="CNY">${amount}</Amt>`}${more}</TxDtls>`;

export const returnReason = (code: string) => `<RtrInf><Rsn><Cd>${code}</Cd></Rsn></RtrInf>`;

export const entry = (amount: string, direction: string, details: string, more = '<Sts><Cd>BOOK</Cd></Sts>') =>
  `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${more}<BkTxCd/>${details && `<NtryDtls>${details}</NtryDtls>`}</Ntry>\n`;

export const statement = (entries: string, summary = '') =>
  `<Stmt><Id>1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>${summary && `<TxsSummry>${summary}</TxsSummry>`}${entries}</Stmt>`;

export const camt053 = (...statements: string[]) =>
  `${prolog}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S1</MsgId></GrpHdr>
${statements.join('')}</BkToCstmrStmt></Document>`;
