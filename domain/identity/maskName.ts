/** Surnames of two characters that are still borne; anything else is taken for one character. */
const compoundSurnames = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 淳于 单于 第二 东门'.split(
    ' ',
  ),
);

/**
 * The name as a public notice shows it: the surname stays, the given name is starred except its last character when it has two or more.
 * 张三 → 张*, 张小明 → 张*明, 欧阳明 → 欧阳*, 欧阳小明 → 欧阳*明. The separating dot of longer names stays.
 */
export function maskName(name: string): string {
  const characters = [...name.normalize('NFKC').trim()];
  if (characters.length <= 1) return '*';
  const surname = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join('')) ? 2 : 1;
  const given = characters.length - surname;
  return characters
    .map((character, i) => {
      const shown = i < surname || (given > 1 && i === characters.length - 1) || character === '·' || character === ' ';
      return shown ? character : '*';
    })
    .join('');
}
