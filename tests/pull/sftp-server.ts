import type { AddressInfo } from 'node:net';
import ssh2, { type Connection, type SFTPWrapper } from 'ssh2';
import { newKeyPair } from './ssh-keys.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

export interface ServedFile {
  content: Buffer;
  /** Seconds. */
  mtime: number;
  /** Type and rights; default a plain file. */
  mode?: number;
  /** Opening it is denied. */
  denied?: boolean;
}

export interface SftpServer {
  port: number;
  hostKey: Buffer;
  /** Name → file of the only folder, /ra. */
  files: Map<string, ServedFile>;
  /** Names of files whose bytes were asked for, in order. */
  opened: string[];
  logins: number;
  /** Called before each read; may break the connection. */
  onRead: (name: string, offset: number, connection: Connection) => 'go on' | 'keep silent';
  onList: () => void;
  stop(): Promise<void>;
}

export interface Accounts {
  user: string;
  password?: string;
  publicKey?: string;
}

export const folder = '/ra';

/** An SFTP server on the loopback: the real protocol, files in memory. */
export async function sftpServer(accounts: Accounts): Promise<SftpServer> {
  const host = newKeyPair();
  const parsedHost = ssh2.utils.parseKey(host.public);
  if (parsedHost instanceof Error) throw parsedHost;
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [host.private] }, (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection)).on('error', () => undefined);
    connection.on('authentication', (login) => {
      const known = login.username === accounts.user;
      if (known && login.method === 'password' && login.password === accounts.password) return login.accept();
      if (known && login.method === 'publickey' && accounts.publicKey !== undefined) {
        const key = ssh2.utils.parseKey(accounts.publicKey);
        if (key instanceof Error) throw key;
        const right = key.getPublicSSH().equals(login.key.data);
        const signed =
          !login.signature ||
          (login.blob !== undefined && key.verify(login.blob, login.signature, login.hashAlgo) === true);
        if (right && signed) return login.accept();
      }
      login.reject(['password', 'publickey']);
    });
    connection.on('ready', () => {
      served.logins += 1;
      connection.on('session', (accept) => {
        accept().on('sftp', (acceptSftp) => serveFiles(acceptSftp(), served, connection));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const served: SftpServer = {
    port: (server.address() as AddressInfo).port,
    hostKey: parsedHost.getPublicSSH(),
    files: new Map(),
    opened: [],
    logins: 0,
    onRead: () => 'go on',
    onList: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        for (const connection of connections) connection.end();
        server.close(() => resolve());
      }),
  };
  return served;
}

function attributes({ content, mtime, mode = 0o100644 }: ServedFile) {
  return { mode, uid: 0, gid: 0, size: content.length, atime: mtime, mtime };
}

function serveFiles(sftp: SFTPWrapper, served: SftpServer, connection: Connection): void {
  const handles = new Map<number, string>();
  const listed = new Set<number>();
  let next = 0;
  const handleOf = (id: number) => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(id);
    return handle;
  };
  const lookUp = (path: string) =>
    path.startsWith(`${folder}/`) ? served.files.get(path.slice(folder.length + 1)) : undefined;
  sftp.on('error', () => undefined);
  sftp.on('OPENDIR', (id, path) => {
    if (path !== folder) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    served.onList();
    sftp.handle(id, handleOf(next++));
  });
  sftp.on('READDIR', (id, handle) => {
    const at = handle.readUInt32BE();
    if (listed.has(at)) return sftp.status(id, STATUS_CODE.EOF);
    listed.add(at);
    const entries = [...served.files].map(([filename, file]) => ({
      filename,
      // Servers differ in what stands here; nothing may be read out of it.
      longname: filename,
      attrs: attributes(file),
    }));
    sftp.name(id, entries as Parameters<SFTPWrapper['name']>[1]);
  });
  const stat = (id: number, path: string) => {
    const file = lookUp(path);
    if (file) sftp.attrs(id, attributes(file));
    else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  };
  sftp.on('LSTAT', stat).on('STAT', stat);
  sftp.on('OPEN', (id, path, flags) => {
    const file = lookUp(path);
    if (!file) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    if (file.denied || (flags & OPEN_MODE.WRITE) !== 0) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
    const name = path.slice(folder.length + 1);
    served.opened.push(name);
    handles.set(next, name);
    sftp.handle(id, handleOf(next++));
  });
  sftp.on('READ', (id, handle, offset, length) => {
    const name = handles.get(handle.readUInt32BE()) ?? '';
    if (served.onRead(name, offset, connection) === 'keep silent') return;
    const content = served.files.get(name)?.content ?? Buffer.alloc(0);
    // No more than 10,000 bytes a time, fewer than asked for, as the protocol allows.
    const chunk = content.subarray(offset, offset + Math.min(length, 10_000));
    if (chunk.length === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, chunk);
  });
  sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
}
