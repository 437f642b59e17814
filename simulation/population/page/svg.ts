/** Small parts of pictures. Everything is escaped here. */
export const escaped = (content: string) =>
  content
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const counted = (value: number) => value.toLocaleString('en');
export const percent = (share: number) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 2 : 1)} %`;

export function text(x: number, y: number, content: string, kind = '', anchor: 'start' | 'middle' | 'end' = 'start') {
  return `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

export function rect(x: number, y: number, width: number, height: number, kind: string, title = ''): string {
  const shape = `<rect x="${x}" y="${y}" width="${Math.max(0, width).toFixed(1)}" height="${Math.max(0, height).toFixed(1)}" class="${kind}"`;
  return title === '' ? `${shape}/>` : `${shape}><title>${escaped(title)}</title></rect>`;
}

export function picture(width: number, height: number, title: string, content: readonly string[], left = 0): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">${content.join('')}</svg>`;
}
