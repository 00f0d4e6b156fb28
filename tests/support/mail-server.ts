import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  /** All of it, as it came over the line. */
  raw: string;
  /** Whether the line was encrypted. */
  secure: boolean;
}

export interface MailServer {
  port: number;
  received: Mail[];
  stop(): Promise<void>;
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const decodedHeader = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : quotedPrintable(text.replaceAll('_', ' ')),
    );

function read(raw: string): Pick<Mail, 'subject' | 'text'> {
  const [head = '', ...body] = raw.split(/\r\n\r\n/);
  const headers = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const content = body.join('\r\n\r\n');
  const coding = header('Content-Transfer-Encoding');
  const text =
    coding === 'base64'
      ? Buffer.from(content, 'base64').toString('utf8')
      : coding === 'quoted-printable'
        ? quotedPrintable(content)
        : content;
  return { subject: decodedHeader(header('Subject')), text: text.replaceAll('\r\n', '\n').trim() };
}

/** A mail server of its own on the loopback, which keeps what it is given. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key ? [] : ['STARTTLS'],
    ...options,
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('latin1');
      });
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, raw, secure: session.secure, ...read(raw) });
        done();
      });
    },
  });
  // Clients that trust nobody hang up in the middle.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
