import type { pull as original } from '../vi/pull.ts';

const later = 'The next run tries again.';

const asksFor = (seconds: number) => (seconds > 0 ? `, asks to wait ${seconds} s` : '');

export const pull: typeof original = {
  still_growing: (file) => `${file} is still being copied and is left for the next run.`,
  unreadable: (file) =>
    `${file} cannot be read (locked, no right to read, or a link or folder). Copy it into the inbox again.`,
  not_expected: (file, kinds) =>
    `${file} is not of a kind this source takes (${kinds}). Save it as one of them and copy it here, or move it away; if the source should take this kind too, change pull.files in source.yaml.`,

  secret_missing: (names) =>
    `Environment variable ${names} is not set. Set it for the account that runs the program, and run again.`,
  secret_unusable: (name) =>
    `Environment variable ${name} holds a line break, a control character or a character no HTTP header may have. Set it anew.`,
  key_missing: (file) =>
    `The key secrets/${file} cannot be read. Copy it there and let the account that runs the program read it.`,
  key_open: (file) =>
    `The key secrets/${file} can be read by others and is not used. Run: chmod 600 secrets/${file}`,
  key_unusable: (file) =>
    `The key secrets/${file} cannot be opened: wrong format or wrong passphrase. Check the file and passphrase_env.`,

  unreachable: (where, reason) =>
    `${where} cannot be reached (${reason}). Check network, address and firewall. ${later}`,
  certificate: (where, reason) =>
    `The certificate of ${where} cannot be trusted (${reason}). Ask its operator to renew it, or name the root certificate by NODE_EXTRA_CA_CERTS.`,
  timed_out: (where, limit) =>
    `${where} did not give all data within ${limit}. Raise the limit in the contract, or tell its operator. ${later}`,
  stalled: (where, seconds) =>
    `${where} stopped sending for more than ${seconds} seconds; what had come is thrown away. ${later}`,
  cut_short: (where) => `The connection to ${where} broke midway; what had come is thrown away. ${later}`,
  too_large: (where, limit) =>
    `The data of ${where} exceed the limit of ${limit} and are not taken. Export less, or raise max_bytes.`,

  http_denied: (where, status) =>
    `${where} denies access (${status}). Check that the access key is valid and what the account may do; this run does not try again.`,
  http_too_many: (where, wait) =>
    `${where} says it was called too often (429${asksFor(wait)}). The program stops calling; run it less often if this goes on.`,
  http_not_found: (where, status) =>
    `${where} has no data at this address (${status}). Check url in the contract.`,
  http_busy: (where, status, wait) =>
    `${where} fails or is overloaded (${status}${asksFor(wait)}). Tell its operator if this goes on. ${later}`,
  http_status: (where, status) =>
    `${where} gave an unexpected answer (${status}). Check address, method and body in the contract.`,
  http_moved: (where, target) =>
    `${where} redirects to ${target}. Redirects are followed within the same server only; if the new address is right, change url.`,
  http_circling: (where) => `${where} redirects too many times. Tell its operator.`,
  http_encoding: (where) =>
    `${where} compresses its data in a way this program does not know, or the compressed data are broken. Tell its operator.`,
  http_protocol: (where) => `${where} does not speak HTTP. Check address and port in the contract.`,
  not_json: (where) =>
    `${where} does not answer with sound JSON (perhaps an error or login page). Check the address and the access key.`,
  answer_refused: (where, field, value) =>
    `${where} says the call failed: ${field} = ${value}. See the service's documentation for what it means.`,

  sftp_host_key: (where, expected, found) =>
    `The key of ${where} is not the pinned one: the contract has ${expected}, the server shows ${found}. Ask its operator before you change host_key; somebody may be posing as the server.`,
  sftp_denied: (where, user) => `${where} does not let ${user} in. Check password or key.`,
  sftp_folder: (where, folder) =>
    `The folder ${folder} on ${where} cannot be opened. Check its name and the right to read it.`,
  sftp_unreadable: (where, file) =>
    `${file} on ${where} cannot be read (no right, or deleted). Tell its operator.`,
  sftp_protocol: (where) =>
    `${where} and this program cannot agree on SFTP. Check host and port, or tell its operator.`,

  postgres_denied: (where, user) =>
    `${where} does not let ${user} in. Check the password and the right to connect.`,
  postgres_database: (where, database) =>
    `${where} has no database ${database}. Check database in the contract.`,
  postgres_ssl: (where) =>
    `${where} offers no encrypted connection. Ask its operator to turn SSL on, or write ssl: disable where the internal network permits.`,
  postgres_read_only: (where) =>
    `The query wants to write to ${where} and is stopped: this program only reads. Make query a plain SELECT.`,
  postgres_no_right: (where, reason) =>
    `${where} does not let the account read these data (${reason}). Ask for the right to SELECT.`,
  postgres_query: (where, reason) =>
    `${where} reports an error in the query (${reason}). Mend query in the contract.`,
  postgres_busy: (where, reason) =>
    `${where} cannot serve now (${reason}). Tell its operator if this goes on. ${later}`,
  postgres_protocol: (where) => `${where} does not speak PostgreSQL. Check host and port in the contract.`,

  settings: {
    duration: 'A duration is written like 500ms, 60s, 10min, 1h.',
    size: 'A size is written like 500KB, 200MB, 1GB.',
    environmentName:
      'Name an environment variable that begins with KPI_SECRET_ (KPI_SECRET_PORTAL; capitals, digits, underscores), not the secret itself. Other variables of the machine are not sent anywhere.',
    host: "A server's name or address, without protocol or path.",
    extension: 'An extension is 1–8 small letters or digits, without the dot.',
    url: 'A full http:// or https:// address, without user and password.',
    headerName: "A header's name has letters, digits and hyphens only.",
    secretName: "A secret's placeholder has letters, digits and underscores only.",
    field: 'A path is written like status or data.errorCode.',
    fieldAndEquals: 'field and equals belong together.',
    bodyOfGet: 'Only a POST has a body.',
    secretOverHttp:
      'A secret goes over https only: over http whoever sits on the way reads it. Only addresses of this machine (localhost, 127.0.0.1) may use http.',
    secretInUrl: "No secret in url: it would stay in the server's logs. Use headers or body.",
    secretUnknown: (name) => `"${name}" does not stand in secrets.`,
    secretUnused: (name) => `"${name}" is not used; write \${${name}} in headers or body.`,
    dateUnknown: (name) => `There is no {${name}}. Use {today}, {month_start} or {year_start}.`,
    dateFormat: (format) => `"${format}" is no date format. Write it like dd/MM/yyyy.`,
    keyFile: 'A path within the secrets folder, without "..".',
    hostKey: 'SHA256: and 43 characters, without = at the end (as ssh-keygen -l prints it).',
    passwordOrKey: 'Give one of the two: password_env or key_file.',
    passphraseAlone: 'passphrase_env goes with key_file only.',
    oneSelect: 'One SELECT (or WITH … SELECT), without semicolon.',
  },
};
