import type { X509Certificate } from 'node:crypto';

const dayMs = 24 * 60 * 60 * 1000;
/** A certificate that expires sooner should have been renewed, in days. */
const soonDays = 14;

/**
 * Whether a certificate should have been renewed: less than 14 days are left, and less than a third of its life. Some
 * live for hours, and are renewed after two thirds, as cert-manager does by default.
 */
export function expiresSoon({
  validFrom,
  validTo,
}: Pick<X509Certificate, 'validFrom' | 'validTo'>): boolean {
  const end = Date.parse(validTo);
  const left = end - Date.now();
  return left < soonDays * dayMs && left < (end - Date.parse(validFrom)) / 3;
}

/** The day of a certificate's date: `2026-11-28`. */
export function dayOf(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
