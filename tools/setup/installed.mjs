// Whether node_modules is what package-lock.json says. Runs on Node 20 with nothing installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 */

/**
 * The packages of a lock file, by their folder; nothing when the file is missing or unreadable.
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Compares the lock file with npm's own record of what it installed, which npm writes last and removes first: an
 * install that was cut short counts as none, and one made by hand counts as well as ours.
 * @param {string} root the repository's folder
 */
export function isInstalled(root) {
  const locked = lockedPackages(join(root, 'package-lock.json'));
  const installed = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(locked).every(([folder, wanted]) => {
    if (folder === '' || folder.startsWith('../')) {
      return true; // the project itself, and a package of this repository that it links to
    }
    const found = installed[folder];
    if (found === undefined) {
      return wanted.optional === true; // made for another platform
    }
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}
