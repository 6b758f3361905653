import { nearestName } from '@rhdh-boost/config-schema';

/** What a code of a finding means, for reference pages and for code scanning. */
export interface FindingCodeInfo {
  /** What was found, as a sentence. */
  readonly description: string;
  /** How to fix it, as a sentence or two. */
  readonly help: string;
}

/** Codes that belong together, as the reference page lists them. */
export interface FindingCodeGroup {
  /** Its heading. */
  readonly title: string;
  readonly codes: Readonly<Record<string, FindingCodeInfo>>;
}

const info = (description: string, help: string): FindingCodeInfo => ({ description, help });

/** The heading of the codes that keep a file from being judged. */
const unreadableTitle = 'Files that cannot be read';

/** Every code that a finding of boost-config can have; the one place that describes them. */
export const findingCodeGroups: readonly FindingCodeGroup[] = [
  {
    title: 'Values and keys',
    codes: {
      required: info(
        'A required value is missing.',
        'Set the key, or remove the keys that need it.',
      ),
      wrong_type: info(
        'The value has the wrong type.',
        'Write a value of the type in the message.',
      ),
      invalid_value: info(
        'The type is right, but the value is not accepted.',
        'Use a value that the message or "boost-config explain PATH" allows.',
      ),
      invalid_url: info(
        'The value is not a usable URL.',
        'Write the absolute URL with its scheme and host.',
      ),
      insecure_url: info(
        'A credential would be sent over http.',
        'Use https. http is accepted on loopback, and in the cluster with boost.kagenti.allowInClusterHttp.',
      ),
      credentials_in_url: info(
        'The URL contains a user name or a password.',
        'Remove the part between // and @, and set the credentials by their own keys.',
      ),
      unknown_key: info(
        'The key is not known.',
        'Correct its spelling. If another module declares the key, name that module with --fields.',
      ),
      forbidden_key: info(
        'The key would change the prototype of an object.',
        'Remove the key; no field has such a name.',
      ),
      removed_key: info(
        'The key belonged to an earlier version of the configuration.',
        'Run "boost-config migrate", or use the replacement that the hint names.',
      ),
      deprecated_key: info('The key will be removed.', 'Use the replacement that the hint names.'),
      database_only: info(
        'The key is stored in the database only.',
        'Remove it from app-config, and change it in the admin interface.',
      ),
      section_over_value: info(
        'A later file has a section where this file has a value, and Backstage fails there.',
        'Remove the value, or make both of them sections.',
      ),
      emptied_key: info(
        'A later file has the key without a value, which removes the value of an earlier file.',
        'Remove the key from the later file, or write null to remove the value on purpose.',
      ),
      unlikely_url: info(
        'The URL is accepted, but probably belongs to another key or ends too far.',
        'Write the URL that the hint describes.',
      ),
      unlikely_unit: info(
        'The number is accepted, but probably counts another unit than the key: seconds or milliseconds.',
        'Multiply the number by 1000, or divide it, as the hint says.',
      ),
      surrounding_space: info(
        'White space surrounds the value, and Backstage keeps it.',
        'Remove the white space from the file or from the variable.',
      ),
      typographic_quotes: info(
        'The value begins and ends with typographic quotes, which are part of it.',
        'Replace them by " or \', or remove them.',
      ),
      auth_disabled: info(
        'Authentication is disabled, although another key indicates production.',
        'Set boost.security.mode to full or plugin-only.',
      ),
      duplicate_key: info('A mapping contains the same key twice.', 'Keep one of the two.'),
      nameless_key: info('A key is a list, a section or an alias.', 'Write the key as text.'),
    },
  },
  {
    title: 'Secrets',
    codes: {
      literal_secret: info(
        'A secret is written in the file.',
        'Take it from ${VARIABLE} or from a file with $file.',
      ),
      guessable_secret: info(
        'An encryption secret has an estimated entropy below 128 bits.',
        'Create one with "openssl rand -base64 32".',
      ),
    },
  },
  {
    title: 'The boost section',
    codes: {
      boost_missing: info(
        'No file has a boost section, so nothing was judged.',
        'Name the files that have it, in the order in which the backend merges them.',
      ),
      boost_empty: info('The boost section is empty.', 'Indent its keys below it, or remove it.'),
      boost_misplaced: info(
        'A boost section, or a part of one, is in the wrong place.',
        'Move boost to the root, and its sections below it.',
      ),
      near_boost: info(
        'A name is nearly boost, and Backstage does not read it.',
        'Rename it to boost.',
      ),
      several_config_maps: info(
        'A file contains several ConfigMaps with a boost section.',
        'Keep ConfigMaps of different environments in different files.',
      ),
      no_app_config: info(
        'The file has a form that is read, but contains no app-config.',
        'Name the file that contains one, or its place with --at.',
      ),
      at_not_found: info(
        'No file has the path of --at.',
        'Correct the path. The message names the keys that are there instead.',
      ),
      helm_template: info(
        'The file is a Helm template, or has a placeholder of Helm, and means something else before it is rendered.',
        'Run "helm template CHART | boost-config check -".',
      ),
    },
  },
  {
    title: 'Variables and included files',
    codes: {
      unset_variable: info(
        'The variable is not set here, so its value was not checked.',
        'Set it here to check the value. --strict-env makes this an error.',
      ),
      unusable_variable: info(
        'Backstage does not start with a variable APP_CONFIG_….',
        'Unset the variable, or correct its name. Only @rhdh-boost/cli reads these variables.',
      ),
      unfilled_variable: info(
        'The value contains a variable in a form that Backstage does not fill in.',
        'Write ${NAME} or ${NAME:-default}, or $${ for the text itself.',
      ),
      file_missing: info('The file of $file does not exist.', 'Create it, or correct its path.'),
      file_unread: info(
        'The file of $file is not read where only a text is checked.',
        'Run "boost-config check" where the file is.',
      ),
      file_unreadable: info(
        'The file of $file, or the file that the key names, cannot be read.',
        'Check that it is a file, and its permissions.',
      ),
      file_unusable: info(
        'The file that the key names does not contain what the key needs.',
        'Correct its content: a PEM certificate, the matching private key, or a valid token.',
      ),
      certificate_expired: info(
        'The certificate in the file that the key names has expired.',
        'Renew the certificate.',
      ),
      file_outside: info(
        'The file of $file is outside the folder of the file that names it.',
        'Move it into the folder, or allow it with --allow-outside.',
      ),
      include_missing: info('The included file does not exist.', 'Create it, or correct its path.'),
      include_unreadable: info(
        'The included file cannot be read.',
        'Check that it is a file, and its permissions.',
      ),
      include_unread: info(
        'The included file is not read where only a text is checked.',
        'Run "boost-config check" where the file is.',
      ),
      include_outside: info(
        'The included file is outside the folder of the file that includes it.',
        'Move it into the folder, or allow it with --allow-outside.',
      ),
      include_format: info(
        'The included file is neither YAML nor JSON.',
        'Use $file for text, or rename the file.',
      ),
      include_fragment: info(
        'The included file lacks the part behind #.',
        'Correct the path behind #.',
      ),
      include_loop: info('Files include each other in a circle.', 'Remove one of the includes.'),
      include_neighbours: info(
        'An include has other keys beside it.',
        'Leave the include as the only key.',
      ),
      include_not_text: info(
        'An include names something other than text.',
        'Write the path as text.',
      ),
      include_empty: info('An include names nothing.', 'Write the path of the file.'),
    },
  },
  {
    title: unreadableTitle,
    codes: {
      unreadable: info(
        'The configuration could not be read.',
        'Check the place that the message names.',
      ),
      unreadable_file: info(
        'The file does not exist or cannot be read.',
        'Check its name, its folder and its permissions.',
      ),
      not_utf8: info('The file is not encoded in UTF-8.', 'Save it as UTF-8.'),
      too_large: info('The file is larger than 5 MB.', 'Check a smaller file.'),
      invalid_yaml: info(
        'The file is not valid YAML.',
        'Correct the place that the message names.',
      ),
      invalid_json: info('The file is not valid JSON.', 'Remove comments and trailing commas.'),
      no_mapping: info(
        'The file is a list or a single value.',
        'Write an app-config: keys with values.',
      ),
      several_documents: info(
        'The file has several YAML documents, of which Backstage reads one.',
        'Keep one document in each file.',
      ),
      alias_bomb: info(
        'Aliases make the file many times larger.',
        'Write out what the aliases repeat.',
      ),
      unknown_alias: info('An alias names no anchor.', 'Correct the name of the alias.'),
      recursive_alias: info('An alias is part of what it repeats.', 'Remove the alias.'),
      too_deep: info('Values are nested too deeply.', 'Use fewer levels.'),
      too_many_includes: info('There are too many includes.', 'Include fewer files.'),
      too_many_values: info(
        'There are too many values.',
        'Split the configuration, or use fewer aliases.',
      ),
    },
  },
  {
    title: 'Ignore comments',
    codes: {
      invalid_ignore: info(
        'An ignore comment is not of the right form, so it ignores nothing.',
        'Write "# boost-config-ignore-next-line CODE reason".',
      ),
      unused_ignore: info(
        'An ignore comment matches no finding.',
        'Remove it, or put it directly above the line that it is about.',
      ),
    },
  },
  {
    title: 'Migration and comparison',
    codes: {
      not_migrated: info(
        'The file cannot be migrated safely, and is unchanged.',
        'Change it by hand as the hint says.',
      ),
      not_moved: info(
        'A key has no counterpart in the boost section, and stays where it is.',
        'Do what the hint says, then remove the key.',
      ),
      not_written: info(
        'The file could not be written, and is unchanged.',
        'Check its permissions and the disk.',
      ),
      placeholder: info(
        'The migration wrote a placeholder.',
        'Set the variable, or write the value.',
      ),
      renamed_value: info(
        'A value has another name now, and means what it meant before.',
        'Check whether you still want it.',
      ),
      value_by_hand: info(
        'The migration cannot change the value itself.',
        'Change it as the hint says.',
      ),
      set_elsewhere: info('The value is set in another file.', 'Migrate the files together.'),
      included_not_read: info(
        'An included file was not read.',
        'Migrate the included file as well.',
      ),
      was_off: info(
        'A feature that was switched off has a successor.',
        'Decide whether to switch off the successor.',
      ),
      removed_comments: info(
        'Comments were removed together with their keys.',
        'Keep what you need of them.',
      ),
      no_git: info('The program git is not installed.', 'Install it, or compare with a file.'),
      no_repository: info(
        'The folder is not in a git repository.',
        'Run the command in one, or compare with a file.',
      ),
      unknown_ref: info('The repository has no such commit.', 'Fetch it, or correct the name.'),
      no_field_table: info('The commit has no table of fields.', 'Name its path with --path.'),
      invalid_field_table: info(
        'The baseline is not a table of fields.',
        'Name a fields.json that a release contains.',
      ),
      other_owner: info(
        'The baseline is the table of another set of fields.',
        'Name the table of the same set.',
      ),
    },
  },
];

const described = new Map(findingCodeGroups.flatMap(({ codes }) => Object.entries(codes)));

/** What a code means; undefined for an unknown code. */
export function describeCode(code: string): FindingCodeInfo | undefined {
  return described.get(code);
}

/** Whether a finding can have this code. */
export function isFindingCode(code: string): boolean {
  return described.has(code);
}

/** Whether this finding means that its file could not be read and was not judged. */
export function isUnreadableCode(code: string): boolean {
  return findingCodeGroups.some(
    ({ title, codes }) => title === unreadableTitle && Object.hasOwn(codes, code),
  );
}

/** The code that was probably meant. */
export function nearestCode(code: string): string | undefined {
  return nearestName(code, described.keys());
}
