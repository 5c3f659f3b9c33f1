/** `sax` asks the attributes themselves whether they have one of a name: with one of this name it calls what is written there, and ends in an error of ours. */
export const breaksSax = (attribute: string): boolean => attribute === 'hasOwnProperty';
