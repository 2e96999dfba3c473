const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/**
 * An instant of RFC 3339, in the years 1 to 9999; null for any other text, such as one that names the 30th of February.
 */
export function parseInstant(text: string): Date | null {
  const [, year, month, day] = rfc3339.exec(text) ?? [];
  if (year === undefined || Number(year) === 0) return null;
  // JavaScript takes such a day for one of the next month.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return null;
  const instant = new Date(text.replace(" ", "T").toUpperCase());
  return Number.isNaN(instant.getTime()) ? null : instant;
}
