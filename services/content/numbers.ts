/** A number with the marks of a language: 1234.5 is "1,234.5" in English and "1.234,5" in German. Else the value as it is. */
export function formatNumber(value: unknown, digits: unknown, language: string): unknown {
  const number = readNumber(value);
  if (number === undefined) return value;
  const fixed = readDigits(digits);
  return new Intl.NumberFormat(language, {
    ...(fixed !== undefined && { minimumFractionDigits: fixed, maximumFractionDigits: fixed }),
  }).format(number);
}

/** An amount: "€79.90", "79,90 €". Without a currency of three letters it is a number with two decimals. */
export function formatMoney(value: unknown, currency: unknown, language: string): unknown {
  const number = readNumber(value);
  if (number === undefined) return value;
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency)) return formatNumber(number, 2, language);
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(number);
}

function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readDigits(digits: unknown): number | undefined {
  return typeof digits === 'number' && Number.isInteger(digits) && digits >= 0 && digits <= 20 ? digits : undefined;
}
