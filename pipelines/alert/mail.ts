import type { MailSettings } from '../config/alerts.ts';
import { messages } from '../messages/index.ts';
import type { Message } from './compose.ts';
import { AlertFault, codeOf, isOfCertificate } from './fault.ts';
import { type Keys, readSecret } from './secret.ts';

/** An error of the mail library in our own words; of it only codes are taken, for its sentences quote addresses and answers. */
function faultOf(error: unknown): AlertFault {
  const text = messages().alert.fault;
  const { responseCode, originalCode } = Object(error) as { responseCode?: unknown; originalCode?: unknown };
  const code = codeOf(error);
  // The system's own word stands beside that of the library.
  const reason = codeOf({ code: originalCode ?? code });
  const lasting = (message: string) => new AlertFault(message, { passing: false });
  if (code === 'EAUTH' || code === 'ENOAUTH') return lasting(text.login);
  if (isOfCertificate(reason)) return lasting(text.certificate(reason));
  if (code === 'ETLS' || code === 'EREQUIRETLS') return lasting(text.noTls);
  if (typeof responseCode === 'number')
    return new AlertFault(text.smtp(responseCode), { passing: responseCode < 500 });
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return lasting(text.noMail);
  return new AlertFault(text.unreachable(reason || 'network'), { passing: true });
}

/** What goes to one address; each gets its own, so that nobody reads the others' addresses. */
export interface Letter extends Message {
  to: string;
  at: Date;
}

/** Hands a message to the mail server. The library is loaded only here. Throws an `AlertFault`. */
export async function sendMail(
  keys: Keys,
  settings: MailSettings,
  { to, at, title, text }: Letter,
  signal: AbortSignal,
): Promise<void> {
  const { host, port, security, user, password } = settings;
  const auth =
    user === undefined || password === undefined
      ? undefined
      : { user, pass: await readSecret(keys, password) };
  const { createTransport } = await import('nodemailer');
  const limit = 10_000;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(auth ? { auth } : {}),
    connectionTimeout: limit,
    greetingTimeout: limit,
    socketTimeout: limit,
    dnsTimeout: limit,
    // A text is a text: nothing in it names a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: settings.from,
      to,
      subject: title,
      text,
      date: at,
      signal,
      // So that no answering machine answers (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw faultOf(error);
  } finally {
    transport.close();
  }
}
